/**
 * A small text classifier: linear support vectors over TF-IDF of stems (1-2) and character n-grams, with a confidence
 * and an out-of-scope decision calibrated by cross-validation of the examples. Trains itself from labelled examples;
 * deterministic for the same examples in the same order. Pure: what the labels mean is not its business.
 */
import {
  type Calibration,
  calibrate,
  chance,
  type Judged,
  type Signs,
  UNCALIBRATED,
} from "./classifier-calibration";
import { type Counted, countFeatures, learnFeatures, type Marks } from "./classifier-features";
import { type Machine, scoresOf, trainMachine } from "./classifier-machine";

export interface Example<Label extends string = string> {
  text: string;
  intent: Label;
}

export interface Classification<Label extends string = string> {
  intent: Label;
  /** 0 to 1: the chance that the reading is right. */
  confidence: number;
  runnerUp: Label;
  /** The best label's raw score; larger means more surely one of the trained labels. */
  margin: number;
}

/** A reading and what stands behind it. */
export interface Reading<Label extends string = string> extends Classification<Label> {
  /** 0 to 1: the chance that the text belongs to any label at all. */
  inside: number;
  isOutside: boolean;
}

export interface Classifier<Label extends string = string> {
  labels: Label[];
  calibration: Calibration;
  classify(text: string): Classification<Label>;
  read(text: string): Reading<Label>;
}

export interface Training<Label extends string> {
  /** Further features of a text, such as the concepts of a field; without it only the text itself counts. */
  marks?: Marks;
  /** The label whose examples belong to no other; it is never the best label, only what is outside of all. */
  outside?: Label;
  /** Known curves for these examples: leaves out the cross-validation, which is two thirds of the work. */
  calibration?: Calibration;
}

const FOLDS = 3;
/** From this inverse share of known parts on, a text counts as familiar: others lie on some side by chance. */
const FAMILIARITY = 3;

/**
 * Trains at once. Linear in examples times labels (some 0.2 s for 500 x 30, half a minute for 15,000 x 150): train large
 * sets with {@link trainInSlices}.
 */
export function trainClassifier<Label extends string>(
  examples: readonly Example<Label>[],
  training: Training<Label> = {},
): Classifier<Label> {
  const work = train(examples, training);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/**
 * Trains in slices of a few milliseconds, so that a process goes on serving.
 * @param rest called between slices: a promise that lets others run.
 */
export async function trainInSlices<Label extends string>(
  examples: readonly Example<Label>[],
  training: Training<Label>,
  rest: () => Promise<void>,
  sliceMs = 5,
): Promise<Classifier<Label>> {
  const work = train(examples, training);
  for (let until = performance.now() + sliceMs; ; ) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() < until) continue;
    await rest();
    until = performance.now() + sliceMs;
  }
}

function* train<Label extends string>(
  examples: readonly Example<Label>[],
  { marks = () => [], outside, calibration }: Training<Label>,
): Generator<void, Classifier<Label>> {
  const labels = [...new Set(examples.map((example) => example.intent))].filter((label) => label !== outside);
  if (labels.length < 2) throw new Error("A classifier needs examples of at least two labels.");
  const lessons: Lesson[] = [];
  for (const { text, intent } of examples) {
    if (lessons.length % 32 === 0) yield;
    lessons.push({ counted: countFeatures(text, marks), label: labels.indexOf(intent) });
  }
  const known = calibration ?? (yield* crossValidate(lessons, labels.length));
  const everyLabel = labels.map((_, label) => label);
  const reader = yield* learn(lessons, everyLabel);
  const read = (text: string): Reading<Label> => {
    const { best, second, signs } = reader(countFeatures(text, marks));
    const inside = chance(known.inside, signs);
    const isOutside = outside !== undefined && inside < known.insideFrom;
    const right = chance(known.right, signs);
    return {
      intent: isOutside ? outside : (labels[best] as Label),
      // What hardly belongs to any label is not read right, however clearly one label leads.
      confidence: isOutside
        ? 1 - inside
        : right * Math.min(1, inside / known.insideFrom, FAMILIARITY * signs[3]),
      runnerUp: labels[isOutside ? best : second] as Label,
      margin: signs[1],
      inside,
      isOutside,
    };
  };
  return {
    labels,
    calibration: known,
    read,
    classify(text) {
      const { intent, confidence, runnerUp, margin } = read(text);
      return { intent, confidence, runnerUp, margin };
    },
  };
}

