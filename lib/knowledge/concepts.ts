/** From the words of a question and what the knowledge base knows of them to what is searched and ranked by. Pure. */
import type { Concept } from "./bm25";
import { noiseOf } from "./noise";
import { isCode, type Question, type Term } from "./question";
import { type Asked, rarity } from "./rank";
import { isSlip, slipsFrom, slipsOf } from "./slips";
import { wordingOf } from "./wording";

/** Things a question can be about; of a long message, the weightiest. Known ones and unknown ones apart. */
const MOST = { known: 16, unknown: 3 } as const;
/** Lexemes that look for candidates: those of the weightiest concepts. All concepts count in the ranking. */
const SEARCHED = 16;
/** How surely a lexeme is meant: as typed 1, another word for it, part of another phrase, a corrected slip. */
const SURENESS = { synonym: 0.8, part: 0.45, corrected: 0.8, joined: 0.6 } as const;

/** Two words written as one are meant only when that one is about as frequent as the rarer of them. */
const JOINED_SHARE = 0.2;
/** A bare number ("2 weeks", "40 chairs") is seldom what an article is about. */
const NUMBER = 0.4;
/** Letters of a word that may be two, and of each of them. */
const COMPOUND = { least: 7, part: 3 } as const;

/** Letters from which on a small word can be told from another word that is one slip away ("rent", "arent"). */
const SMALL = 5;

/** What the knowledge base knows of the words of one language. */
export type Vocabulary = {
  /** None for a stop word of the database. */
  lexemes: (word: string) => readonly string[];
  /** Passages that hold a lexeme. */
  documents: (lexeme: string) => number;
  /** Lexemes that are written about like this word or lexeme, with their passages. */
  neighbours: (lexeme: string) => ReadonlyMap<string, number>;
  /** Passages there are. */
  all: number;
};

/** How a concept came to its lexemes; for those who want to understand a search. */
export type MadeConcept = Concept & {
  word: string;
  /** Words that stand for it: synonyms and joined words. */
  by: readonly string[];
  /** What a mistyped word was taken for. */
  corrected: string | null;
  /** The two words that an unknown one is made of. */
  split: readonly string[];
};

const isNumber = (word: string): boolean => /^\p{N}+$/u.test(word);
const isPhrase = (word: string): boolean => word.includes(" ");

/** Terms that stand in no passage, neither as typed nor by another word, and may be mistyped or two words in one. */
export function unknownTerms(terms: readonly Term[], { lexemes, documents }: Vocabulary): Term[] {
  const known = (phrase: string) =>
    phrase.split(" ").some((word) => lexemes(word).some((lexeme) => documents(lexeme) > 0));
  return terms
    .filter(
      ({ word, others, joined }) =>
        word.length >= 4 && !isCode(word) && !isPhrase(word) && ![word, ...others, ...joined].some(known),
    )
    .slice(0, MOST.unknown * 2);
}

/** Every two words that the word may be made of. */
export const splitsOf = (word: string): (readonly [string, string])[] =>
  word.length < COMPOUND.least
    ? []
    : Array.from({ length: word.length - 2 * COMPOUND.part + 1 }, (_, n) => {
        const at = n + COMPOUND.part;
        return [word.slice(0, at), word.slice(at)] as const;
      });

function conceptsOf(terms: readonly Term[], language: string, vocabulary: Vocabulary): MadeConcept[] {
  const noise = noiseOf(language);
  const made = terms.flatMap((term) => conceptOf(term, vocabulary, noise) ?? []);
  // Numbers alone ask nothing: every article with a "2" would answer "2".
  if (terms.every(({ word }) => isNumber(word))) return [];
  const heaviest = (isKnown: boolean, most: number) =>
    made
      .filter((concept) => concept.isKnown === isKnown)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, most);
  return [...heaviest(true, MOST.known), ...heaviest(false, MOST.unknown)];
}

function conceptOf(term: Term, vocabulary: Vocabulary, noise: ReadonlySet<string>): MadeConcept | null {
  const isNoise = (word: string) => noise.has(word);
  const { lexemes, documents, all } = vocabulary;
  const own = isPhrase(term.word) ? [] : ownLexemes(term.word, lexemes);
  const meant = new Map<string, number>();
  const mean = (lexeme: string, sureness: number) =>
    meant.set(lexeme, Math.max(meant.get(lexeme) ?? 0, sureness));
  for (const lexeme of own) mean(lexeme, own.length > 1 ? SURENESS.synonym : 1);
  for (const other of term.others) {
    // "Give back" stands for itself as a whole; "back" alone says nothing.
    const parts = isPhrase(other) ? other.split(" ").filter((part) => !isNoise(part)) : [other];
    const sureness = isPhrase(other) ? SURENESS.part : SURENESS.synonym;
    for (const part of parts) for (const lexeme of lexemes(part)) mean(lexeme, sureness);
  }
  const ownHolders = Math.max(0, ...own.map(documents));
  const joined = term.joined.filter((word) =>
    lexemes(word).some((lexeme) => documents(lexeme) > ownHolders * JOINED_SHARE),
  );
  for (const word of joined) for (const lexeme of lexemes(word)) mean(lexeme, SURENESS.joined);
  // A stop word of the database ("is", "how") is no concept unless it stands for something.
  if (meant.size === 0) return null;
  /** Of the most frequent: the sum would make a word with many synonyms worth nothing. */
  const count = () => Math.max(...[...meant.keys()].map(documents));
  let holders = count();
  let corrected: string | null = null;
  let split: readonly string[] = [];
  if (holders === 0) {
    const correction = correctionOf(term.word, own, vocabulary);
    // "Untill" is as little a thing to ask about as "until".
    if (isMistypedNoise(term.word, noise, correction?.slips ?? Number.POSITIVE_INFINITY)) return null;
    corrected = correction?.lexeme ?? null;
    if (corrected) mean(corrected, SURENESS.corrected);
    else {
      split = bestSplit(term.word, vocabulary);
      for (const part of split) for (const lexeme of lexemes(part)) mean(lexeme, SURENESS.part);
    }
    holders = count();
  }
  // Order numbers and the like name a case; no article could hold them.
  if (holders === 0 && isCode(term.word)) return null;
  const insistence = Math.sqrt(term.emphasis) * (isNumber(term.word) ? NUMBER : 1);
  const weight = rarity(Math.min(holders, all), all) * insistence;
  return {
    word: term.word,
    lexemes: meant,
    weight,
    isKnown: holders > 0,
    by: [...term.others, ...joined],
    corrected,
    split,
  };
}

