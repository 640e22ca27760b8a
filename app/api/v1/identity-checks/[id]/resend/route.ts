import { customer } from "@/lib/auth/narrow";
import { idParams, noBody, route } from "@/lib/core/route";
import { resendCode } from "@/lib/identity/commands";

export const POST = route(
  {
    method: "POST",
    path: "/identity-checks/{id}/resend",
    tag: "Account",
    summary: "Mail a new code; the one before is good for nothing from then on",
    permission: "identity.prove",
    params: idParams,
    body: noBody,
    responses: { 204: "Sent" },
  },
  async ({ viewer, params }) => {
    await resendCode(customer(viewer), params.id);
    return new Response(null, { status: 204 });
  },
);
