import { idParams, route } from "@/lib/core/route";
import { getImport } from "@/lib/imports/queries";
import { importView } from "@/lib/imports/schema";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/imports/{id}",
    tag: "Knowledge",
    summary: "How far an import has come, and what came of it",
    permission: "import.read",
    params: idParams,
    responses: { 200: importView },
  },
  async ({ viewer, params }) => ({ body: await getImport(viewer, params.id) }),
);
