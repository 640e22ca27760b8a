/**
 * Search while one types: the last word may be unfinished, so it stands for the words of the knowledge base that
 * begin with it. Everything else is the search itself.
 */
import "server-only";
import { sql } from "drizzle-orm";
import { as } from "@/db/client";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { clean, MAX } from "@/lib/core/text";
import { defaultLanguage } from "./default-language";
import { highlightsOf } from "./highlight";
import { baseLanguage, fold } from "./language";
import { cachedFor } from "./published-cache";
import { searchArticles } from "./search";
import { MAX_SUGGESTIONS, type Suggestions } from "./suggestions";
import { audiencesOf } from "./visibility";

/** Words that an unfinished one may stand for, the most frequent first. */
const COMPLETIONS = 3;

export async function suggestArticles(
  viewer: Viewer,
  input: { query: string; language: string },
): Promise<Suggestions> {
  authorize(viewer, "article.read");
  const query = clean(input.query).slice(0, MAX.search).replace(/\s+/g, " ").toLowerCase();
  return cachedFor(viewer, ["suggest", input.language, query], () => suggest(viewer, query, input.language));
}

async function suggest(viewer: Viewer, query: string, language: string): Promise<Suggestions> {
  const unfinished = /[\p{L}\p{N}]{2,}$/u.exec(query)?.[0] ?? "";
  const head = query.slice(0, query.length - unfinished.length);
  const endings = unfinished ? await completions(viewer, unfinished, language) : [];
  // A word that begins no other is whole, or mistyped: the search knows what to do with both.
  const asked = endings.length > 0 ? `${head}${[...new Set([unfinished, ...endings])].join(" ")}` : query;
  const found = await searchArticles(viewer, {
    query: asked.slice(0, MAX.search),
    language,
    limit: MAX_SUGGESTIONS,
  });
  const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
  return {
    items: found.items.map(({ title, href, heading, snippet, highlights }) => ({
      title,
      href,
      heading,
      snippet,
      titleMarks: marksOf(title, words),
      marks: highlights,
    })),
  };
}

/** Words of the title that begin with what was typed, or are other forms of it. */
function marksOf(title: string, words: readonly string[]): [number, number][] {
  const whole = highlightsOf(title, words);
  const last = words.at(-1) ?? "";
  if (last.length < 2) return whole;
  const begun = [...title.matchAll(/[\p{L}\p{N}]+/gu)].flatMap((match): [number, number][] =>
    match[0].toLowerCase().startsWith(last) ? [[match.index, match.index + match[0].length]] : [],
  );
  return [...whole, ...begun.filter(([at]) => !whole.some(([start]) => start === at))].sort(
    ([a], [b]) => a - b,
  );
}

async function completions(viewer: Viewer, word: string, language: string): Promise<string[]> {
  const begun = fold(word);
  const languages = [...new Set([baseLanguage(language), baseLanguage(defaultLanguage())])];
  // A range between constants, as in index-reads: under row security no index serves `like`.
  const rows = await as(viewer, (tx) =>
    tx.execute<{ lexeme: string }>(sql`
      select t.lexeme from passage_terms t
       where t.lexeme >= ${begun} collate "C" and t.lexeme < ${`${begun}\u{10ffff}`} collate "C"
         and t.language in ${languages} and t.audience in ${audiencesOf(viewer)} and t.documents > 0
       group by 1 order by sum(t.documents) desc, 1 limit ${COMPLETIONS}`),
  );
  return rows.map(({ lexeme }) => lexeme);
}
