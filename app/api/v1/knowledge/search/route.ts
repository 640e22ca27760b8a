import { limits } from "@/lib/core/limits";
import { route } from "@/lib/core/route";
import { explainSearch } from "@/lib/knowledge/explain";
import { explanation, tryInput } from "@/lib/knowledge/explain-schema";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/search",
    tag: "Knowledge",
    summary: "What the search makes of a question, and why it finds what it finds",
    permission: "synonym.manage",
    query: tryInput,
    limits: [limits.searchPerMinute],
    responses: { 200: explanation },
  },
  async ({ viewer, query }) => ({ body: await explainSearch(viewer, query) }),
);
