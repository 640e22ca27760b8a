import { approve } from "@/lib/approvals/commands";
import { getApproval } from "@/lib/approvals/queries";
import { approvalView, approveInput } from "@/lib/approvals/schema";
import { checkEdited } from "@/lib/assistant/tools/edited";
import { startTurn } from "@/lib/assistant/turn";
import { staff } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";

export const POST = route(
  {
    method: "POST",
    path: "/approvals/{id}/approve",
    tag: "Approvals",
    summary: "Let the call be made, as it was asked for or with other arguments",
    permission: "approval.decide",
    params: idParams,
    body: approveInput,
    responses: { 200: approvalView },
  },
  async ({ viewer, params, body, requestId }) => {
    const decider = staff(viewer);
    if (body.args) await checkEdited((await getApproval(decider, params.id)).tool, body.args);
    const { runId } = await approve(decider, params.id, body);
    if (runId) startTurn(runId, requestId);
    return { body: await getApproval(decider, params.id) };
  },
);
