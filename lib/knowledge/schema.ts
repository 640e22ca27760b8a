/** What an article is made of: the inputs of the knowledge base and what readers get. Pure. */
import { z } from "zod";
import { MAX, textField } from "@/lib/core/text";

export const slugField = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "must be lower case words joined by hyphens");

/** Characters of an article's Markdown, and of its summary. */
export const MAX_ARTICLE = 100_000;
export const MAX_SUMMARY = 400;

/** The id of a category; whether it exists is in the table of categories. */
export const categoryField = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/, "must be lower case words joined by hyphens");

/** As in BCP 47, in lower case: "en", "de", "pt-br". */
export const languageField = z
  .string()
  .max(12)
  .transform((tag) => tag.toLowerCase())
  .refine((tag) => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(tag), "must be a language such as en, de or pt-br");

export const audiences = ["public", "customers", "staff"] as const;

export const publishArticleInput = z.strictObject({
  slug: slugField,
  title: textField(MAX.subject),
  summary: textField(MAX_SUMMARY),
  body: textField(MAX_ARTICLE),
  category: categoryField,
  audience: z.enum(audiences).default("public"),
  status: z.enum(["draft", "published", "archived"]).default("published"),
  language: languageField.default("en"),
  /** When its content last changed; now unless an import knows better. */
  updatedAt: z.date().optional(),
});
export type PublishArticleInput = z.input<typeof publishArticleInput>;

/** A question as typed into a search box; longer ones are refused here and cut by the search itself. */
export const searchQuery = textField(MAX.search);

export const listArticlesInput = z.object({
  category: z.string().min(1).max(40).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListArticlesInput = z.input<typeof listArticlesInput>;

export const articleSummary = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  category: z.string(),
  audience: z.enum(audiences),
  updatedAt: z.iso.datetime(),
});
export type ArticleSummary = z.infer<typeof articleSummary>;

export const articleDetail = articleSummary.extend({
  /** Markdown. */
  body: z.string(),
  categoryLabel: z.string(),
  language: z.string(),
});
export type ArticleDetail = z.infer<typeof articleDetail>;

export const articleHit = articleSummary.extend({
  href: z.string(),
  score: z.number(),
  /** Of the best passage, plain text; `highlights` are `[start, end)` offsets of the matched words in it. */
  snippet: z.string(),
  heading: z.string().nullable(),
  highlights: z.array(z.tuple([z.number().int(), z.number().int()])),
});
export type ArticleHit = z.infer<typeof articleHit>;

/** The address of an article, or of one place in it. */
export const articleHref = (slug: string, anchor: string | null): string =>
  anchor ? `/help/${slug}#${anchor}` : `/help/${slug}`;
