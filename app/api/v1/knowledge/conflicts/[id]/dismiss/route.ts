import { staff } from "@/lib/auth/narrow";
import { dismissConflict } from "@/lib/checks/commands";
import { idParams, noBody, route } from "@/lib/core/route";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/conflicts/{id}/dismiss",
    tag: "Knowledge",
    summary: "Say that two passages are in no conflict; remembered for these texts",
    permission: "gap.decide",
    params: idParams,
    body: noBody,
    responses: { 204: "Done" },
  },
  async ({ viewer, params }) => {
    await dismissConflict(staff(viewer), params.id);
    return new Response(null, { status: 204 });
  },
);
