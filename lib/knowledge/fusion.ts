/**
 * Two rankings of passages made one: by their words and by their meaning. How similar two texts are differs from model
 * to model, so a similarity counts by where it lies between the nearest passage and the last of the near ones. Pure.
 */
import { ANSWERABLE_FROM } from "./rank";

/**
 * What meaning adds, beside scores by words that reach about 2, and how much of that is the passage's own; the rest is
 * its article's: the words may find one passage of it, and the meaning another. Chosen on the even questions of four
 * sets of tests/eval/search with a small model (512 numbers, 28 MB), which spoils what the words find when it adds more.
 */
const MEANING = 0.2;
const OWN = 0.2;
/** What further passages of an article that are near as well add to its nearest one. */
const FURTHER = 0.3;

type ByWords = { id: string; articleId: string; score: number };
type ByMeaning = { id: string; articleId: string; similarity: number };

/** Ids, best first; of equals, the one better by words. Both lists come best first. */
export function fuse(byWords: readonly ByWords[], byMeaning: readonly ByMeaning[]): string[] {
  const nearest = byMeaning[0]?.similarity ?? 0;
  const range = nearest - (byMeaning.at(-1)?.similarity ?? 0);
  const own = new Map(
    byMeaning.map(({ id, similarity }) => [id, range > 0 ? 1 - (nearest - similarity) / range : 1]),
  );
  const ofArticle = new Map<string, number>();
  // Best first: the first passage of an article is its nearest.
  for (const { id, articleId } of byMeaning) {
    const gain = own.get(id) ?? 0;
    const before = ofArticle.get(articleId);
    ofArticle.set(articleId, before === undefined ? gain : before + FURTHER * gain);
  }
  const score = (id: string, articleId: string, words: number) =>
    words + MEANING * (OWN * (own.get(id) ?? 0) + (1 - OWN) * (ofArticle.get(articleId) ?? 0));
  const scores = new Map(byWords.map((found) => [found.id, score(found.id, found.articleId, found.score)]));
  for (const { id, articleId } of byMeaning) if (!scores.has(id)) scores.set(id, score(id, articleId, 0));
  // Sorting is stable, and those that the words found came first.
  return [...scores].sort((a, b) => b[1] - a[1]).map(([id]) => id);
}

/** The nearest passages among which one must stand out, and how far. */
const COMPARED = 10;
const LEAD = 0.12;

/**
 * How surely there is an answer, when meaning was asked, too: as sure as the words say; and where the same passage is
 * first by meaning and stands out from what else is near, at least just sure enough.
 * @param similarities of the nearest passages, falling
 */
export function fusedConfidence(
  byWords: number,
  isNearest: boolean,
  similarities: readonly number[],
): number {
  const [nearest = 0] = similarities;
  const others = similarities.slice(1, COMPARED);
  if (!isNearest || others.length === 0) return byWords;
  const usual = others.reduce((sum, similarity) => sum + similarity, 0) / others.length;
  return nearest - usual >= LEAD ? Math.max(byWords, ANSWERABLE_FROM) : byWords;
}
