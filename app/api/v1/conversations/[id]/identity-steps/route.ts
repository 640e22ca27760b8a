import { z } from "zod";
import { staff } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { listIdentitySteps } from "@/lib/identity/trail";
import { identityStepView } from "@/lib/identity/trail-schema";

export const GET = route(
  {
    method: "GET",
    path: "/conversations/{id}/identity-steps",
    tag: "Conversations",
    summary: "Codes that were mailed in a conversation and what became of them, the latest first",
    permission: "customer.list",
    params: idParams,
    responses: { 200: z.object({ items: z.array(identityStepView) }) },
  },
  async ({ viewer, params }) => ({ body: { items: await listIdentitySteps(staff(viewer), params.id) } }),
);
