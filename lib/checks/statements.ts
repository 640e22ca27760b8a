/**
 * A passage as single statements, each with what it is about, the quantities and dates it names, and whether it denies.
 * What a rule of `compare.ts` needs to tell two statements of one subject apart. Pure.
 */
import { contentStems, fold, sentences, stem, words } from "@/lib/assistant/conversation/text";

/** A stretch `[start, end)` of a text. */
export type Span = readonly [start: number, end: number];

export type Quantity = {
  /** What is counted: "time", "money", "%", "length" and so on; "" for a bare number. */
  kind: string;
  /** In the smallest unit of its kind. */
  value: number;
  /** "more", "less" or exactly: "at least 5" and "at most 5" differ. */
  bound: "least" | "most" | null;
  span: Span;
};

export type Statement = {
  /** As it stands in the passage. */
  text: string;
  /** Stems that carry meaning, without numbers, units and words of denial. */
  about: ReadonlySet<string>;
  quantities: readonly Quantity[];
  /** Words of denial, or of its opposite ("not", "never", "free", "included"). */
  denied: readonly Span[];
  free: readonly Span[];
};

type Unit = { kind: string; factor: number };

const unitWords: [string, Unit][] = [
  ["minute minutes min mins", { kind: "time", factor: 1 }],
  ["hour hours hr hrs h", { kind: "time", factor: 60 }],
  ["day days", { kind: "time", factor: 1_440 }],
  ["week weeks", { kind: "time", factor: 10_080 }],
  ["month months", { kind: "months", factor: 1 }],
  ["year years", { kind: "months", factor: 12 }],
  ["eur euro euros €", { kind: "EUR", factor: 100 }],
  ["usd dollar dollars $", { kind: "USD", factor: 100 }],
  ["gbp pound pounds £", { kind: "GBP", factor: 100 }],
  ["cent cents", { kind: "EUR", factor: 1 }],
  ["% percent", { kind: "%", factor: 1 }],
  ["mm millimetres millimeters", { kind: "length", factor: 1 }],
  ["cm centimetres centimeters", { kind: "length", factor: 10 }],
  ["m metre metres meter meters", { kind: "length", factor: 1_000 }],
  ["km kilometres kilometers", { kind: "length", factor: 1_000_000 }],
  ["g gram grams", { kind: "weight", factor: 1 }],
  ["kg kilo kilos kilograms", { kind: "weight", factor: 1_000 }],
  ["w watt watts", { kind: "power", factor: 1 }],
  ["mb", { kind: "size", factor: 1 }],
  ["gb", { kind: "size", factor: 1_000 }],
];
const units = new Map(
  unitWords.flatMap(([names, unit]) => names.split(" ").map((name) => [name, unit] as const)),
);

