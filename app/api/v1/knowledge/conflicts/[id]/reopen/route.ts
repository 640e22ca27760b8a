import { staff } from "@/lib/auth/narrow";
import { reopenConflict } from "@/lib/checks/commands";
import { idParams, noBody, route } from "@/lib/core/route";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/conflicts/{id}/reopen",
    tag: "Knowledge",
    summary: "Take that back",
    permission: "gap.decide",
    params: idParams,
    body: noBody,
    responses: { 204: "Done" },
  },
  async ({ viewer, params }) => {
    await reopenConflict(staff(viewer), params.id);
    return new Response(null, { status: 204 });
  },
);
