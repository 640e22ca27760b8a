/** What the search made of a question, step by step, for managers who want to know why something is found or not. */
import "server-only";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { clean } from "@/lib/core/text";
import type { MadeConcept } from "./concepts";
import type { Explanation, TryInput } from "./explain-schema";
import { highlightsOf, snippetOf } from "./highlight";
import { ANSWERABLE_FROM } from "./rank";
import { find, type Ranked } from "./retrieve";
import { articleHref } from "./schema";
import { type Audience, audiencesOf } from "./visibility";

/** Passages that are told about. */
const SHOWN = 10;

/** Whose articles are searched, by who asks. */
const reach: Record<TryInput["as"], readonly Audience[]> = {
  visitor: ["public"],
  customer: ["public", "customers"],
  agent: ["public", "customers", "staff"],
};

export async function explainSearch(viewer: Viewer, input: TryInput): Promise<Explanation> {
  authorize(viewer, "synonym.manage");
  const audiences = audiencesOf(viewer).filter((audience) => reach[input.as].includes(audience));
  const sought = { query: clean(input.question), category: undefined, language: input.language };
  const found = await find(viewer, sought, audiences);
  const { confidence } = found;
  return {
    answerable: confidence >= ANSWERABLE_FROM,
    confidence: round(confidence),
    answerableFrom: ANSWERABLE_FROM,
    postings: found.postings,
    candidates: found.ranked.length,
    languages: found.asked.map(({ language, asked }) => ({
      language,
      terms: asked.concepts.map(termOf),
    })),
    passages: found.ranked.slice(0, SHOWN).map((hit) => passageOf(hit, found.words)),
  };
}

const termOf = ({ word, weight, isKnown, lexemes, by, corrected, split }: MadeConcept) => ({
  word,
  weight: round(weight),
  isKnown,
  stems: [...lexemes].map(([stem, sureness]) => ({ stem, sureness })),
  synonyms: [...by],
  corrected,
  split: [...split],
});

function passageOf({ row, score }: Ranked, words: readonly string[]) {
  const snippet = snippetOf(row.text, words);
  return {
    id: row.id,
    title: row.title,
    heading: row.heading,
    href: articleHref(row.slug, row.anchor),
    language: row.language,
    audience: row.audience,
    snippet,
    highlights: highlightsOf(snippet, words),
    score: round(score.score),
    parts: {
      coverage: round(score.coverage),
      strength: round(score.strength),
      title: round(score.title),
      wording: round(score.wording),
      nearness: round(score.nearness),
      article: round(score.article),
      breadth: round(score.breadth),
    },
  };
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;
