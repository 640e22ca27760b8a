/** What the help center suggests while one types: the shape of an answer. Pure. */
import { z } from "zod";

const ranges = z.array(z.tuple([z.number().int(), z.number().int()]));

/** Articles suggested at once. */
export const MAX_SUGGESTIONS = 6;

export const suggestion = z.object({
  title: z.string(),
  href: z.string(),
  heading: z.string().nullable(),
  /** Of the best passage, plain text. */
  snippet: z.string(),
  /** `[start, end)` offsets of the words that match, in the title and in the snippet. */
  titleMarks: ranges,
  marks: ranges,
});

export const suggestionsAnswer = z.object({ items: z.array(suggestion).max(MAX_SUGGESTIONS) });
export type Suggestions = z.infer<typeof suggestionsAnswer>;
