/**
 * Answers a question with the retrieved passages' own words: picks the sentences, lists and rows that cover the question
 * best and quotes them verbatim, each group followed by its passage's marker. Pure; adds no fact of its own.
 */
import type { Passage } from "./results";
import { named, namedRows, writeRows } from "./rows";
import { scoreOf } from "./scoring";
import { contentStems, fold, words } from "./text";
import { type Unit, unitsOf } from "./units";
import { coverage, type Word, weigh } from "./weights";

/** Passages that are looked at; the best one is quoted, and at most two more. */
const CONSIDERED = 5;
const MAX_PASSAGES = 3;
const MAX_UNITS = 4;
const MAX_CHARACTERS = 900;
/** A unit is kept when it scores at least this share of the best one. */
const KEEP_FROM = 0.5;
/** Another passage is quoted only when it is nearly as relevant, and says much of what the first leaves open. */
const FURTHER = { score: 0.7, gain: 0.6, coverage: 1 } as const;
/** What joins the things that a question asks for; of more things, each one is a smaller share. */
const JOINT = /\b(?:and|plus|also|or)\b|[?.;](?=.*\w)/g;
const MAX_THINGS = 4;
/** Prose up to this length is quoted whole: half a paragraph raises the question what the other half says. */
const WHOLE_UP_TO = 420;
/** A remark beside a list means little without it. */
const WITH_STEPS_UP_TO = 900;
/** Sentences between two quoted ones, and after the last, are quoted too up to this length. */
const BRIDGE = 170;

export interface Answer {
  text: string;
  refs: string[];
}

export interface Circumstances {
  /** What was said before: with "tell me more", what it already contained is not quoted again. */
  told?: string;
  /** The words that a follow-up added to the question. */
  focus?: string;
}

export function composeAnswer(
  question: string,
  passages: readonly Passage[],
  { told = "", focus = "" }: Circumstances = {},
): Answer | null {
  const found = passages.slice(0, CONSIDERED);
  const known = told === "" ? null : squeeze(told);
  const all = found.map((passage, index) => unitsOf(passage.passage, index).filter(isForReaders));
  const units = all.flat().filter((unit) => known === null || !isTold(unit, known));
  const codes = codesIn(question);
  if (codes.length > 0 && !units.some((unit) => holdsCode(unit, codes))) return null;
  if (units.length === 0) return null;
  const weights = weigh(units, found, question, focus);
  for (const unit of units) {
    unit.score =
      scoreOf(unit, question, weights, found) + (holdsCode(unit, [...codes, ...signsIn(question)]) ? 1 : 0);
  }
  const things = Math.min(MAX_THINGS, 1 + (question.match(JOINT) ?? []).length);
  const chosen = choose(units, weights, found, { things, asked: fold(question) });
  const refs: string[] = [];
  const parts: string[] = [];
  for (const index of new Set(chosen.map((unit) => unit.passage))) {
    const passage = found[index];
    if (!passage) continue;
    const own = chosen.filter((unit) => unit.passage === index);
    refs.push(passage.ref);
    const rest = (all[index] ?? []).filter((unit) => units.includes(unit));
    parts.push(quote(passage, completed(own, rest), { question, focus }));
  }
  return { text: parts.join("\n\n"), refs };
}

/** Words to a program rather than to a reader: whoever wrote them into an article, they answer nothing. */
const TO_A_PROGRAM =
  /\b(?:ignore|disregard|forget|override)\b.{0,25}\b(?:previous|prior|above|earlier|all)\b.{0,25}\b(?:instructions?|rules?|prompts?)\b|\bsystem prompt\b/i;
const isForReaders = (unit: Unit): boolean => !TO_A_PROGRAM.test(unit.text);

/** Codes of things ("E05", "HR-01"), not numbers of orders: an answer that does not hold the code is about another. */
function codesIn(question: string): string[] {
  return fold(question).match(/\b[a-z]{1,3}-?\d{1,4}\b/g) ?? [];
}

/** What a display shows in capitals ("RST"): worth looking for, but no answer hangs on it. */
function signsIn(question: string): string[] {
  if (question === question.toUpperCase()) return [];
  return (question.match(/\b[A-Z]{2,4}\b/g) ?? []).map((sign) => sign.toLowerCase());
}

function holdsCode(unit: Unit, codes: readonly string[]): boolean {
  const text = fold(unit.text);
  return codes.some((code) => new RegExp(`\\b${code}\\b`).test(text));
}

function squeeze(text: string): string {
  return words(text).join(" ");
}

/** A table was told when its rows were, in whatever form. */
function isTold(unit: Unit, known: string): boolean {
  if (unit.kind !== "table") return known.includes(squeeze(unit.text));
  return unit.rows.some(
    ({ subject, facts }) =>
      known.includes(squeeze(subject)) && facts.every(({ value }) => known.includes(squeeze(value))),
  );
}

