import { listPendingApprovals } from "@/lib/approvals/queries";
import { approvalList } from "@/lib/approvals/schema";
import { staff } from "@/lib/auth/narrow";
import { route } from "@/lib/core/route";

export const GET = route(
  {
    method: "GET",
    path: "/approvals",
    tag: "Approvals",
    summary: "Tool calls that wait for a decision, the oldest first",
    permission: "approval.decide",
    responses: { 200: approvalList },
  },
  async ({ viewer }) => ({ body: { items: await listPendingApprovals(staff(viewer)) } }),
);
