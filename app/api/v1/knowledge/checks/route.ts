import { staff } from "@/lib/auth/narrow";
import { countChecks } from "@/lib/checks/queries";
import { checkCounts } from "@/lib/checks/schema";
import { route } from "@/lib/core/route";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/checks",
    tag: "Knowledge",
    summary: "How many conflicts are open and how many test questions fail",
    permission: "gap.read",

    responses: { 200: checkCounts },
  },
  async ({ viewer }) => ({ body: await countChecks(staff(viewer)) }),
);
