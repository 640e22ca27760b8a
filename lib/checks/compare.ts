/**
 * Two passages of different articles, held against each other: nearly the same text twice, or two statements about one
 * thing that cannot both be true. Rules over words, numbers and denials; where they are in doubt they keep silent, because
 * a list full of false alarms is read by nobody. Pure.
 */
import { aboutOf, type Quantity, type Span, type Statement, shinglesOf, statementsOf } from "./statements";

export type Compared = { title: string; heading: string | null; text: string };

export type Finding =
  | { kind: "duplicate"; score: number; a: Marked; b: Marked }
  | { kind: "contradiction"; score: number; because: Because; a: Marked; b: Marked };

/** What the two statements differ in. */
export type Because = "number" | "date" | "price" | "denial";

/** One side: the statement, or the whole passage, and where it differs from the other. */
export type Marked = { text: string; marks: Span[] };

/** Share of the shorter passage's runs of words that the other one holds as well. */
export const NEAR_DUPLICATE = 0.6;
/** Runs below which two passages share a phrase, not a text. */
const LEAST_SHINGLES = 12;

/** Share of all content words of two statements that both hold. */
export const SAME_SUBJECT = 0.72;
/** For denials, which change a statement without leaving a trace in its other words. */
const SAME_SUBJECT_DENIED = 0.8;
/** Content words that two statements must share: short ones agree by chance. */
const LEAST_SHARED = 3;
/** Share of the words of title and heading that must be common before few shared words are enough. */
const SAME_PLACE = 0.3;

/** Everything that can be said against the pair, the surest first; a duplicate is not searched for contradictions. */
export function compare(a: Compared, b: Compared): Finding[] {
  const copied = duplicateScore(a.text, b.text);
  const found = contradictions(a, b);
  // A copy in which a number was changed is a contradiction, and the more dangerous one.
  if (found.length > 0 || copied < NEAR_DUPLICATE) return found;
  return [
    {
      kind: "duplicate",
      score: round(copied),
      a: { text: a.text, marks: [] },
      b: { text: b.text, marks: [] },
    },
  ];
}

/** 0 to 1. */
export function duplicateScore(a: string, b: string): number {
  const [one, other] = [shinglesOf(a), shinglesOf(b)];
  const least = Math.min(one.size, other.size);
  if (least < LEAST_SHINGLES) return 0;
  let shared = 0;
  for (const shingle of one) if (other.has(shingle)) shared += 1;
  return shared / least;
}

function contradictions(a: Compared, b: Compared): Finding[] {
  const place = overlap(placeOf(a), placeOf(b));
  const theirs = statementsOf(b.text);
  const found = statementsOf(a.text).flatMap((mine) => {
    const against = theirs.flatMap((other) => judge(mine, other, place) ?? []);
    // What agrees with one statement of the passage does not contradict another one.
    if (theirs.some((other) => agrees(mine, other))) return [];
    return against.sort((x, y) => y.score - x.score).slice(0, 1);
  });
  return found.sort((x, y) => y.score - x.score);
}

const placeOf = ({ title, heading }: Compared) => aboutOf(`${title} ${heading?.split(" › ").at(-1) ?? ""}`);

function judge(a: Statement, b: Statement, place: number): Finding | null {
  const shared = [...a.about].filter((word) => b.about.has(word)).length;
  if (shared < LEAST_SHARED && !(shared === 2 && place >= SAME_PLACE)) return null;
  const score = overlap(a.about, b.about);
  if (score < SAME_SUBJECT) return null;
  const finding = (because: Because, marksA: Span[], marksB: Span[]): Finding => ({
    kind: "contradiction",
    because,
    score: round(score),
    a: { text: a.text, marks: marksA },
    b: { text: b.text, marks: marksB },
  });
  const priced = priceAgainstFree(a, b) ?? flip(priceAgainstFree(b, a));
  if (priced) return finding("price", priced.a, priced.b);
  if ((a.denied.length === 0) !== (b.denied.length === 0)) {
    // Told apart by a denial, a number or both: only the denial alone is sure.
    if (score < SAME_SUBJECT_DENIED || differing(a, b).length > 0) return null;
    return finding("denial", [...a.denied], [...b.denied]);
  }
  const [pair] = differing(a, b);
  if (!pair) return null;
  return finding(pair.kind === "date" ? "date" : "number", pair.a.map(spanOf), pair.b.map(spanOf));
}

const spanOf = ({ span }: Quantity): Span => span;

type Sides = { a: Span[]; b: Span[] };
const flip = (sides: Sides | null): Sides | null => sides && { a: sides.b, b: sides.a };

/** One says that it is free and names no price, the other names a price and nothing that is free. */
function priceAgainstFree(a: Statement, b: Statement): Sides | null {
  const prices = (of: Statement) => of.quantities.filter(({ kind }) => /^[A-Z]{3}$/.test(kind));
  if (a.free.length === 0 || b.free.length > 0 || prices(a).length > 0) return null;
  const named = prices(b).filter(({ value }) => value > 0);
  return named.length > 0 ? { a: [...a.free], b: named.map(spanOf) } : null;
}

type Differing = { kind: string; a: Quantity[]; b: Quantity[] };

/** Kinds of which each names one quantity, with no value in common. */
function differing(a: Statement, b: Statement): Differing[] {
  const kinds = new Set(a.quantities.map(({ kind }) => kind));
  return [...kinds].flatMap((kind) => {
    const mine = a.quantities.filter((quantity) => quantity.kind === kind);
    const theirs = b.quantities.filter((quantity) => quantity.kind === kind);
    // Of several figures, nobody can say which one answers which; "3-5" is one figure.
    if (placesIn(mine) !== 1 || placesIn(theirs) !== 1) return [];
    const values = new Set(theirs.map(keyOf));
    if (mine.some((quantity) => values.has(keyOf(quantity)))) return [];
    // A bare number counts something that its statement names; one with another count beside it might be that one's.
    if (kind === "" && a.quantities.length + b.quantities.length > 2) return [];
    return [{ kind, a: mine, b: theirs }];
  });
}

const placesIn = (quantities: readonly Quantity[]): number =>
  new Set(quantities.map(({ span }) => span[0])).size;

const keyOf = ({ value, bound }: Quantity): string => `${bound ?? ""}${value}`;

/** Says the same of the same thing. */
function agrees(a: Statement, b: Statement): boolean {
  if (overlap(a.about, b.about) < SAME_SUBJECT) return false;
  const values = (of: Statement) =>
    of.quantities
      .map(({ kind, value, bound }) => `${kind}${bound ?? ""}${value}`)
      .sort()
      .join();
  return (
    values(a) === values(b) &&
    (a.denied.length === 0) === (b.denied.length === 0) &&
    (a.free.length === 0) === (b.free.length === 0)
  );
}

/** Jaccard's coefficient. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;