interface Lesson {
  counted: Counted;
  /** -1 for an example that belongs to no label. */
  label: number;
}

interface Found {
  best: number;
  second: number;
  signs: Signs;
}

/** @param shown the labels to tell apart; lessons of none of them teach what "none of these" looks like. */
function* learn(
  lessons: readonly Lesson[],
  shown: readonly number[],
): Generator<void, (counted: Counted) => Found> {
  const features = yield* learnFeatures(lessons.map(({ counted }) => counted));
  const places = new Map(shown.map((label, place) => [label, place]));
  const none = shown.length;
  const sides = Int32Array.from(lessons, ({ label }) => places.get(label) ?? none);
  const hasNone = sides.includes(none);
  const machine: Machine = yield* trainMachine(
    features.vectors,
    sides,
    hasNone ? none + 1 : none,
    features.size,
  );
  return (counted) => {
    const { vector, known } = features.read(counted);
    const scores = scoresOf(machine, vector);
    let best = 0;
    let second = -1;
    for (let place = 1; place < none; place++) {
      if ((scores[place] as number) > (scores[best] as number)) {
        second = best;
        best = place;
      } else if (second < 0 || (scores[place] as number) > (scores[second] as number)) second = place;
    }
    const top = scores[best] as number;
    const gap = top - (scores[second] as number);
    return {
      best: shown[best] as number,
      second: shown[second] as number,
      signs: [1, top, gap, known, hasNone ? (scores[none] as number) : -1],
    };
  };
}

/**
 * Every example is read once by a machine that has not seen it. Without examples of "none of these", each fold also
 * leaves out some labels altogether: their examples stand for what nobody thought of.
 */
function* crossValidate(lessons: readonly Lesson[], labels: number): Generator<void, Calibration> {
  if (lessons.length < MIN_TO_CALIBRATE) return UNCALIBRATED;
  const isTaught = lessons.some(({ label }) => label < 0);
  const folds = foldsOf(lessons);
  const judged: Judged[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const isHidden = (label: number) => !isTaught && label % HIDE_ONE_IN === fold;
    const taught = lessons.filter(({ label }, at) => folds[at] !== fold && !isHidden(label));
    const shown = Array.from({ length: labels }, (_, label) => label).filter((label) => !isHidden(label));
    const read = yield* learn(taught, shown);
    for (let at = 0; at < lessons.length; at++) {
      const { counted, label } = lessons[at] as Lesson;
      if (folds[at] !== fold) continue;
      if (judged.length % 8 === 0) yield;
      const { best, signs } = read(counted);
      judged.push({ signs, isOutside: label < 0 || isHidden(label), isRight: best === label });
    }
  }
  return calibrate(judged, isTaught ? CAUGHT_COUNTS : LEFT_OUT_COUNTS);
}

/** Acting on what is none of one's business costs more than asking once too often. */
const CAUGHT_COUNTS = 1.5;
/** Labels left out resemble those that stayed more than what nobody thought of does. */
const LEFT_OUT_COUNTS = 1 / 3;
const MIN_TO_CALIBRATE = 60;
const HIDE_ONE_IN = 5;

/** Each label's examples dealt out in turn: every fold knows every label. */
function foldsOf(lessons: readonly Lesson[]): number[] {
  const seen = new Map<number, number>();
  return lessons.map(({ label }) => {
    const count = seen.get(label) ?? 0;
    seen.set(label, count + 1);
    return count % FOLDS;
  });
}
