/** What the JSON exports of other help centers have in common: parsed with care, read without trusting a field. */
import "server-only";
import { z } from "zod";
import { clean, MAX } from "@/lib/core/text";
import { slugFrom } from "@/lib/knowledge/lifecycle";
import { limits, megabytes } from "./limits";
import { ItemError, type ParsedHtml } from "./parsed";

/** One article of an export, or why it cannot be one; `key` tells it apart for good, also when it cannot be read. */
export type Exported = { key: string; title: string; article: ParsedHtml | null; refused: string | null };

/** Files of one export: its arrays may be spread over several. Throws an {@link ItemError} for a file that is none. */
export function readJsonFile(bytes: Uint8Array): unknown {
  if (bytes.length > limits.json) throw new ItemError(`The file is larger than ${megabytes(limits.json)}.`);
  if (isTooDeep(bytes)) throw new ItemError(`The file nests deeper than ${DEPTH} levels.`);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new ItemError("The file is not valid JSON in UTF-8.");
  }
}

const DEPTH = 64;
const [QUOTE, BACKSLASH] = [0x22, 0x5c];

/** Looked at before it is parsed: a file of nothing but brackets would hold the parser up for a minute. */
function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inString) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > DEPTH) return true;
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return false;
}

type Row = Record<string, unknown>;
export const isRow = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The rows under a name, from every page: an object, an array of them, or the answers of an API one after the other. */
export function rowsOf(files: readonly unknown[], name: string): Row[] {
  const rows: Row[] = [];
  const open: { value: unknown; depth: number }[] = files.map((value) => ({ value, depth: 0 })).reverse();
  for (let item = open.pop(); item; item = open.pop()) {
    const { value, depth } = item;
    if (Array.isArray(value) && depth < 3)
      for (let n = value.length - 1; n >= 0; n--) open.push({ value: value[n], depth: depth + 1 });
    if (!isRow(value)) continue;
    // Some tools wrap what the API answered.
    if (isRow(value.data) && depth < 3) open.push({ value: value.data, depth: depth + 1 });
    const found = value[name];
    if (Array.isArray(found)) rows.push(...found.filter(isRow));
  }
  return rows;
}

export const idField = z.union([z.number(), z.string().min(1)]).transform(String);
export const words = z.string().transform(clean);

export const titleOf = (title: string): { title: string; notes: string[] } => ({
  title: title.replace(/\s+/g, " ").slice(0, MAX.subject),
  notes: title.length > MAX.subject ? [`The title was cut to ${MAX.subject} characters.`] : [],
});

/** "en-us" is English here: regions of one language are one language, but where they are read differently. */
export function languageOf(locale: string | null | undefined): string | null {
  const tag = locale?.toLowerCase().replace(/_/g, "-");
  if (!tag || !/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/.test(tag)) return null;
  return /^(?:zh|pt-br)/.test(tag) ? tag.slice(0, 12) : (tag.split("-")[0] ?? null);
}

export const categoryOf = (name: string | undefined): ParsedHtml["category"] => {
  const label = clean(name ?? "").slice(0, 60);
  return label ? { id: slugFrom(label).slice(0, 40).replace(/-$/, ""), label } : null;
};

export function refusedHtml(html: string): string | null {
  const bytes = Buffer.byteLength(html);
  return bytes > limits.html ? `The article is larger than ${megabytes(limits.html)}.` : null;
}

/** Says of one field what is wrong with it, in the words of the export. */
export const wrongField = (error: z.ZodError): string => {
  const issue = error.issues[0];
  return `The export says something unexpected about this article: ${issue?.path.join(".") || "it"} ${issue?.message ?? "is not valid"}.`;
};
