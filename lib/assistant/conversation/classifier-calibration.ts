/**
 * What a machine's scores are worth: learned from texts that it did not learn from, which cross-validation of the
 * training examples gives. Two logistic curves over the same few signs: is the best label right, and does the text
 * belong to any label at all? Pure and deterministic.
 */

/** What is known of one reading: a constant, best score, distance to the next, words known, score of "none". */
export type Signs = readonly [number, number, number, number, number];

export interface Judged {
  signs: Signs;
  /** Of a text that no label is meant for. */
  isOutside: boolean;
  isRight: boolean;
}

export interface Calibration {
  right: readonly number[];
  inside: readonly number[];
  /** Below this chance of belonging to a label, the text is out of scope. */
  insideFrom: number;
}

/** For sets too small to learn from: middling curves, measured on small sets of support messages. */
export const UNCALIBRATED: Calibration = {
  right: [-1, 1.5, 3, 1.5, 0],
  inside: [-0.5, 2.5, 0.4, 2.5, 0],
  insideFrom: 0.5,
};

const ROUNDS = 25;
const RIDGE = 1;

/** The chance that a curve gives to these signs. */
export function chance(curve: readonly number[], signs: Signs): number {
  let sum = 0;
  for (let i = 0; i < signs.length; i++) sum += (curve[i] ?? 0) * (signs[i] as number);
  return 1 / (1 + Math.exp(-sum));
}

/** @param caught how much catching an outside text counts, against keeping an inside one. */
export function calibrate(judged: readonly Judged[], caught: number): Calibration {
  const inside = judged.filter((each) => !each.isOutside);
  const outside = judged.filter((each) => each.isOutside);
  if (inside.length < 50) return UNCALIBRATED;
  const right = fitCurve(
    inside.map(({ signs }) => signs),
    inside.map(({ isRight }) => isRight),
    () => 1,
  );
  if (outside.length < 10) return { ...UNCALIBRATED, right };
  // Few lines are out of scope, much of the world is: both sides weigh the same.
  const weight = inside.length / outside.length;
  const curve = fitCurve(
    judged.map(({ signs }) => signs),
    judged.map(({ isOutside }) => !isOutside),
    (at) => (judged[at]?.isOutside ? weight : 1),
  );
  return { right, inside: curve, insideFrom: caught / (1 + caught) };
}

/** Logistic regression by Newton's method, held towards zero. */
function fitCurve(
  rows: readonly Signs[],
  sides: readonly boolean[],
  weightOf: (at: number) => number,
): number[] {
  const width = 5;
  const curve = new Array<number>(width).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const slope = curve.map((value) => -RIDGE * value);
    const bend = curve.map((_, i) => curve.map((__, j) => (i === j ? RIDGE : 0)));
    rows.forEach((signs, at) => {
      const expected = chance(curve, signs);
      const weight = weightOf(at);
      for (let i = 0; i < width; i++) {
        const x = signs[i] as number;
        slope[i] = (slope[i] ?? 0) + weight * ((sides[at] ? 1 : 0) - expected) * x;
        const row = bend[i] as number[];
        for (let j = 0; j < width; j++)
          row[j] = (row[j] ?? 0) + weight * expected * (1 - expected) * x * (signs[j] as number);
      }
    });
    const step = solve(bend, slope);
    for (let i = 0; i < width; i++) curve[i] = (curve[i] ?? 0) + Math.max(-2, Math.min(2, step[i] ?? 0));
    if (Math.max(...step.map(Math.abs)) < 1e-6) break;
  }
  return curve;
}

/** Gauss's elimination; the matrix is positive definite, thanks to the ridge. */
function solve(matrix: number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    const pivot = rows[i] as number[];
    for (let j = 0; j < size; j++) {
      if (j === i) continue;
      const row = rows[j] as number[];
      const factor = (row[i] ?? 0) / (pivot[i] ?? 1);
      for (let k = i; k <= size; k++) row[k] = (row[k] ?? 0) - factor * (pivot[k] ?? 0);
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}
