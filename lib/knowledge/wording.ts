/**
 * How alike a question and a title are word for word, the small words included: "where did it come from" differs from
 * "where is it" by nothing else. A second opinion beside the lexemes of the index, which leave such words out. Pure.
 */
import { fold } from "./language";
import { noiseOf } from "./noise";

export type Wording = {
  /** Each word, without its ending, with how much it counts. */
  words: ReadonlyMap<string, number>;
  /** Those that are noise, as they are. */
  small: ReadonlySet<string>;
};

/** What noise counts, against 1 of any other word. */
const NOISE = 0.5;
/** Characters that are compared: a title is shorter. */
const READ = 400;

/** Of a story that ends in a question, the question; of anything else, its beginning. */
export function wordingOf(text: string, language: string): Wording {
  const noise = noiseOf(language);
  const asked = text.match(/[^.!?\n]+\?/g)?.join(" ") ?? text;
  const words = fold(asked.slice(0, READ)).match(/[\p{L}\p{N}]+/gu) ?? [];
  return {
    words: new Map(words.map((word) => [withoutEnding(word, language), noise.has(word) ? NOISE : 1])),
    small: new Set(words.filter((word) => noise.has(word))),
  };
}

const withoutEnding = (word: string, language: string): string =>
  language === "en" && word.length > 3 ? word.replace(/(?:ies|es|s|ing|ed)$/, "") : word;

/** 0 to 1: a cosine. */
export function alike({ words: question }: Wording, { words: title }: Wording): number {
  const norm = Math.sqrt(total(question) * total(title));
  if (norm === 0) return 0;
  let shared = 0;
  for (const [word, weight] of title) if (question.has(word)) shared += weight;
  return Math.min(1, shared / norm);
}

const total = (words: ReadonlyMap<string, number>): number =>
  [...words.values()].reduce((sum, weight) => sum + weight, 0);

/** Titles that ask, in languages that begin a question with a word of its own. */
const asking: Record<string, RegExp> = {
  en: /^(?:how|what|when|where|why|who|which|can|could|do|does|did|is|are|should|will|would|may|has|have|am)\b/i,
};

/** Whether a title is a question ("How do I return an item?") rather than a name ("Returns"). */
export const isQuestion = (title: string, language: string): boolean =>
  /[?？]\s*$/.test(title) || (asking[language]?.test(title) ?? false);
