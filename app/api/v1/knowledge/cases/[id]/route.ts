import { staff } from "@/lib/auth/narrow";
import { removeCase } from "@/lib/checks/commands";
import { idParams, noBody, route } from "@/lib/core/route";

export const DELETE = route(
  {
    method: "DELETE",
    path: "/knowledge/cases/{id}",
    tag: "Knowledge",
    summary: "Keep a question as a test no longer",
    permission: "gap.decide",
    params: idParams,
    body: noBody,
    responses: { 204: "Removed" },
  },
  async ({ viewer, params }) => {
    await removeCase(staff(viewer), params.id);
    return new Response(null, { status: 204 });
  },
);
