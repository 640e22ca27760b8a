/**
 * Answers a question with the retrieved passages' own words: picks the sentences and lists that cover the question
 * best and quotes them verbatim, each group followed by its passage's marker. Pure; adds no fact of its own.
 */
import type { Passage } from "./results";
import { contentStems, fold, sentences } from "./text";

const MAX_PASSAGES = 3;
const MAX_UNITS = 4;
const MAX_CHARACTERS = 900;
/** A unit is kept when it scores at least this share of the best one. */
const KEEP_FROM = 0.5;
/** Another passage is quoted only when it adds this much of the question's weight. */
const WORTH_ADDING = 0.25;

interface Unit {
  passage: number;
  position: number;
  text: string;
  isList: boolean;
  stems: Set<string>;
  score: number;
}

export interface Answer {
  text: string;
  refs: string[];
}

/** @param told text that was said before: with "tell me more", what it already contained is not quoted again. */
export function composeAnswer(question: string, passages: readonly Passage[], told = ""): Answer | null {
  const found = passages.slice(0, MAX_PASSAGES + 2);
  const known = fold(told);
  const units = found
    .flatMap((passage, index) => unitsOf(passage.passage, index))
    .filter((unit) => known === "" || !known.includes(fold(unit.text)));
  if (units.length === 0) return null;
  const weights = rarity(units, contentStems(question));
  for (const unit of units) unit.score = score(unit, question, weights, found);
  const chosen = choose(units, weights);
  const groups = new Map<number, Unit[]>();
  for (const unit of chosen) groups.set(unit.passage, [...(groups.get(unit.passage) ?? []), unit]);
  const refs: string[] = [];
  const parts: string[] = [];
  for (const [index, group] of groups) {
    const passage = found[index];
    if (!passage) continue;
    refs.push(passage.ref);
    parts.push(quote(passage, group, parts.length > 0));
  }
  return { text: parts.join("\n\n"), refs };
}

function quote(passage: Passage, group: Unit[], isFurther: boolean): string {
  const ordered = [...group].sort((a, b) => a.position - b.position);
  let body = "";
  for (const unit of ordered) {
    const glue = body === "" ? "" : unit.isList || body.includes("\n") ? "\n\n" : " ";
    body += glue + unit.text;
  }
  // The heading says what a list without an introduction lists.
  const place = [passage.title, passage.heading].filter(Boolean).join(": ");
  const named = place ? `“${place}”` : "our help center";
  const lead = isFurther ? `Also, from ${named}:` : `From ${named}:`;
  return `${lead}\n\n${body} [[${passage.ref}]]`;
}

/** Sentences and whole lists, in order. A line that ends with a colon stays with the list it introduces. */
export function unitsOf(passage: string, index = 0): Unit[] {
  const units: Unit[] = [];
  const push = (text: string, isList: boolean) => {
    // A marker written inside an article must not pass for one of ours.
    const clean = text.replace(/\[\[|\]\]/g, "").trim();
    const stems = new Set(contentStems(clean));
    if (stems.size > 0)
      units.push({ passage: index, position: units.length, text: clean, isList, stems, score: 0 });
  };
  let items: string[] = [];
  let intro = "";
  const flush = () => {
    if (items.length > 0) push([intro, ...items].filter(Boolean).join("\n"), true);
    else if (intro) push(intro, false);
    items = [];
    intro = "";
  };
  let paragraph: string[] = [];
  const endParagraph = () => {
    const all = sentences(paragraph.join(" "));
    paragraph = [];
    all.forEach((sentence, at) => {
      if (at === all.length - 1 && sentence.endsWith(":")) intro = sentence;
      else push(sentence, false);
    });
  };
  for (const line of passage.split(/\r?\n/)) {
    const isItem = /^\s*(?:[-*+•]|\d{1,2}[.)])\s+\S/.test(line);
    if (isItem) {
      endParagraph();
      items.push(line.trim());
    } else if (items.length > 0 && /^\s{2,}\S/.test(line)) {
      items.push(`  ${line.trim()}`);
    } else if (!line.trim() || /^\s*#{1,6}\s/.test(line)) {
      endParagraph();
      if (items.length > 0) flush();
    } else {
      if (items.length > 0 || intro) flush();
      paragraph.push(line.trim());
    }
  }
  endParagraph();
  flush();
  return units;
}

/** How much each word of the question tells the units apart; words that none of them has count for little. */
function rarity(units: Unit[], question: string[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const stem of new Set(question)) {
    const holders = units.filter((unit) => unit.stems.has(stem)).length;
    weights.set(stem, holders === 0 ? 0.1 : Math.log(1 + units.length / holders) + 0.3);
  }
  return weights;
}

function coverage(stems: ReadonlySet<string>, weights: Map<string, number>): number {
  let covered = 0;
  let total = 0;
  for (const [stem, weight] of weights) {
    total += weight;
    if (stems.has(stem)) covered += weight;
  }
  return total === 0 ? 0 : covered / total;
}

function score(
  unit: Unit,
  question: string,
  weights: Map<string, number>,
  passages: readonly Passage[],
): number {
  const passage = passages[unit.passage];
  const best = Math.max(...passages.map((other) => other.score), 1e-9);
  let value = coverage(unit.stems, weights);
  value += 0.15 * coverage(new Set(contentStems(passage?.title ?? "")), weights);
  value += 0.35 * coverage(new Set(contentStems(passage?.heading ?? "")), weights);
  value += 0.6 * Math.max(0, (passage?.score ?? 0) / best) ** 2;
  value -= 0.06 * Math.min(unit.passage, 4);
  if (unit.position === 0) value += 0.05;
  const asked = fold(question);
  if (unit.isList && /\b(?:how (?:do|can|to|does|should)|steps?|set up|what should i)\b/.test(asked))
    value += 0.25;
  if (
    /\d/.test(unit.text) &&
    /\b(?:how (?:long|many|much|often|old)|when|what time|price|cost|hours|days)\b/.test(asked)
  )
    value += 0.12;
  // A link or a fragment alone answers nothing.
  return unit.stems.size < 3 ? value * 0.7 : value;
}

function choose(units: Unit[], weights: Map<string, number>): Unit[] {
  const ranked = [...units].sort(
    (a, b) => b.score - a.score || a.passage - b.passage || a.position - b.position,
  );
  const chosen: Unit[] = [];
  const covered = new Set<string>();
  let length = 0;
  for (const unit of ranked) {
    if (chosen.length === MAX_UNITS) break;
    const best = chosen[0];
    if (best) {
      if (unit.score < best.score * KEEP_FROM || length + unit.text.length > MAX_CHARACTERS) continue;
      const isNewPassage = !chosen.some((other) => other.passage === unit.passage);
      if (isNewPassage && new Set(chosen.map((other) => other.passage)).size === MAX_PASSAGES) continue;
      const gain = coverage(new Set([...covered, ...unit.stems]), weights) - coverage(covered, weights);
      if (isNewPassage && gain < WORTH_ADDING) continue;
      if (!isNewPassage && gain <= 0 && unit.score < best.score * 0.7) continue;
    }
    chosen.push(unit);
    length += unit.text.length;
    for (const stem of unit.stems) covered.add(stem);
  }
  return chosen;
}
