/** How often an article is cited and what came of it. Pure. */
import { z } from "zod";

/** Days that are counted back from now. */
export const usageDays = [7, 30, 90] as const;
export type UsageDays = (typeof usageDays)[number];

const count = z.number().int();

/** Of the conversations in which an answer cited the article, one count each. */
export const outcomes = z.object({
  /** Answers that cited it. */
  cited: count,
  conversations: count,
  /** Resolved: the customer said so, or nobody said otherwise. */
  confirmed: count,
  assumed: count,
  open: count,
  /** Passed to a person after it was cited, whatever came of it then. */
  toPerson: count,
  /** Answers, by their readers. */
  helpful: count,
  notHelpful: count,
});
export type Outcomes = z.output<typeof outcomes>;

export const articleUsage = z.object({
  days: z.object({ "7": outcomes, "30": outcomes, "90": outcomes }),
  lastCitedAt: z.string().nullable(),
});
export type ArticleUsage = z.output<typeof articleUsage>;

export const usageOrders = ["cited", "toPerson"] as const;
export const usageFilter = z.object({
  days: z.coerce
    .number()
    .pipe(z.union([z.literal(7), z.literal(30), z.literal(90)]))
    .default(30),
  order: z.enum(usageOrders).default("cited"),
});
export type UsageFilter = z.output<typeof usageFilter>;

export const usageRow = outcomes.extend({
  article: z.object({ id: z.uuid(), slug: z.string(), title: z.string() }),
});
export type UsageRow = z.output<typeof usageRow>;
