/**
 * Linear support vectors, one label against the rest, for all labels at once: dual coordinate descent for the squared
 * hinge (Hsieh et al., 2008). Weights lie feature by feature, so that one look at an example serves every label.
 * Pure and deterministic. Written as a generator: each `yield` is a place where a caller may do something else.
 */
import type { Vector } from "./classifier-features";

export interface Machine {
  labels: number;
  /** `weights[feature * labels + label]`. */
  weights: Float32Array;
}

/** How dear an example on the wrong side is; a label's own examples are few, so each counts more. */
const COST = 0.3;
const COST_OF_OWN = 10 * COST;
const MAX_EPOCHS = 25;
const STOP_AT = 0.1;
/** Between two epochs that look at everything, only pairs of example and label that still moved are looked at. */
const FULL_EVERY = 4;
const EXAMPLES_A_SLICE = 32;

/** @param sides the label of each vector, by number; -1 for "none of them". */
export function* trainMachine(
  vectors: readonly Vector[],
  sides: Int32Array,
  labels: number,
  size: number,
): Generator<void, Machine> {
  const count = vectors.length;
  const weights = new Float32Array(size * labels);
  const alphas = new Float32Array(count * labels);
  const squares = Float32Array.from(vectors, ({ value }) => value.reduce((sum, x) => sum + x * x, 0));
  const order = Int32Array.from(vectors, (_, index) => index);
  const everyLabel = Int32Array.from({ length: labels }, (_, label) => label);
  const inPlay: Int32Array[] = vectors.map(() => everyLabel);
  const scores = new Float32Array(labels);
  const moved = new Int32Array(labels);
  const steps = new Float32Array(labels);
  const random = generator(count);
  for (let epoch = 0; epoch < MAX_EPOCHS; epoch++) {
    const isFull = epoch % FULL_EVERY === 0;
    shuffle(order, random);
    let worst = 0;
    for (let turn = 0; turn < count; turn++) {
      if (turn % EXAMPLES_A_SLICE === 0) yield;
      const example = order[turn] as number;
      const vector = vectors[example] as Vector;
      const looked = isFull ? everyLabel : (inPlay[example] as Int32Array);
      if (looked.length === 0) continue;
      scoreInto(scores, weights, vector, labels, looked);
      let moves = 0;
      const kept: number[] = [];
      for (let i = 0; i < looked.length; i++) {
        const label = looked[i] as number;
        const isOwn = sides[example] === label;
        const side = isOwn ? 1 : -1;
        const ridge = 1 / (2 * (isOwn ? COST_OF_OWN : COST));
        const place = example * labels + label;
        const before = alphas[place] as number;
        const slope = side * (scores[label] as number) - 1 + ridge * before;
        if (before === 0 && slope >= 0) continue;
        kept.push(label);
        worst = Math.max(worst, Math.abs(slope));
        const after = Math.max(before - slope / ((squares[example] as number) + ridge), 0);
        if (after === before) continue;
        alphas[place] = after;
        moved[moves] = label;
        steps[moves++] = (after - before) * side;
      }
      if (isFull) inPlay[example] = Int32Array.from(kept);
      const { at, value } = vector;
      for (let i = 0; moves > 0 && i < at.length; i++) {
        const from = (at[i] as number) * labels;
        const x = value[i] as number;
        for (let m = 0; m < moves; m++) {
          const place = from + (moved[m] as number);
          weights[place] = (weights[place] as number) + (steps[m] as number) * x;
        }
      }
    }
    if (worst < STOP_AT && isFull) break;
  }
  return { labels, weights };
}

export function scoresOf({ weights, labels }: Machine, vector: Vector): Float32Array {
  const scores = new Float32Array(labels);
  scoreInto(scores, weights, vector, labels, null);
  return scores;
}

function scoreInto(
  scores: Float32Array,
  weights: Float32Array,
  { at, value }: Vector,
  labels: number,
  only: Int32Array | null,
): void {
  scores.fill(0);
  const isPartial = only !== null && only.length < labels;
  for (let i = 0; i < at.length; i++) {
    const from = (at[i] as number) * labels;
    const x = value[i] as number;
    if (isPartial) {
      for (let j = 0; j < only.length; j++) {
        const label = only[j] as number;
        scores[label] = (scores[label] as number) + (weights[from + label] as number) * x;
      }
    } else {
      for (let label = 0; label < labels; label++)
        scores[label] = (scores[label] as number) + (weights[from + label] as number) * x;
    }
  }
}

function generator(seed: number): () => number {
  let value = (seed * 2654435761) >>> 0 || 1;
  return () => {
    value = (Math.imul(value, 1664525) + 1013904223) >>> 0;
    return value / 2 ** 32;
  };
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
}
