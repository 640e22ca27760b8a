/** How well one sentence, list or table answers a question: its words, its heading, and the sort of thing it is. Pure. */
import type { Passage } from "./results";
import { contentStems, fold } from "./text";
import type { Unit } from "./units";
import { coverage, type Word } from "./weights";

const AMOUNT_OF_TIME = /\b(?:how many (?:minutes|hours|days|weeks|months|years)|until when|till when)\b/;
const UNTIL = /\b(?:un)?till? when\b/;
/** What sort of thing is asked for; a heading that asks the same announces the answer. */
const KIND = /\b(?:how long|how much|how often|how many|how to|which|where|when|why)\b/;

export function scoreOf(
  unit: Unit,
  question: string,
  weights: readonly Word[],
  passages: readonly Passage[],
): number {
  const passage = passages[unit.passage];
  const best = Math.max(...passages.map((other) => other.score), 1e-9);
  const heading = contentStems(passage?.heading ?? "");
  // Rows and steps seldom repeat what their heading says.
  const own = unit.kind === "sentence" ? unit.stems : new Set([...unit.stems, ...heading]);
  let value = coverage(own, weights);
  value += 0.15 * coverage(new Set(contentStems(passage?.title ?? "")), weights);
  value += 0.35 * coverage(new Set(heading), weights);
  value += 0.8 * Math.max(0, (passage?.score ?? 0) / best) ** 2;
  value -= 0.06 * Math.min(unit.passage, 4);
  if (unit.position === 0) value += 0.05;
  const kind = KIND.exec(fold(question))?.[0];
  const kinds = AMOUNT_OF_TIME.test(fold(question)) ? ["how long", "until when"] : kind ? [kind] : [];
  // Rare in questions and in headings: where both say it, the passage is meant.
  if (UNTIL.test(fold(question)) && UNTIL.test(fold(passage?.heading ?? ""))) value += 1;
  if (kinds.some((each) => fold(passage?.heading ?? "").includes(each))) value += 0.25;
  const asked = fold(question);
  if (unit.kind === "list" && /\b(?:how (?:do|can|to|does|should)|steps?|set up|what should i)\b/.test(asked))
    value += 0.5;
  // Steps tell how, not how long.
  if (
    unit.kind === "list" &&
    /^\d/.test(unit.items[0] ?? "") &&
    (/^how (?:long|many|much)\b/.test(asked) || AMOUNT_OF_TIME.test(asked))
  )
    value -= 0.3;
  if (
    /\b(?:how much|price|costs?|fees?|expensive)\b/.test(asked) &&
    /\d\s?(?:EUR|USD|GBP|€|\$|£|%)|[€$£]\s?\d/.test(unit.text)
  )
    value += 0.3;
  else if (
    /\d/.test(unit.text) &&
    /\b(?:how (?:long|many|often|old)|when|what time|hours|days)\b/.test(asked)
  )
    value += 0.12;
  // A link or a fragment alone answers nothing, and a mere pointer to another article little.
  if (/^(?:see|for .{3,60}, see)\b/i.test(unit.text)) value *= 0.4;
  return unit.stems.size < 3 ? value * 0.7 : value;
}
