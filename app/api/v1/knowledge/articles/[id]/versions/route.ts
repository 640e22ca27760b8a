import { z } from "zod";
import { idParams, route } from "@/lib/core/route";
import { versionView } from "@/lib/knowledge/editing-schema";
import { listVersions } from "@/lib/knowledge/versions";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/articles/{id}/versions",
    tag: "Knowledge",
    summary: "What was published when and by whom, newest first; at most 200",
    permission: "article.write",
    params: idParams,
    responses: { 200: z.object({ items: z.array(versionView) }) },
  },
  async ({ viewer, params }) => ({ body: { items: await listVersions(viewer, params.id) } }),
);
