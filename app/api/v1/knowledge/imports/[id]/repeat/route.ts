import { z } from "zod";
import { idParams, route } from "@/lib/core/route";
import { repeatImport } from "@/lib/imports/commands";
import { repeatImportInput } from "@/lib/imports/schema";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/imports/{id}/repeat",
    tag: "Knowledge",
    summary: "Import the same source again, as a dry run or for good",
    permission: "article.import",
    params: idParams,
    body: repeatImportInput,
    responses: { 202: z.object({ id: z.uuid() }) },
  },
  async ({ viewer, params, body }) => ({ status: 202, body: await repeatImport(viewer, params.id, body) }),
);