/** Of a code in parts ("e-102") only what tells it from other codes. */
function ownLexemes(word: string, lexemes: Vocabulary["lexemes"]): readonly string[] {
  const all = lexemes(word);
  const telling = isCode(word) ? all.filter((lexeme) => /\p{N}/u.test(lexeme)) : [];
  return telling.length > 0 ? telling : all;
}

/** A question as the ranking wants it. Of one that stands nowhere, the small words beside it are asked for. */
export function askedOf(
  { terms, pairs, rest }: Question,
  text: string,
  language: string,
  vocabulary: Vocabulary,
): Asked & { concepts: MadeConcept[] } {
  const made = conceptsOf(terms, language, vocabulary);
  const beside = rest.flatMap((word) => {
    const lexemes = vocabulary.lexemes(word).filter((lexeme) => vocabulary.documents(lexeme) > 0);
    const [first] = lexemes;
    if (first === undefined) return [];
    const weight = rarity(vocabulary.documents(first), vocabulary.all);
    const meant = new Map(lexemes.map((lexeme) => [lexeme, 1]));
    return [{ word, lexemes: meant, weight, isKnown: true, by: [], corrected: null, split: [] }];
  });
  const isKnown = made.some((concept) => concept.isKnown);
  const concepts = isKnown || made.length === 0 ? made : [...made, ...beside];
  const numbers = new Map(concepts.map(({ word }, n) => [word, n]));
  return {
    concepts,
    beside: isKnown ? beside : [],
    pairs: pairs.flatMap(([a, b]) => {
      const [one, other] = [numbers.get(a), numbers.get(b)];
      return one === undefined || other === undefined ? [] : [[one, other] as const];
    }),
    wording: wordingOf(text, language),
  };
}

/** The lexeme with the fewest slips; of several, the one in most passages, then the first in the alphabet. */
function correctionOf(
  word: string,
  own: readonly string[],
  { lexemes, documents, neighbours }: Vocabulary,
): { lexeme: string; slips: number } | null {
  if (isCode(word) || isPhrase(word)) return null;
  const found: { lexeme: string; slips: number }[] = [];
  for (const righted of slipsOf(word))
    for (const lexeme of lexemes(righted)) if (documents(lexeme) > 0) found.push({ lexeme, slips: 1 });
  for (const lexeme of new Set([word, ...own].flatMap((one) => [...neighbours(one).keys()]))) {
    const slips = slipsFrom(word, lexeme);
    if (slips !== null) found.push({ lexeme, slips });
  }
  found.sort(
    (a, b) =>
      a.slips - b.slips || documents(b.lexeme) - documents(a.lexeme) || (a.lexeme < b.lexeme ? -1 : 1),
  );
  return found[0] ?? null;
}

/** Whether a small word is meant rather than one of the knowledge base, which would take `others` slips. */
function isMistypedNoise(word: string, noise: ReadonlySet<string>, others: number): boolean {
  if (word.length < SMALL) return false;
  for (const small of noise) {
    const slips = small.length >= SMALL ? isSlip(word, small) : null;
    if (slips !== null && slips < others) return true;
  }
  return false;
}

/** The two words, both of which stand somewhere, of which the rarer stands in most passages. */
function bestSplit(word: string, { lexemes, documents }: Vocabulary): readonly string[] {
  const holders = (part: string) => Math.max(0, ...lexemes(part).map((lexeme) => documents(lexeme)));
  let best: readonly string[] = [];
  let most = 0;
  for (const [left, right] of splitsOf(word)) {
    const rarer = Math.min(holders(left), holders(right));
    if (rarer > most) [best, most] = [[left, right], rarer];
  }
  return best;
}

/** The lexemes to look for candidates by, with their weight: as typed first, then other words for it. */
export function searchedLexemes(
  concepts: readonly Concept[],
  documents: (lexeme: string) => number,
): Map<string, number> {
  const ordered = concepts
    .flatMap(({ lexemes, weight }) =>
      [...lexemes]
        .filter(([lexeme]) => documents(lexeme) > 0)
        .map(([lexeme, sure]) => ({ lexeme, weight: weight * sure })),
    )
    .sort((a, b) => b.weight - a.weight || (a.lexeme < b.lexeme ? -1 : 1));
  const searched = new Map<string, number>();
  for (const { lexeme, weight } of ordered) {
    if (searched.size >= SEARCHED) break;
    searched.set(lexeme, Math.max(searched.get(lexeme) ?? 0, weight));
  }
  return searched;
}
