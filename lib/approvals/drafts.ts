/** Arguments in a form: how each is written into its field, and what was written is read back. Pure. */
import { type ArgField, type Args, centsOf, fieldsOf, textOf } from "./fields";

/** By key; a flag is "yes" or "no". */
export type Draft = Readonly<Record<string, string>>;

/** Characters of one text. */
export const MAX_TEXT = 4_000;

/** 12050 as "120.50". */
export const moneyDraft = (cents: number): string => (cents / 100).toFixed(2);

/** "1,200.50", "1200,50" and "€ 1200" in cents; null when it is no amount. */
export function parseMoney(text: string): number | null {
  const bare = text.replace(/[€$£\s]/g, "");
  const match = /^(\d{1,3}(?:,\d{3})+|\d{1,9})(?:[.,](\d{1,2}))?$/.exec(bare);
  if (!match) return null;
  const [, whole = "", rest = ""] = match;
  return Number(whole.replaceAll(",", "")) * 100 + Number(rest.padEnd(2, "0"));
}

export function draftOf(args: Args): Draft {
  return Object.fromEntries(fieldsOf(args).map((field) => [field.key, written(field, args[field.key])]));
}

function written(field: ArgField, value: unknown): string {
  if (field.kind === "money" && typeof value === "number") return moneyDraft(centsOf(field, value));
  if (field.kind === "flag") return value === true ? "yes" : "no";
  if (field.kind === "choice") return String(value ?? "");
  return textOf(field, value, "EUR");
}

export type Read =
  | { ok: true; args: Record<string, unknown>; changed: boolean }
  | { ok: false; problems: Readonly<Record<string, string>> };

/** The arguments that the form means, all of them; or what is wrong, by key. */
export function readDraft(args: Args, draft: Draft): Read {
  const read: Record<string, unknown> = { ...args };
  const problems: Record<string, string> = {};
  let changed = false;
  const before = draftOf(args);
  for (const field of fieldsOf(args)) {
    const text = (draft[field.key] ?? "").trim();
    // What nobody touched stays exactly what was asked for.
    if (text === (before[field.key] ?? "").trim()) continue;
    const answer = meantBy(field, text, args[field.key]);
    if (answer.problem !== undefined) problems[field.key] = answer.problem;
    else {
      read[field.key] = answer.value;
      changed = true;
    }
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, args: read, changed };
}

type Meant = { value: unknown; problem?: undefined } | { problem: string };

function meantBy(field: ArgField, text: string, before: unknown): Meant {
  if (text === "") return field.optional ? { value: before } : { problem: "Fill this in" };
  switch (field.kind) {
    case "flag":
      return { value: text === "yes" };
    case "money": {
      const cents = parseMoney(text);
      if (!cents) return { problem: "Write an amount, such as 49.90" };
      return { value: field.inCents ? cents : cents / 100 };
    }
    case "number": {
      const number = Number(text);
      return Number.isFinite(number) ? { value: number } : { problem: "Write a number" };
    }
    case "data":
      try {
        return { value: JSON.parse(text) as unknown };
      } catch {
        return { problem: "This is not valid JSON" };
      }
    default:
      return text.length > MAX_TEXT
        ? { problem: `At most ${MAX_TEXT.toLocaleString("en")} characters` }
        : { value: text };
  }
}
