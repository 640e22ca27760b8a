import { customer } from "@/lib/auth/narrow";
import { route } from "@/lib/core/route";
import { forgetAll } from "@/lib/memory/commands";
import { getMemory } from "@/lib/memory/queries";
import { memoryView } from "@/lib/memory/schema";

export const DELETE = route(
  {
    method: "DELETE",
    path: "/memory/facts",
    tag: "Memory",
    summary: "Forget everything that is remembered about oneself",
    permission: "memory.manage",
    responses: { 200: memoryView },
  },
  async ({ viewer }) => {
    const me = customer(viewer);
    await forgetAll(me);
    return { body: await getMemory(me, me.userId) };
  },
);
