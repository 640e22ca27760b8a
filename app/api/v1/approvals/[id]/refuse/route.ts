import { refuse } from "@/lib/approvals/commands";
import { getApproval } from "@/lib/approvals/queries";
import { approvalView, refuseInput } from "@/lib/approvals/schema";
import { startTurn } from "@/lib/assistant/turn";
import { staff } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";

export const POST = route(
  {
    method: "POST",
    path: "/approvals/{id}/refuse",
    tag: "Approvals",
    summary: "Refuse the call; the assistant tells the customer why",
    permission: "approval.decide",
    params: idParams,
    body: refuseInput,
    responses: { 200: approvalView },
  },
  async ({ viewer, params, body, requestId }) => {
    const decider = staff(viewer);
    const { runId } = await refuse(decider, params.id, body);
    if (runId) startTurn(runId, requestId);
    return { body: await getApproval(decider, params.id) };
  },
);
