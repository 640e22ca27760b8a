import { customer } from "@/lib/auth/narrow";
import { route } from "@/lib/core/route";
import { setMemoryEnabled } from "@/lib/memory/commands";
import { getMemory } from "@/lib/memory/queries";
import { memorySwitch, memoryView } from "@/lib/memory/schema";

export const GET = route(
  {
    method: "GET",
    path: "/memory",
    tag: "Memory",
    summary: "What is remembered about oneself, newest first",
    permission: "memory.manage",
    responses: { 200: memoryView },
  },
  async ({ viewer }) => ({ body: await getMemory(customer(viewer), customer(viewer).userId) }),
);

export const PATCH = route(
  {
    method: "PATCH",
    path: "/memory",
    tag: "Memory",
    summary: "Switch memory on or off; off keeps what is there and uses none of it",
    permission: "memory.manage",
    body: memorySwitch,
    responses: { 200: memoryView },
  },
  async ({ viewer, body }) => {
    const me = customer(viewer);
    await setMemoryEnabled(me, body.enabled);
    return { body: await getMemory(me, me.userId) };
  },
);
