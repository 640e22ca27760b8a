import { staff } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { getMemory } from "@/lib/memory/queries";
import { memoryView } from "@/lib/memory/schema";

export const GET = route(
  {
    method: "GET",
    path: "/customers/{id}/memory",
    tag: "Customers",
    summary: "What the assistant remembers about a customer",
    permission: "customer.list",
    params: idParams,
    responses: { 200: memoryView },
  },
  async ({ viewer, params }) => ({ body: await getMemory(staff(viewer), params.id) }),
);
