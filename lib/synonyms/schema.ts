/** Synonyms that managers keep: what a line may hold, and what goes in and out over HTTP. Pure. */
import { z } from "zod";
import { textField } from "@/lib/core/text";
import { partsOf } from "@/lib/knowledge/synonyms";

/** Source: docs/architecture.md, "Limits". */
export const MAX_LINES = 500;
export const MAX_LINE = 200;
export const MAX_LINE_WORDS = 12;
/** Words of one phrase: longer ones are not looked for in a question. */
export const MAX_PHRASE = 3;

/** Why the line would do nothing, or something else than it says; null when it is good. */
export function refuseLine(line: string): string | null {
  if (line.split(">").length > 2)
    return 'Write ">" once at most: what stands left of it finds what stands right.';
  const { from, to } = partsOf(line);
  const all = [...from, ...(to ?? [])];
  if (to === null && from.length < 2) return "Write at least two words, with commas between them.";
  if (to !== null && (from.length === 0 || to.length === 0)) return 'Write something on both sides of ">".';
  if (all.length > MAX_LINE_WORDS) return `Write at most ${MAX_LINE_WORDS} words or phrases in one line.`;
  const long = all.find((phrase) => phrase.split(" ").length > MAX_PHRASE);
  if (long) return `"${long}" is too long: a phrase has at most ${MAX_PHRASE} words.`;
  const odd = all.find((phrase) => !/^[\p{L}\p{N}]+(?:[ '-][\p{L}\p{N}]+)*$/u.test(phrase));
  if (odd) return `"${odd}" holds something else than letters, numbers, hyphens and apostrophes.`;
  const twice = all.find((phrase, n) => all.indexOf(phrase) !== n);
  return twice ? `"${twice}" stands twice in the line.` : null;
}

/** How a line is kept: single spaces, one after each comma. */
export const tidyLine = (line: string): string =>
  line
    .split(">")
    .map((side) =>
      side
        .split(",")
        .map((word) => word.trim().replace(/\s+/g, " "))
        .filter(Boolean)
        .join(", "),
    )
    .join(" > ");

const languageField = z.string().regex(/^[a-z]{2,3}$/, "must be a language code such as en or de");

const lineField = textField(MAX_LINE)
  .transform(tidyLine)
  .superRefine((line, context) => {
    const refusal = refuseLine(line);
    if (refusal) context.addIssue({ code: "custom", message: refusal });
  });

export const addSynonymsInput = z.strictObject({
  language: languageField,
  line: lineField,
  enabled: z.boolean().default(true),
});
export type AddSynonymsInput = z.output<typeof addSynonymsInput>;

export const changeSynonymsInput = z.strictObject({
  line: lineField.optional(),
  enabled: z.boolean().optional(),
});
export type ChangeSynonymsInput = z.output<typeof changeSynonymsInput>;

/** A built-in line, as it is. */
export const switchBuiltInInput = z.strictObject({
  language: languageField,
  line: z.string().min(1).max(MAX_LINE),
  enabled: z.boolean(),
});
export type SwitchBuiltInInput = z.output<typeof switchBuiltInInput>;

export const synonymLine = z.object({
  /** Null for a built-in line that nobody has switched off. */
  id: z.uuid().nullable(),
  line: z.string(),
  enabled: z.boolean(),
  builtIn: z.boolean(),
  editedBy: z.string().nullable(),
  editedAt: z.iso.datetime().nullable(),
});
export type SynonymLine = z.infer<typeof synonymLine>;

export const synonymList = z.object({
  language: z.string(),
  /** Lines of their own, newest first, then the built-in ones. */
  items: z.array(synonymLine),
});
export type SynonymList = z.infer<typeof synonymList>;

export const listSynonymsInput = z.strictObject({ language: languageField });
