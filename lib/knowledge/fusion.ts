/**
 * Two rankings of passages made one: by their words and by their meaning. How similar two texts are differs from model
 * to model, so a similarity counts by where it lies between the nearest passage and the last of the near ones. Pure.
 */
import { ANSWERABLE_FROM } from "./rank";

/**
 * What the nearest passage by meaning gains, beside scores by words that reach about 2. Chosen with a small model
 * (512 numbers, 28 MB) on three sets of tests/eval/search: higher, and a weak model spoils what the words find.
 */
const MEANING = 0.3;

type ByWords = { id: string; score: number };
type ByMeaning = { id: string; similarity: number };

/** Ids, best first; of equals, the one better by words. Both lists come best first. */
export function fuse(byWords: readonly ByWords[], byMeaning: readonly ByMeaning[]): string[] {
  const scores = new Map(byWords.map(({ id, score }) => [id, score]));
  const nearest = byMeaning[0]?.similarity ?? 0;
  const range = nearest - (byMeaning.at(-1)?.similarity ?? 0);
  for (const { id, similarity } of byMeaning) {
    const gain = range > 0 ? 1 - (nearest - similarity) / range : 1;
    scores.set(id, (scores.get(id) ?? 0) + MEANING * gain);
  }
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
