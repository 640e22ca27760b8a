/** What text may enter the system: the limits of every field, and how input is made safe to keep. Pure. */
import { z } from "zod";

/** Characters, after normalisation. Source: docs/architecture.md, "Limits". */
export const MAX = {
  message: 8_000,
  subject: 200,
  description: 8_000,
  name: 80,
  search: 256,
  tag: 40,
} as const;

// C0 and C1 controls but for tab and newline, bidi overrides and isolates, and the invisible tag block.
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing control characters is what this is for
const invisible = /[\u0001-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu;

/** NFC, Unix newlines, no invisible characters, no space at the ends. NUL is refused, never stripped. */
export const clean = (text: string): string =>
  text.replace(/\r\n?/g, "\n").normalize("NFC").replace(invisible, "").trim();

/** A required text of at most `max` characters after {@link clean}. */
export const textField = (max: number) =>
  z
    .string()
    .refine((value) => !value.includes("\u0000"), "must not contain NUL characters")
    .transform(clean)
    .refine((value) => value.length > 0, "must not be empty")
    .refine((value) => value.length <= max, `must have at most ${max.toLocaleString("en")} characters`);
