/**
 * A small text classifier: linear support vectors, one against the rest, over TF-IDF of stems (1-2) and character
 * n-grams (3-5). Trains itself from labelled examples; deterministic for the same examples in the same order.
 * Pure: what the labels mean is not its business.
 */
import { characterGrams, stems } from "./text";

export interface Example<Label extends string = string> {
  text: string;
  intent: Label;
}

export interface Classification<Label extends string = string> {
  intent: Label;
  /** 0 to 1: how far the best label stands above the rest and above "none of these". */
  confidence: number;
  runnerUp: Label;
  /** The best label's raw margin; larger means more surely one of the trained labels. */
  margin: number;
}

export interface Classifier<Label extends string = string> {
  labels: Label[];
  classify(text: string): Classification<Label>;
}

interface Vector {
  at: Int32Array;
  value: Float32Array;
}

const COST = 4;
const MAX_EPOCHS = 25;
/** From this inverse share of known parts on, a text counts as familiar. */
const FAMILIARITY = 2.5;
const STOP_AT = 0.15;
/** Above this many examples, features seen once are dropped: they cost memory and decide nothing. */
const RARE_FEATURES_UP_TO = 3000;

/**
 * @param marks further features of a text, such as the concepts of a field; without it only the text itself counts.
 * Training is linear in examples times labels (some 0.1 s for 400 x 20): do large sets off the request path.
 */
export function trainClassifier<Label extends string>(
  examples: readonly Example<Label>[],
  marks: (text: string) => string[] = () => [],
): Classifier<Label> {
  const labels = [...new Set(examples.map((example) => example.intent))];
  if (labels.length < 2) throw new Error("A classifier needs examples of at least two labels.");
  const features = featureSpace(
    examples.map((example) => example.text),
    marks,
  );
  const { vectors } = features;
  const weights = labels.map((label) =>
    separate(
      vectors,
      examples.map((example) => (example.intent === label ? 1 : -1)),
      features.size,
    ),
  );
  return {
    labels,
    classify(text) {
      const { vector, known } = features.read(text);
      const margins = weights.map((weight) => dot(weight, vector));
      return rank(labels, margins, known);
    },
  };
}

function rank<Label extends string>(
  labels: Label[],
  margins: number[],
  known: number,
): Classification<Label> {
  const order = margins.map((_, index) => index).sort((a, b) => (margins[b] ?? 0) - (margins[a] ?? 0));
  const [best = 0, second = 0] = order;
  const margin = margins[best] ?? 0;
  const gap = margin - (margins[second] ?? 0);
  // A text whose parts were hardly ever seen may lie on the right side of every border by chance.
  const familiar = Math.min(1, FAMILIARITY * known);
  const confidence = familiar * sigmoid(6 * (margin + 0.45)) * (1 - Math.exp(-4 * gap));
  return {
    intent: labels[best] as Label,
    confidence,
    runnerUp: labels[second] as Label,
    margin,
  };
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function featureSpace(texts: string[], marks: (text: string) => string[]) {
  const count = (text: string) => countFeatures(text, marks(text));
  const documents = texts.map(count);
  const frequency = new Map<string, number>();
  for (const family of documents.flat()) {
    for (const key of family.keys()) frequency.set(key, (frequency.get(key) ?? 0) + 1);
  }
  const index = new Map<string, { at: number; idf: number }>();
  const least = texts.length > RARE_FEATURES_UP_TO ? 2 : 1;
  for (const [key, count] of frequency) {
    if (count < least) continue;
    index.set(key, { at: index.size, idf: Math.log((1 + texts.length) / (1 + count)) + 1 });
  }
  const bias = index.size;
  const toVector = (families: Map<string, number>[]): Vector => {
    const entries = families.flatMap((family) => weigh(family, index));
    entries.push([bias, 0.5]);
    const at = Int32Array.from(entries, (entry) => entry[0]);
    return { at, value: Float32Array.from(entries, (entry) => entry[1]) };
  };
  return {
    size: index.size + 1,
    vectors: documents.map(toVector),
    /** The text as a vector, and the share of its words and n-grams that the examples contain. */
    read(text: string): { vector: Vector; known: number } {
      const families = count(text);
      const own = families.slice(0, 2).flatMap((family) => [...family.keys()]);
      const known = own.filter((key) => index.has(key)).length / (own.length || 1);
      return { vector: toVector(families), known };
    },
  };
}

/** Words, characters and marks are weighed as families of their own: none drowns the others. */
function countFeatures(text: string, marked: string[]): Map<string, number>[] {
  const word = new Map<string, number>();
  const character = new Map<string, number>();
  const tokens = stems(text);
  tokens.forEach((token, index) => {
    add(word, `w:${token}`);
    const next = tokens[index + 1];
    if (next !== undefined) add(word, `w:${token} ${next}`);
  });
  // A very long message costs no more than a long one: its first words say what it is.
  for (const gram of characterGrams(text.slice(0, 2000), 3, 5)) add(character, `c:${gram}`);
  return [word, character, new Map(marked.map((mark) => [`m:${mark}`, 1]))];
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Sublinear TF-IDF, scaled to length one, so that long and short messages weigh the same. */
function weigh(
  counts: Map<string, number>,
  index: Map<string, { at: number; idf: number }>,
): [number, number][] {
  const entries: [number, number][] = [];
  let squares = 0;
  for (const [key, count] of counts) {
    const feature = index.get(key);
    if (!feature) continue;
    const value = (1 + Math.log(count)) * feature.idf;
    squares += value * value;
    entries.push([feature.at, value]);
  }
  const length = Math.sqrt(squares) || 1;
  return entries.map(([at, value]) => [at, value / length]);
}

function dot(weight: Float32Array, vector: Vector): number {
  let sum = 0;
  for (let i = 0; i < vector.at.length; i++) sum += (weight[vector.at[i] ?? 0] ?? 0) * (vector.value[i] ?? 0);
  return sum;
}

/** Dual coordinate descent for the squared-hinge support vector machine (Hsieh et al., 2008). */
function separate(vectors: Vector[], sides: number[], size: number): Float32Array {
  const weight = new Float32Array(size);
  const alpha = new Float64Array(vectors.length);
  const ridge = 1 / (2 * COST);
  const squares = vectors.map(
    (vector) => vector.value.reduce((sum, value) => sum + value * value, 0) + ridge,
  );
  const order = vectors.map((_, index) => index);
  const random = generator(vectors.length);
  for (let epoch = 0; epoch < MAX_EPOCHS; epoch++) {
    shuffle(order, random);
    let worst = 0;
    for (const i of order) {
      const vector = vectors[i] as Vector;
      const side = sides[i] as number;
      const before = alpha[i] as number;
      const slope = side * dot(weight, vector) - 1 + ridge * before;
      const projected = before === 0 ? Math.min(slope, 0) : slope;
      if (projected === 0) continue;
      worst = Math.max(worst, Math.abs(projected));
      const after = Math.max(before - slope / (squares[i] as number), 0);
      alpha[i] = after;
      const step = (after - before) * side;
      for (let j = 0; j < vector.at.length; j++) {
        const at = vector.at[j] as number;
        weight[at] = (weight[at] as number) + step * (vector.value[j] as number);
      }
    }
    if (worst < STOP_AT) break;
  }
  return weight;
}

function generator(seed: number): () => number {
  let value = (seed * 2654435761) >>> 0 || 1;
  return () => {
    value = (Math.imul(value, 1664525) + 1013904223) >>> 0;
    return value / 2 ** 32;
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
}
