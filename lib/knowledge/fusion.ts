/**
 * Two rankings of passages made one: by their words and by their meaning. By ranks, not by scores: how similar two
 * texts are differs from model to model, but not which is most similar. Pure.
 */
import { ANSWERABLE_FROM } from "./rank";

/** The usual constant of reciprocal rank fusion: how little the first places stand out. */
const K = 60;
/** A ranking by words alone knows what it is about; without a shared word, nearness has to make up for it. */
const WEIGHTS = { words: 1, meaning: 0.8 } as const;

/** Ids, best first; what only one ranking has counts for that one alone. Of equals, the one better by words. */
export function fuse(byWords: readonly string[], byMeaning: readonly string[]): string[] {
  const scores = new Map<string, number>();
  const add = (ids: readonly string[], weight: number) => {
    for (const [place, id] of ids.entries()) scores.set(id, (scores.get(id) ?? 0) + weight / (K + place + 1));
  };
  add(byWords, WEIGHTS.words);
  add(byMeaning, WEIGHTS.meaning);
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
