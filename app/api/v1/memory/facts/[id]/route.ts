import { customer } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { correctFact, forgetFact } from "@/lib/memory/commands";
import { getMemory } from "@/lib/memory/queries";
import { correctFactInput, memoryView } from "@/lib/memory/schema";

export const PATCH = route(
  {
    method: "PATCH",
    path: "/memory/facts/{id}",
    tag: "Memory",
    summary: "Correct one remembered fact",
    permission: "memory.manage",
    params: idParams,
    body: correctFactInput,
    responses: { 200: memoryView },
  },
  async ({ viewer, params, body }) => {
    await correctFact(customer(viewer), params.id, body);
    return { body: await getMemory(customer(viewer), customer(viewer).userId) };
  },
);

export const DELETE = route(
  {
    method: "DELETE",
    path: "/memory/facts/{id}",
    tag: "Memory",
    summary: "Forget one remembered fact",
    permission: "memory.manage",
    params: idParams,
    responses: { 200: memoryView },
  },
  async ({ viewer, params }) => {
    await forgetFact(customer(viewer), params.id);
    return { body: await getMemory(customer(viewer), customer(viewer).userId) };
  },
);
