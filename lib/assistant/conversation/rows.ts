/**
 * Tables of articles reach the assistant as one line per row, "- Desk (Basic: 59 EUR; Plus: 29.50 EUR)". Reads such
 * lines, keeps the rows and columns that a question names, and writes them for people. Cells stay verbatim. Pure.
 */
import { contentStems, words } from "./text";

export interface Row {
  subject: string;
  facts: { label: string; value: string }[];
}

const ROW = /^[-*] *(.*?) *\((.+)\)$/;
/** A fact begins where a label with its colon follows; a value may hold a semicolon of its own. */
const NEXT_FACT = /; (?=[^;:]{1,60}: )/;
/** Words of headers that any question may hold: they choose no column. */
const COMMON_LABELS = new Set(
  contentStems("meaning means what do time price hours status still change code"),
);
/** A row is named when it holds this share of what the best row holds of the question. */
const NAMED_FROM = 0.75;

/** The rows of a table, or null when the lines are an ordinary list. */
export function readRows(items: readonly string[]): Row[] | null {
  const rows: Row[] = [];
  for (const [at, item] of items.entries()) {
    const match = ROW.exec(item.trim());
    const facts = (match?.[2] ?? "").split(NEXT_FACT).flatMap((fact) => {
      const border = fact.indexOf(": ");
      return border > 0 ? [{ label: fact.slice(0, border), value: fact.slice(border + 2).trim() }] : [];
    });
    if (!match || facts.length === 0) {
      // The last line of a long table may have been cut off.
      if (item.endsWith("…") && at === items.length - 1 && rows.length > 0) break;
      return null;
    }
    // An empty first cell continues the row above.
    rows.push({ subject: match[1] || (rows.at(-1)?.subject ?? ""), facts });
  }
  return rows.length > 0 ? rows : null;
}

export interface Asked {
  question: string;
  /** The words that a follow-up added to it ("and for a chair?"): they choose first. */
  focus: string;
  /** Title and heading: their words are those of the whole table and choose no column. */
  about: string;
}

/** The rows that the question names, and of those the columns; all of them when it names none. */
export function namedRows(rows: readonly Row[], asked: Asked): { rows: Row[]; isNamed: boolean } {
  const question = new Set(contentStems(asked.question));
  const focus = new Set(contentStems(asked.focus));
  const subject = (row: Row) => row.subject;
  const whole = (row: Row) => [row.subject, ...row.facts.map(({ value }) => value)].join(" ");
  // The first cell says what a row is about; the others only tell rows of the same subject apart.
  const bySubject = named(rows, subject, focus) ?? named(rows, subject, question);
  const narrow = focus.size > 0 ? focus : question;
  const kept = bySubject ? (named(bySubject, whole, narrow) ?? bySubject) : named(rows, whole, question);
  const common = new Set([...COMMON_LABELS, ...contentStems(asked.about)]);
  const columns = new Set([...question].filter((stem) => !common.has(stem)));
  return { rows: namedColumns(kept ?? [...rows], columns), isNamed: kept !== null };
}

/** The items whose words the question uses while most others do not; null when no item stands out. */
export function named<T>(
  items: readonly T[],
  textOf: (item: T) => string,
  asked: ReadonlySet<string>,
): T[] | null {
  if (items.length < 2) return null;
  const read = items.map((item) => ({ item, stems: new Set(contentStems(textOf(item))) }));
  const weights = new Map<string, number>();
  for (const stem of asked) {
    const holders = read.filter(({ stems }) => stems.has(stem)).length;
    if (holders > 0 && holders < items.length) weights.set(stem, Math.log(1 + items.length / holders));
  }
  if (weights.size === 0) return null;
  const scored = read.map(({ item, stems }) => ({
    item,
    score: [...weights].reduce((sum, [stem, weight]) => sum + (stems.has(stem) ? weight : 0), 0),
  }));
  const best = Math.max(...scored.map(({ score }) => score));
  return scored.filter(({ score }) => score >= best * NAMED_FROM).map(({ item }) => item);
}

function namedColumns(rows: Row[], asked: ReadonlySet<string>): Row[] {
  const isAsked = ({ label }: { label: string }) => contentStems(label).some((stem) => asked.has(stem));
  return rows.map((row) => {
    const chosen = row.facts.filter(isAsked);
    return chosen.length > 0 ? { ...row, facts: chosen } : row;
  });
}

export function writeRows(rows: readonly Row[]): string {
  const [only] = rows;
  return only && rows.length === 1 ? writeRow(only) : writeTable(rows);
}

function writeRow({ subject, facts }: Row): string {
  if (facts.length > 1 && facts.every(({ value }) => /^\p{Lu}/u.test(value) && words(value).length >= 2)) {
    const said = facts.map(({ label, value }) => sentence(label.endsWith("?") ? `${label} ${value}` : value));
    return `**${subject}**: ${said.join(" ")}`;
  }
  return [`**${subject}**`, "", ...facts.map(({ label, value }) => `- ${label}: ${value}`)].join("\n");
}

function writeTable(rows: readonly Row[]): string {
  const labels = [...new Set(rows.flatMap(({ facts }) => facts.map(({ label }) => label)))];
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`;
  const body = rows.map(({ subject, facts }) =>
    line([subject, ...labels.map((label) => facts.find((fact) => fact.label === label)?.value ?? "")]),
  );
  return [line(["", ...labels]), line(["", ...labels].map(() => "---")), ...body].join("\n");
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