const spelled = new Map(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen twenty`
    .split(/\s+/)
    .map((word, n) => [word, n] as const),
);
for (const [n, word] of ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"].entries())
  spelled.set(word, 30 + n * 10);

const months = new Map(
  "january february march april may june july august september october november december"
    .split(" ")
    .map((name, n) => [name, n + 1] as const),
);

/** Words that deny or that say the opposite of a denial: they never tell what a statement is about. */
const DENIAL =
  /\b(?:not|never|no|none|nor|without|cannot|can't|don't|doesn't|isn't|aren't|won't|neither|excluded|excluding|except|impossible|unavailable)\b/giu;
const CONDITION = /^(?:if|when|unless|should|whether|in case|as long as)\b/i;
const FREE =
  /\b(?:free of charge|at no (?:extra )?(?:cost|charge)|free|costs? nothing|no (?:fee|charge|cost)s?)\b/giu;
const bare = new Set(
  `not never no none nor without cannot neither excluded excluding except impossible unavailable free charge cost fee
  least most up to within only after before included including extra always possible available than more less
  about around`
    .split(/\s+/)
    .map(stem),
);

const NUMBER = String.raw`\d{1,3}(?:[,\u00a0 ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?`;
const QUANTITY = new RegExp(
  String.raw`(?<bound>\b(?:at least|at most|up to|no more than|more than|less than|a minimum of|a maximum of|minimum|maximum)\s+)?` +
    String.raw`(?<before>[€$£]\s?)?(?<![\p{L}\p{N}-])(?:(?<number>${NUMBER})|(?<word>${[...spelled.keys()].join("|")})\b)` +
    String.raw`(?:\s*(?:-|–|to)\s*(?<upper>${NUMBER}))?` +
    String.raw`(?:[\s-]?(?:working |business |calendar |consecutive )?(?<unit>%|€|\$|£|\p{L}+)(?![\p{L}\p{N}]))?`,
  "giu",
);
const DATE = new RegExp(
  String.raw`\b(?:(?<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?<month>${[...months.keys()].join("|")})|(?<month2>${[...months.keys()].join("|")})\s+(?<day2>\d{1,2})(?:st|nd|rd|th)?)\b`,
  "giu",
);

/** Statements shorter than this have no subject of their own. */
const LEAST_ABOUT = 2;

/** The sentences and lines of a passage that say something. */
export function statementsOf(passage: string): Statement[] {
  return passage
    .split("\n")
    .map((line) => line.replace(/^\s*(?:[-*]|\d+\.)\s+/, "").trim())
    .flatMap(sentences)
    .map(readStatement)
    .filter(({ about }) => about.size >= LEAST_ABOUT);
}

export function readStatement(text: string): Statement {
  const quantities = quantitiesOf(text);
  const spans = (pattern: RegExp): Span[] =>
    [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]);
  const free = spans(FREE);
  // "If you cannot" is a case in which something holds, not a denial of it.
  const denied = CONDITION.test(text)
    ? []
    : spans(DENIAL).filter(([start]) => !free.some(([from, to]) => start >= from && start < to));
  let rest = text;
  for (const { span } of quantities)
    rest = rest.slice(0, span[0]) + " ".repeat(span[1] - span[0]) + rest.slice(span[1]);
  const about = new Set(
    contentStems(rest).filter((word) => !bare.has(word) && !units.has(word) && /\p{L}{2}/u.test(word)),
  );
  return { text, about, quantities, denied, free };
}

export function quantitiesOf(text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(DATE)) {
    const { day, month, day2, month2 } = match.groups ?? {};
    const number = (months.get((month ?? month2 ?? "").toLowerCase()) ?? 0) * 100 + Number(day ?? day2);
    found.push({
      kind: "date",
      value: number,
      bound: null,
      span: [match.index, match.index + match[0].length],
    });
  }
  for (const match of text.matchAll(QUANTITY)) {
    const start = match.index;
    if (found.some(({ span }) => start < span[1] && start + match[0].length > span[0])) continue;
    const { number, word, upper, before, unit, bound } = match.groups ?? {};
    const after = units.get(fold(unit ?? ""));
    const known = after ?? units.get(before?.trim() ?? "");
    // "One" is an article as often as a number, and a word after a number is a unit only when it is one of ours.
    if (word && !known) continue;
    const value = number ? numberOf(number) : (spelled.get((word ?? "").toLowerCase()) ?? Number.NaN);
    const end = start + (after || !unit ? match[0].length : match[0].trimEnd().length - unit.length);
    const base = { kind: known?.kind ?? "", bound: boundOf(bound), span: [start, end] as const };
    const factor = known?.factor ?? 1;
    found.push({ ...base, value: value * factor });
    if (upper) found.push({ ...base, value: numberOf(upper) * factor });
  }
  return found.sort((a, b) => a.span[0] - b.span[0]);
}

function numberOf(written: string): number {
  const plain = /[,\u00a0 ]\d{3}(?:\D|$)/.test(written)
    ? written.replace(/[,\u00a0 ]/g, "")
    : written.replace(",", ".");
  return Number(plain);
}

function boundOf(words: string | undefined): Quantity["bound"] {
  if (!words) return null;
  return /least|minimum|(?<!no )more than/i.test(words) ? "least" : "most";
}

/** Stems of a text, without the words that hold it together. */
export const aboutOf = (text: string): ReadonlySet<string> => new Set(contentStems(text));

/** Runs of so many words, by which near-duplicates are known. */
export const SHINGLE = 4;

export function shinglesOf(text: string): ReadonlySet<string> {
  const all = words(text);
  const found = new Set<string>();
  for (let at = 0; at + SHINGLE <= all.length; at++) found.add(all.slice(at, at + SHINGLE).join(" "));
  return found;
}
