/** "Was this helpful?": what a reader may say, and what the team reads of it. Pure. */
import { z } from "zod";
import { clean } from "@/lib/core/text";

/** Characters of a comment. */
export const MAX_COMMENT = 1_000;

export const feedbackInput = z.strictObject({
  helpful: z.boolean(),
  /** Left out: as it was. Null or empty: none. */
  comment: z
    .string()
    .refine((value) => !value.includes("\u0000"), "must not contain NUL characters")
    .transform(clean)
    .refine(
      (value) => value.length <= MAX_COMMENT,
      `must have at most ${MAX_COMMENT.toLocaleString("en")} characters`,
    )
    .nullish(),
  /** A random id that a visitor's browser keeps: one verdict of each reader. Customers need none. */
  visitorId: z.uuid().optional(),
});
export type FeedbackInput = z.infer<typeof feedbackInput>;

export const feedbackComment = z.object({
  id: z.uuid(),
  helpful: z.boolean(),
  comment: z.string(),
  /** The article's version that was read. */
  version: z.number().int(),
  /** Null: a visitor. */
  customerId: z.uuid().nullable(),
  customerName: z.string().nullable(),
  updatedAt: z.iso.datetime(),
});
export type FeedbackComment = z.infer<typeof feedbackComment>;

export const articleFeedbackAnswer = z.object({
  helpful: z.number().int(),
  notHelpful: z.number().int(),
  /** Verdicts on the version that is live now, which an edit may have mended. */
  helpfulNow: z.number().int(),
  notHelpfulNow: z.number().int(),
  /** Those with a comment, the latest first. */
  items: z.array(feedbackComment),
  nextCursor: z.string().nullable(),
});
export type ArticleFeedback = z.infer<typeof articleFeedbackAnswer>;
