import { z } from "zod";
import { idParams, pageOf, pageQuery, route } from "@/lib/core/route";
import { listImportItems } from "@/lib/imports/queries";
import { importItemView, outcomes } from "@/lib/imports/schema";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/imports/{id}/items",
    tag: "Knowledge",
    summary: "What became of each article of an import, in the order of its source",
    permission: "import.read",
    params: idParams,
    query: z.strictObject({ outcome: z.enum([...outcomes, "open"]).optional(), ...pageQuery }),
    responses: { 200: pageOf(importItemView) },
  },
  async ({ viewer, params, query }) => ({ body: await listImportItems(viewer, params.id, query) }),
);
