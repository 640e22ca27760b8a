/**
 * How much two questions ask the same thing: 0 to 1, by the words that carry them. Words meet when they share a stem,
 * are listed as standing for each other, are a slip apart, or are made of the same letters for the most part; rare ones
 * weigh more than everyday ones. What each asks beside the other counts against it, and most of all when both do:
 * "cancel my order" and "cancel my membership" share a word and are two questions. Pure and deterministic.
 */
import { characterGrams, contentStems, stem } from "@/lib/assistant/conversation/text";
import { isCode, termsOf } from "@/lib/knowledge/question";
import { isSlip } from "@/lib/knowledge/slips";

/** One word of a question, and what else it may be called. */
export type Word = {
  stem: string;
  written: string;
  others: ReadonlySet<string>;
  grams: ReadonlySet<string>;
};

/** Terms of a question that are compared; the rest of a long message only repeats them. */
export const MAX_WORDS = 14;

/** How surely two words are the same: written so, by the list of synonyms, by a slip. */
const SURENESS = { stem: 1, synonym: 0.85, slip: 0.8 } as const;
/** Share of letter groups from which two long words are taken for forms of one ("assemble", "assembly"). */
const SAME_LETTERS = 0.6;
/** Letters below which words of the same letters are usually different words. */
const LONG = 5;
/** Against a pair in which both ask for something that the other does not. */
const SUBSTITUTION = 0.6;

/** From here on, two questions are one; see similarity.test.ts for the pairs that this was set on. */
export const SAME_QUESTION = 0.6;

/** Questions that everybody is assumed to have asked before: without them, one word of the first ten weighs nothing. */
const ASSUMED = 150;
/** Of these, how many hold one of the words that every shop is asked about. */
const ASSUMED_EVERYDAY = 12;
const everyday = new Set(
  `order account chair desk deliver delivery return refund pay payment email address change cancel product item money
  price cost phone person people time buy send part company shop store way person`
    .split(/\s+/)
    .map(stem),
);

/** Words that carry a question along without saying what it is about; a share of the weight of others. */
const CARRYING = 0.35;
const carrying = new Set(
  `mean means show shows display fit accept accepted offer available possible allowed okay spare save already correct
  right proper suitable different other whole complete well best kind interested planning considering receive bring put place set`
    .split(/\s+/)
    .map(stem),
);
/** A code names one thing exactly. */
const CODE = 1.5;

export type Rarity = (stem: string) => number;

/**
 * Inverse document frequency over the questions collected so far, never zero.
 * @param held in how many questions a stem stands
 */
export const rarityIn =
  (all: number, held: (stem: string) => number): Rarity =>
  (of) => {
    const documents = held(of) + (everyday.has(of) ? ASSUMED_EVERYDAY : 0);
    const rare = Math.log(1 + (Math.max(0, all + ASSUMED - documents) + 0.5) / (documents + 0.5));
    return carrying.has(of) ? rare * CARRYING : /\p{L}/u.test(of) && isCode(of) ? rare * CODE : rare;
  };

/** The words of a question that are compared, each once, the most insistent first. */
export function wordsOfQuestion(text: string): Word[] {
  const found = new Map<string, Word>();
  for (const { word, others } of termsOf(text)) {
    if (found.size >= MAX_WORDS) break;
    if (contentStems(word).length === 0) continue;
    const key = keyOf(word);
    if (found.has(key)) continue;
    const other = others.flatMap((phrase) => (phrase.includes(" ") ? [keyOf(phrase)] : [stem(phrase)]));
    found.set(key, {
      stem: key,
      written: word,
      others: new Set(other),
      grams: new Set(characterGrams(word, 3, 3)),
    });
  }
  return [...found.values()];
}

/** A phrase is one word of several stems. */
const keyOf = (word: string): string => word.split(" ").map(stem).join(" ");

export function similarity(one: readonly Word[], other: readonly Word[], rarity: Rarity): number {
  if (one.length === 0 || other.length === 0) return 0;
  const weight = (word: Word) => rarity(word.stem) ** 2;
  const all = pairsOf(one, other);
  // A synonym is often the rarer of the two only because fewer people use it: the mean of both counts.
  const shared = eachOnce(all, weight).reduce(
    (sum, { a, b, sureness }) => sum + (sureness * (weight(a) + weight(b))) / 2,
    0,
  );
  // A second word for what has met its match already ("outside, on a terrace") asks for nothing more.
  const met = new Map<Word, number>();
  for (const { a, b, sureness } of all)
    for (const word of [a, b]) met.set(word, Math.max(met.get(word) ?? 0, sureness));
  const rest = (words: readonly Word[]) =>
    words.reduce((sum, word) => sum + (1 - (met.get(word) ?? 0)) * weight(word), 0);
  const [a, b] = [rest(one), rest(other)];
  return shared === 0 ? 0 : shared / (shared + (a + b) / 2 + SUBSTITUTION * Math.min(a, b));
}

type Pair = { a: Word; b: Word; sureness: number };

function pairsOf(one: readonly Word[], other: readonly Word[]): Pair[] {
  return one.flatMap((a) =>
    other.flatMap((b) => {
      const sureness = same(a, b);
      return sureness > 0 ? [{ a, b, sureness }] : [];
    }),
  );
}

/** Each word in one pair at most, the surest and weightiest pairs first. */
function eachOnce(pairs: readonly Pair[], weight: (word: Word) => number): Pair[] {
  const value = ({ a, b, sureness }: Pair) => sureness * (weight(a) + weight(b));
  const taken = new Set<Word>();
  return [...pairs]
    .sort((x, y) => value(y) - value(x))
    .filter(({ a, b }) => {
      if (taken.has(a) || taken.has(b)) return false;
      taken.add(a);
      taken.add(b);
      return true;
    });
}

function same(a: Word, b: Word): number {
  if (a.stem === b.stem) return SURENESS.stem;
  if (a.others.has(b.stem) || b.others.has(a.stem)) return SURENESS.synonym;
  // Codes and numbers differ by one character and mean different things.
  if (isCode(a.written) || isCode(b.written)) return 0;
  if (isSlip(a.written, b.written) !== null || isSlip(b.written, a.written) !== null) return SURENESS.slip;
  if (a.written.length < LONG || b.written.length < LONG) return 0;
  const letters = overlap(a.grams, b.grams);
  return letters >= SAME_LETTERS ? letters : 0;
}

/** Dice's coefficient. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared += 1;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}
