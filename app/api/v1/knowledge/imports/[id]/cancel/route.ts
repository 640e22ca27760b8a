import { idParams, noBody, route } from "@/lib/core/route";
import { cancelImport } from "@/lib/imports/commands";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/imports/{id}/cancel",
    tag: "Knowledge",
    summary: "End an import between two articles; what is done stays done",
    permission: "article.import",
    params: idParams,
    body: noBody,
    responses: { 204: "It has ended" },
  },
  async ({ viewer, params }) => {
    await cancelImport(viewer, params.id);
    return new Response(null, { status: 204 });
  },
);
