import { staff } from "@/lib/auth/narrow";
import { casesBrokenBy } from "@/lib/checks/queries";
import { brokenCases } from "@/lib/checks/schema";
import { idParams, route } from "@/lib/core/route";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/articles/{id}/broken-cases",
    tag: "Knowledge",
    summary: "Test questions that pass now and would fail once the draft is published",
    permission: "gap.read",
    params: idParams,

    responses: { 200: brokenCases },
  },
  async ({ viewer, params }) => ({ body: await casesBrokenBy(staff(viewer), params.id) }),
);
