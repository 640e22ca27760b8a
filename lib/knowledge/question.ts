/**
 * Reads a customer's text as a question to the knowledge base: which words carry it, and what else could be meant
 * by them. However long the text is, what comes out is small. Pure; stems and rarity are the database's part.
 */
import { fold } from "./language";
import { noiseOf } from "./noise";
import { builtInSynonyms, type Synonyms, withoutApostrophes } from "./synonyms";

/** One thing the question is about. */
export type Term = {
  /** As typed, folded. */
  word: string;
  /** Other words for it. */
  others: readonly string[];
  /** How much the text insists on it: more when repeated or asked in a sentence that ends with "?". */
  emphasis: number;
  /** What it is when written as one with the word before or behind it ("log in", "gift card"). */
  joined: readonly string[];
};

/** What a text is about, and which of its words stand side by side, noise between them left out. */
export type Question = {
  terms: Term[];
  pairs: (readonly [string, string])[];
  /** Noise, in the order of the text: it chooses only between what the terms find alike. */
  rest: string[];
};

/** Whose words they are: of which language, and what means the same in it. */
export type Reading = { language: string; synonyms: Synonyms };

const english: Reading = { language: "en", synonyms: builtInSynonyms("en") };

/** Characters of a message that are read at all: its start, then its end. */
export const READ_CHARACTERS = { start: 1_500, end: 500 } as const;
/** Terms that the database is asked about; the rarest of them go on to the search. */
export const MAX_TERMS = 40;

/** What a text is about, the most insistent first; equal ones in the order of the text. */
export const termsOf = (text: string, reading: Reading = english): Term[] =>
  readQuestion(text, reading).terms;

export function readQuestion(text: string, { language, synonyms }: Reading = english): Question {
  const read =
    text.length <= READ_CHARACTERS.start + READ_CHARACTERS.end
      ? text
      : `${text.slice(0, READ_CHARACTERS.start)}\n${text.slice(-READ_CHARACTERS.end)}`;
  const noise = noiseOf(language);
  const terms = new Map<string, Term>();
  const pairs = new Map<string, readonly [string, string]>();
  const rest = new Set<string>();
  for (const sentence of read.split(/(?<=[.!?])\s+|\n+/)) {
    const weight = sentence.trimEnd().endsWith("?") ? 1.5 : 1;
    let before: string | null = null;
    for (const { word, others, joined } of readSentence(sentence, noise, synonyms, rest)) {
      const known = terms.get(word);
      if (known) known.emphasis += weight / 3;
      else terms.set(word, { word, others, joined, emphasis: weight });
      if (before !== null && before !== word) pairs.set(`${before} ${word}`, [before, word]);
      before = word;
    }
  }
  // Stable: the order of the text decides between equals.
  const kept = [...terms.values()].sort((a, b) => b.emphasis - a.emphasis).slice(0, MAX_TERMS);
  const left = new Set(kept.map(({ word }) => word));
  return {
    terms: kept,
    pairs: [...pairs.values()].filter(([a, b]) => left.has(a) && left.has(b)),
    rest: [...rest].slice(0, MAX_TERMS),
  };
}

type Read = { word: string; others: readonly string[]; joined: string[] };

function readSentence(
  sentence: string,
  noise: ReadonlySet<string>,
  synonyms: Synonyms,
  rest: Set<string>,
): Read[] {
  const words = wordsOf(sentence);
  const found: Read[] = [];
  const othersOf = (phrase: string) => synonyms.get(withoutApostrophes(phrase)) ?? [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const end = phraseEnd(words, at, synonyms);
    const joined = [words[at - 1], words[at + 1]].flatMap((other, n) =>
      other === undefined || other.length + word.length > MAX_JOINED ? [] : n ? word + other : other + word,
    );
    if (end !== null) {
      // The phrase stands for its meaning; its own words would each be searched for something else.
      const phrase = words
        .slice(at, end.at + 1)
        .filter((_, n) => n === 0 || end.parts.includes(at + n))
        .join(" ");
      found.push({ word: phrase, others: othersOf(phrase), joined: [phrase.replace(/ /g, "")] });
      for (const part of [...end.parts].reverse()) words.splice(part, 1);
    } else if (noise.has(word)) rest.add(word);
    else found.push({ word, others: othersOf(word), joined });
  }
  return found;
}

/** Letters of two words that may be one. */
const MAX_JOINED = 24;

/**
 * Where a phrase of two or three words that begins at `at` ends, and which words behind the first belong to it;
 * "send something back" has up to two words between.
 */
function phraseEnd(
  words: readonly string[],
  at: number,
  synonyms: Synonyms,
): { at: number; parts: number[] } | null {
  const isPhrase = (...parts: number[]) =>
    synonyms.has(withoutApostrophes(parts.map((part) => words[part]).join(" ")));
  if (at + 2 < words.length && isPhrase(at, at + 1, at + 2)) return { at: at + 2, parts: [at + 1, at + 2] };
  for (let end = at + 1; end <= at + 3 && end < words.length; end++) {
    if (end > at + 1 && !particles.has(words[end] as string)) continue;
    if (isPhrase(at, end)) return { at: end, parts: [end] };
  }
  return null;
}

/** Words that a verb keeps although others come between. */
const particles = new Set(["back", "together", "up", "away", "off"]);

/** Folded words. Addresses, links and long numbers name one case, never an article, and are left out. */
export function wordsOf(text: string): string[] {
  const folded = fold(text).replace(/\S+@\S+|https?:\/\/\S+|\b\d{5,}\b/g, " ");
  return (folded.match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu) ?? []).filter((word) => word.length <= 40);
}

/** Whether the word is a code or a number ("e03", "b-1042"): unknown ones say nothing about the topic. */
export const isCode = (word: string): boolean => /\p{N}/u.test(word);
