import { z } from "zod";
import { customer } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { findPendingCheck } from "@/lib/identity/queries";
import { pendingCheckView } from "@/lib/identity/schema";

export const GET = route(
  {
    method: "GET",
    path: "/conversations/{id}/identity-check",
    tag: "Account",
    summary: "The code that the assistant waits for in this conversation, if any",
    permission: "identity.prove",
    params: idParams,
    responses: { 200: z.object({ check: pendingCheckView.nullable() }) },
  },
  async ({ viewer, params }) => ({ body: { check: await findPendingCheck(customer(viewer), params.id) } }),
);
