import { staff } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { getCustomerCard } from "@/lib/customers/queries";
import { customerCard } from "@/lib/customers/schema";

export const GET = route(
  {
    method: "GET",
    path: "/customers/{id}",
    tag: "Customers",
    summary: "A customer at a glance: profile, counts, latest orders and open tickets",
    permission: "customer.list",
    params: idParams,
    responses: { 200: customerCard },
  },
  async ({ viewer, params }) => ({ body: await getCustomerCard(staff(viewer), params.id) }),
);
