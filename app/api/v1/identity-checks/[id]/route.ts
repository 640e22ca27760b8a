import { z } from "zod";
import { startTurn } from "@/lib/assistant/turn";
import { customer } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { enterCode } from "@/lib/identity/commands";
import { codeInput } from "@/lib/identity/schema";

export const POST = route(
  {
    method: "POST",
    path: "/identity-checks/{id}",
    tag: "Account",
    summary:
      "Enter the code that was mailed; false: it was wrong too often, and the assistant goes on without",
    permission: "identity.prove",
    params: idParams,
    body: codeInput,
    responses: { 200: z.object({ verified: z.boolean() }) },
  },
  async ({ viewer, params, body, requestId }) => {
    const { verified, runId } = await enterCode(customer(viewer), params.id, body.code);
    if (runId) startTurn(runId, requestId);
    return { body: { verified } };
  },
);
