/** What text may enter the system: the limits of every field, and how input is made safe to keep. Pure. */
import { z } from "zod";

/** Characters, after normalisation. Source: docs/architecture.md, "Limits". */
export const MAX = {
  message: 8_000,
  subject: 200,
  description: 8_000,
  name: 80,
  address: 300,
  search: 256,
  tag: 40,
} as const;

/** C0 but tab and line feed, C1, bidi controls, invisible fillers, tag characters, and variation selectors that can carry hidden text. */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must go.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]|[\u{e0100}-\u{e01ef}]/gu;

/**
 * Well-formed, NFC, one kind of line break, no hidden characters, no space at the ends. Joiners stay: scripts and
 * emoji need them. Fields refuse NUL before this strips it.
 */
export function clean(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(HIDDEN, "")
    .normalize("NFC")
    .trim();
}

/** A required text of at most `max` characters after {@link clean}. */
export const textField = (max: number) =>
  z
    .string()
    .refine((value) => !value.includes("\u0000"), "must not contain NUL characters")
    .transform(clean)
    .refine((value) => value.length > 0, "must not be empty")
    .refine((value) => value.length <= max, `must have at most ${max.toLocaleString("en")} characters`);
