import { z } from "zod";
import { route } from "@/lib/core/route";
import { addSynonyms } from "@/lib/synonyms/commands";
import { listSynonyms } from "@/lib/synonyms/queries";
import { addSynonymsInput, listSynonymsInput, synonymList } from "@/lib/synonyms/schema";

const common = { path: "/knowledge/synonyms", tag: "Knowledge", permission: "synonym.manage" } as const;

export const GET = route(
  {
    ...common,
    method: "GET",
    summary: "What the search takes for the same in one language: lines of one's own, then the built-in ones",
    query: listSynonymsInput,
    responses: { 200: synonymList },
  },
  async ({ viewer, query }) => ({ body: await listSynonyms(viewer, query.language) }),
);

export const POST = route(
  {
    ...common,
    method: "POST",
    summary: "Add a line of synonyms; it counts for the next search",
    body: addSynonymsInput,
    responses: { 201: z.object({ id: z.uuid() }) },
  },
  async ({ viewer, body }) => ({ status: 201, body: await addSynonyms(viewer, body) }),
);