/** The chosen units, with the prose around them that a reader would miss. */
function completed(own: Unit[], passage: readonly Unit[]): Unit[] {
  // "See …" points at a link that a quotation does not have.
  const prose = passage.filter((unit) => unit.kind === "sentence" && !/^See .{1,100}\.$/.test(unit.text));
  const length = prose.reduce((sum, unit) => sum + unit.text.length, 0);
  const isProse = own.every((unit) => unit.kind === "sentence");
  const whole = passage.reduce((sum, unit) => sum + unit.text.length, 0);
  const hasSteps = passage.some((unit) => unit.kind === "list");
  const hasTable = passage.some((unit) => unit.kind === "table");
  if (isProse && hasSteps && !hasTable && whole <= WITH_STEPS_UP_TO) return [...passage];
  if (isProse && length <= WHOLE_UP_TO && prose.length > 0) return prose;
  const from = Math.min(...own.map((unit) => unit.position));
  const to = Math.max(...own.map((unit) => unit.position));
  let room = BRIDGE;
  return passage.filter((unit) => {
    if (own.includes(unit)) return true;
    if (!isProse || unit.kind !== "sentence" || unit.position < from) return false;
    room -= unit.text.length;
    return room >= 0 && unit.position <= to + 1;
  });
}

type Said = { question: string; focus: string };

function quote(passage: Passage, group: readonly Unit[], asked: Said): string {
  const ordered = [...group].sort((a, b) => a.position - b.position);
  let body = "";
  let isTight = true;
  for (const unit of ordered) {
    const { text, block } = written(unit, asked, passage, body === "");
    if (body !== "") body += block || !isTight ? "\n\n" : " ";
    body += text;
    isTight = !block;
  }
  const marker = ` [[${passage.ref}]]`;
  // After a table, a marker would become a row of it.
  return body.endsWith("|") ? `${body}\n\n${marker.trim()}` : `${body}${marker}`;
}

function written(
  unit: Unit,
  asked: Said,
  passage: Passage,
  isFirst: boolean,
): { text: string; block: boolean } {
  if (unit.kind === "sentence") return { text: unit.text, block: false };
  // The heading says what a list without an introduction lists.
  const lead = unit.intro || (isFirst ? `**${passage.heading?.split(" › ").at(-1) || passage.title}**` : "");
  const led = (text: string) => ({
    text:
      lead && lead !== "****" ? `${lead}\n${unit.intro && !text.startsWith("|") ? "" : "\n"}${text}` : text,
    block: true,
  });
  if (unit.kind === "table") {
    const chosen = namedRows(unit.rows, { ...asked, about: `${passage.title} ${passage.heading ?? ""}` });
    const text = writeRows(chosen.rows);
    return chosen.rows.length === 1 && chosen.isNamed ? { text, block: true } : led(text);
  }
  const labelled = unit.items.every((item) => /^[-*+•] [^:.]{2,60}: \S/.test(item));
  const kept = labelled
    ? named(unit.items, (item) => item.split(": ")[0] ?? "", new Set(contentStems(asked.question)))
    : null;
  return led((kept ?? unit.items).join("\n"));
}

const HOW = /\bhow (?:do|can|to|does|should)\b/;

/** What a row of a table points at: the steps in another passage of its article. */
function holdsSteps(unit: Unit, row: Unit, passages: readonly Passage[]): boolean {
  const isOther = unit.kind === "list" && unit.passage !== row.passage;
  return isOther && passages[unit.passage]?.title === passages[row.passage]?.title;
}

/** @param things how many the question may ask for: only with two does a second passage add something */
function choose(
  units: Unit[],
  weights: readonly Word[],
  passages: readonly Passage[],
  { things, asked }: { things: number; asked: string },
): Unit[] {
  const ranked = [...units].sort(
    (a, b) => b.score - a.score || a.passage - b.passage || a.position - b.position,
  );
  const [best] = ranked;
  if (!best) return [];
  const chosen: Unit[] = [];
  const covered = new Set<string>();
  let length = 0;
  const add = (unit: Unit) => {
    const isFull = chosen.length === MAX_UNITS || length + unit.text.length > MAX_CHARACTERS;
    if (isFull && chosen.length > 0) return;
    chosen.push(unit);
    length += unit.text.length;
    const { title = "", heading } = passages[unit.passage] ?? {};
    for (const stem of [...unit.stems, ...contentStems(`${title} ${heading ?? ""}`)]) covered.add(stem);
  };
  add(best);
  for (const unit of ranked) {
    if (unit === best || unit.passage !== best.passage || unit.score < best.score * KEEP_FROM) continue;
    const gain = coverage(new Set([...covered, ...unit.stems]), weights) - coverage(covered, weights);
    if (gain > 0 || (unit.kind === "sentence" && unit.score >= best.score * 0.8)) add(unit);
  }
  const used = new Set([best.passage]);
  const steps = /\bsee below\b/i.test(best.text)
    ? ranked.find((unit) => holdsSteps(unit, best, passages))
    : undefined;
  if (steps && HOW.test(asked)) {
    chosen.push(steps);
    used.add(steps.passage);
  }
  for (const unit of things > 1 ? ranked : []) {
    if (used.size === MAX_PASSAGES) break;
    if (used.has(unit.passage) || unit.score < best.score * FURTHER.score) continue;
    const gain = coverage(new Set([...covered, ...unit.stems]), weights) - coverage(covered, weights);
    if (gain < FURTHER.gain / things || coverage(unit.stems, weights) < FURTHER.coverage / things) continue;
    add(unit);
    used.add(unit.passage);
  }
  return chosen;
}
