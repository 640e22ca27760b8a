/** Two engines that keep their index in memory, as they are measured beside Baton's search; both with stems and stop words. */
import lunr from "lunr";
import MiniSearch from "minisearch";

export type EnginePassage = {
  id: string;
  articleId: string;
  title: string;
  heading: string | null;
  text: string;
};
export type Hit = { articleId: string; score: number };
/** Passages, best first. */
export type Engine = (question: string) => Hit[];

const MOST = 50;

const tokens = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** What lunr does by itself. */
function processed(word: string): string | null {
  const token = new lunr.Token(word, {});
  return lunr.stopWordFilter(token) ? lunr.stemmer(token).toString() : null;
}

function miniSearch(passages: readonly EnginePassage[]): Engine {
  const index = new MiniSearch({
    fields: ["title", "heading", "text"],
    tokenize: tokens,
    processTerm: processed,
    searchOptions: { boost: { title: 2, heading: 1.5 } },
  });
  index.addAll(passages);
  const articleOf = new Map(passages.map(({ id, articleId }) => [id, articleId]));
  return (question) =>
    index
      .search(question)
      .slice(0, MOST)
      .map(({ id, score }) => ({ articleId: articleOf.get(id as string) ?? "", score }));
}

function lunrIndex(passages: readonly EnginePassage[]): Engine {
  const index = lunr(function () {
    this.field("title", { boost: 2 });
    this.field("heading", { boost: 1.5 });
    this.field("text");
    for (const passage of passages) this.add(passage);
  });
  const articleOf = new Map(passages.map(({ id, articleId }) => [id, articleId]));
  return (question) =>
    index
      .search(tokens(question).join(" "))
      .slice(0, MOST)
      .map(({ ref, score }) => ({ articleId: articleOf.get(ref) ?? "", score }));
}

export const engines = { minisearch: miniSearch, lunr: lunrIndex } as const;
export type EngineName = keyof typeof engines;
