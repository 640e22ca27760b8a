import { withdraw } from "@/lib/approvals/commands";
import { getApproval } from "@/lib/approvals/queries";
import { approvalView } from "@/lib/approvals/schema";
import { startTurn } from "@/lib/assistant/turn";
import { customer } from "@/lib/auth/narrow";
import { idParams, noBody, route } from "@/lib/core/route";

export const POST = route(
  {
    method: "POST",
    path: "/approvals/{id}/withdraw",
    tag: "Approvals",
    summary: "Take a request back that waits for an approval",
    permission: "approval.withdraw",
    params: idParams,
    body: noBody,
    responses: { 200: approvalView },
  },
  async ({ viewer, params, requestId }) => {
    const asker = customer(viewer);
    const { runId } = await withdraw(asker, params.id);
    if (runId) startTurn(runId, requestId);
    return { body: await getApproval(asker, params.id) };
  },
);
