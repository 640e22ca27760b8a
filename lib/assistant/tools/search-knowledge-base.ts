/** Finds passages of the help center; the refs it gives are the only ones that an answer may cite. */
import "server-only";
import { z } from "zod";
import { registerSources } from "@/lib/assistant/sources";
import { citedHref, passageHash } from "@/lib/knowledge/citing";
import { searchPassages } from "@/lib/knowledge/search";
import { defineTool, READ_MS } from "./define";
import { few, line, shaped } from "./results";

/** A passage has at most 180 words; cut shorter, a table would lose its last rows. */
const PASSAGE = 1_500;
const MAX_RESULTS = 10;

const result = z.object({
  answerable: z.boolean(),
  results: few(
    z.object({
      ref: z.string(),
      title: line(200),
      heading: line(200).nullable(),
      passage: line(PASSAGE),
      score: z.number(),
      link: z.string(),
    }),
    MAX_RESULTS,
  ),
});

export const searchKnowledgeBase = defineTool({
  name: "search_knowledge_base",
  description:
    "Search the help center for passages that answer a question. Cite a passage by its ref. When answerable is false, nothing there answers the question.",
  parameters: z.object({
    query: z.string().min(1).max(2_000).describe("The question, in the customer's words"),
    category: z.string().max(40).nullable().describe("Only this category of articles; null for all"),
    max_results: z.number().int().min(1).max(MAX_RESULTS).describe("Usually 5"),
  }),
  timeoutMs: READ_MS,
  async work(viewer, { query, category, max_results }) {
    let found = await searchPassages(viewer, {
      query,
      category: category ?? undefined,
      limit: max_results,
    });
    // A category that the model guessed must not hide the answer.
    if (category && !found.answerable) found = await searchPassages(viewer, { query, limit: max_results });
    const refs = registerSources(
      viewer.runId,
      found.results.map((hit) => ({ ...hit, href: citedHref(hit.href, hit.text), hash: passageHash(hit) })),
    );
    return shaped(result, {
      answerable: found.answerable,
      results: found.results.map((hit, i) => ({
        ref: refs[i] ?? "",
        title: hit.title,
        heading: hit.heading,
        passage: hit.text,
        score: hit.score,
        link: hit.href,
      })),
    });
  },
});
