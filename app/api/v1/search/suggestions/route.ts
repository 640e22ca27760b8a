import { z } from "zod";
import { limits } from "@/lib/core/limits";
import { route } from "@/lib/core/route";
import { readerLanguage } from "@/lib/knowledge/reader";
import { searchQuery } from "@/lib/knowledge/schema";
import { suggestArticles } from "@/lib/knowledge/suggest";
import { suggestionsAnswer } from "@/lib/knowledge/suggestions";

export const GET = route(
  {
    method: "GET",
    path: "/search/suggestions",
    tag: "Knowledge",
    summary: "Articles for a question that is still being typed: its last word may be unfinished",
    permission: "article.read",
    query: z.strictObject({ q: searchQuery, lang: z.string().max(35).optional() }),
    limits: [limits.suggestionsPerMinute],
    responses: { 200: suggestionsAnswer },
  },
  async ({ viewer, query, request }) => {
    const language = await readerLanguage(viewer, query.lang, request.headers);
    return { body: await suggestArticles(viewer, { query: query.q, language }) };
  },
);
