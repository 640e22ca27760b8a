/**
 * A text as a sparse vector: stems, their pairs and written words as one family, character n-grams as another, marks
 * (concepts of a field) as a third. TF-IDF within each family, each of fixed length, so that none drowns the others
 * and long and short messages weigh the same. Pure.
 */
import { characterGrams, stem, words } from "./text";

export interface Vector {
  at: Int32Array;
  value: Float32Array;
}

export interface Features {
  size: number;
  vectors: Vector[];
  /** A text as a vector, and the share of its words and parts of words, by rarity, that the examples contain. */
  read(text: Counted): { vector: Vector; known: number };
}

/** Features of a text with their numbers: words, characters, marks. */
export type Counted = readonly [Counts, Counts, Counts];

export type Marks = (text: string) => string[];

/** A very long message costs no more than a long one: its first words say what it is. */
const READ_UP_TO = 2000;
/** Above this many examples, features seen once are dropped: they cost memory and decide nothing. */
const RARE_FEATURES_UP_TO = 3000;
/** Short messages repeat nothing: plain IDF lets one rare word outweigh the sentence. */
const RARITY_POWER = 0.6;
/** Of words, characters and marks: n-grams bear misspellings and forms that no stemmer joins. */
const FAMILY_WEIGHTS = [1, 1.2, 0.6] as const;
const BIAS = 0.5;
const TEXTS_A_SLICE = 32;

type Counts = Map<string, number>;

/** Each `yield` is a place where a caller may do something else. */
export function* learnFeatures(documents: readonly Counted[]): Generator<void, Features> {
  const frequency: Counts = new Map();
  for (const [at, families] of documents.entries()) {
    if (at % TEXTS_A_SLICE === 0) yield;
    for (const family of families) for (const key of family.keys()) add(frequency, key);
  }
  const index = new Map<string, number>();
  const rarity: number[] = [];
  const least = documents.length > RARE_FEATURES_UP_TO ? 2 : 1;
  const rarityOf = (seen: number) => (Math.log((1 + documents.length) / (1 + seen)) + 1) ** RARITY_POWER;
  for (const [key, seen] of frequency) {
    if (seen < least) continue;
    index.set(key, index.size);
    rarity.push(rarityOf(seen));
  }
  const unseen = rarityOf(0);
  const toVector = (families: Counted): Vector => {
    const at: number[] = [];
    const value: number[] = [];
    families.forEach((family, which) => {
      const from = value.length;
      let squares = 0;
      for (const [key, times] of family) {
        const feature = index.get(key);
        if (feature === undefined) continue;
        const weight = (1 + Math.log(times)) * (rarity[feature] ?? 0);
        squares += weight * weight;
        at.push(feature);
        value.push(weight);
      }
      const scale = (FAMILY_WEIGHTS[which] ?? 1) / (Math.sqrt(squares) || 1);
      for (let i = from; i < value.length; i++) value[i] = (value[i] ?? 0) * scale;
    });
    at.push(index.size);
    value.push(BIAS);
    return { at: Int32Array.from(at), value: Float32Array.from(value) };
  };
  const vectors: Vector[] = [];
  for (const document of documents) {
    if (vectors.length % TEXTS_A_SLICE === 0) yield;
    vectors.push(toVector(document));
  }
  return {
    size: index.size + 1,
    vectors,
    read(text) {
      const [word, character] = text;
      return { vector: toVector(text), known: (knownOf(word, isStem) + knownOf(character, isLongGram)) / 2 };
    },
  };

  function knownOf(family: Counts, isCounted: (key: string) => boolean): number {
    let known = 0;
    let total = 0;
    for (const key of family.keys()) {
      if (!isCounted(key)) continue;
      const feature = index.get(key);
      const weight = feature === undefined ? unseen : (rarity[feature] ?? 0);
      total += weight;
      if (feature !== undefined) known += weight;
    }
    return total === 0 ? 0 : known / total;
  }
}

const isStem = (key: string): boolean => key.startsWith(STEM);
const isLongGram = (key: string): boolean => key.length === GRAM.length + LONGEST_GRAM;

const STEM = "s:";
const GRAM = "c:";
const LONGEST_GRAM = 4;

export function countFeatures(text: string, marks: Marks): Counted {
  const cut = text.slice(0, READ_UP_TO);
  const written = words(cut);
  const tokens = written.map(stem);
  const word: Counts = new Map();
  tokens.forEach((token, i) => {
    add(word, STEM + token);
    add(word, `w:${written[i]}`);
    const next = tokens[i + 1];
    const afterNext = tokens[i + 2];
    if (next !== undefined) add(word, `b:${token} ${next}`);
    if (afterNext !== undefined) add(word, `g:${token} ${afterNext}`);
  });
  const character: Counts = new Map();
  for (const gram of characterGrams(cut, 2, LONGEST_GRAM)) add(character, GRAM + gram);
  return [word, character, new Map(marks(text).map((mark) => [`m:${mark}`, 1]))];
}

function add(counts: Counts, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
