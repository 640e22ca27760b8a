import { z } from "zod";
import { idParams, route } from "@/lib/core/route";
import { versionDetail } from "@/lib/knowledge/editing-schema";
import { getVersion } from "@/lib/knowledge/versions";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/articles/{id}/versions/{version}",
    tag: "Knowledge",
    summary: "One version as it was published",
    permission: "article.write",
    params: idParams.extend({ version: z.coerce.number().int().min(1).max(2_147_483_647) }),
    responses: { 200: versionDetail },
  },
  async ({ viewer, params }) => ({ body: await getVersion(viewer, params.id, params.version) }),
);
