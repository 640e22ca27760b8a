/** A question to try the search with, and what is told about it. Pure. */
import { z } from "zod";
import { textField } from "@/lib/core/text";

/** Characters of a question to try: a message may be longer, but nobody would read what came of it. */
export const MAX_TRY = 2_000;

export const tryInput = z.strictObject({
  question: textField(MAX_TRY),
  language: z.string().regex(/^[a-z]{2,3}$/, "must be a language code such as en or de"),
  /** Whose articles are searched. */
  as: z.enum(["visitor", "customer", "agent"]),
});
export type TryInput = z.output<typeof tryInput>;

const share = z.number();

export const explanation = z.object({
  answerable: z.boolean(),
  /** 0 to 1; answerable from `answerableFrom` on. */
  confidence: share,
  answerableFrom: share,
  /** Entries of the index that were read, and passages that were ranked. */
  postings: z.number().int(),
  candidates: z.number().int(),
  languages: z.array(
    z.object({
      language: z.string(),
      terms: z.array(
        z.object({
          word: z.string(),
          /** Rarity times emphasis: how much it counts. */
          weight: z.number(),
          isKnown: z.boolean(),
          /** What was looked for; 1 as typed, less for other words. */
          stems: z.array(z.object({ stem: z.string(), sureness: share })),
          synonyms: z.array(z.string()),
          corrected: z.string().nullable(),
          split: z.array(z.string()),
        }),
      ),
    }),
  ),
  passages: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      heading: z.string().nullable(),
      href: z.string(),
      language: z.string(),
      audience: z.enum(["public", "customers", "staff"]),
      snippet: z.string(),
      highlights: z.array(z.tuple([z.number().int(), z.number().int()])),
      score: z.number(),
      parts: z.object({
        coverage: share,
        strength: share,
        title: share,
        wording: share,
        nearness: share,
        article: share,
        breadth: share,
      }),
    }),
  ),
});
export type Explanation = z.infer<typeof explanation>;
