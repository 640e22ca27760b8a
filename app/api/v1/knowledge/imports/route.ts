import { z } from "zod";
import { pageOf, pageQuery, route } from "@/lib/core/route";
import { startImport } from "@/lib/imports/commands";
import { listImports } from "@/lib/imports/queries";
import { importView, START_BYTES, startImportInput } from "@/lib/imports/schema";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/imports",
    tag: "Knowledge",
    summary: "Imports of articles, the latest first",
    permission: "import.read",
    query: z.strictObject(pageQuery),
    responses: { 200: pageOf(importView) },
  },
  async ({ viewer, query }) => ({ body: await listImports(viewer, query) }),
);

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/imports",
    tag: "Knowledge",
    summary: "Import an uploaded file, pages by their addresses, or all that a sitemap names",
    permission: "article.import",
    body: startImportInput,
    bodyLimit: START_BYTES,
    responses: { 202: z.object({ id: z.uuid() }) },
  },
  async ({ viewer, body }) => ({ status: 202, body: await startImport(viewer, body) }),
);
