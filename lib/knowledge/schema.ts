/** What an article is made of: the inputs of the knowledge base, its categories and their names. Pure. */
import { z } from "zod";
import { MAX, textField } from "@/lib/core/text";

/** In the order in which the help center shows them. */
export const categories = [
  { id: "orders", label: "Orders", about: "Follow, change or cancel an order" },
  { id: "delivery", label: "Delivery", about: "Times, fees and appointments" },
  { id: "returns", label: "Returns and refunds", about: "Send something back and get your money" },
  { id: "warranty", label: "Warranty", about: "What is covered, claims and spare parts" },
  { id: "assembly", label: "Assembly", about: "Put it together, or have it done" },
  { id: "products", label: "Products", about: "Use, care and repair" },
  { id: "billing", label: "Payment and billing", about: "Ways to pay, invoices and gift cards" },
  { id: "membership", label: "Membership", about: "Plans, benefits and their price" },
  { id: "account", label: "Account and privacy", about: "Sign-in, profile and your data" },
  { id: "organizations", label: "Organizations", about: "Studio accounts for companies" },
  { id: "general", label: "General", about: "Everything else" },
] as const;

export type CategoryId = (typeof categories)[number]["id"];

export const categoryIds = categories.map((category) => category.id) as [CategoryId, ...CategoryId[]];

/** The name of a category; a category that Baton does not know is shown as it is. */
export const categoryLabel = (id: string): string =>
  categories.find((category) => category.id === id)?.label ?? id;

export const slugField = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "must be lower case words joined by hyphens");

/** Characters of an article's Markdown. */
export const MAX_ARTICLE = 60_000;

export const publishArticleInput = z.strictObject({
  slug: slugField,
  title: textField(MAX.subject),
  summary: textField(400),
  body: textField(MAX_ARTICLE),
  category: z.enum(categoryIds),
  audience: z.enum(["public", "customers", "staff"]).default("public"),
  status: z.enum(["draft", "published", "archived"]).default("published"),
  language: z.string().min(2).max(12).default("en"),
  /** When its content last changed; now unless an import knows better. */
  updatedAt: z.date().optional(),
});
export type PublishArticleInput = z.input<typeof publishArticleInput>;

/** A question as typed into a search box; longer ones are refused here and cut by the search itself. */
export const searchQuery = textField(MAX.search);

const categoryField = z.string().min(1).max(40);

export const listArticlesInput = z.object({
  category: categoryField.optional(),
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
  audience: z.enum(["public", "customers", "staff"]),
  updatedAt: z.iso.datetime(),
});
export type ArticleSummary = z.infer<typeof articleSummary>;

export const articleDetail = articleSummary.extend({
  /** Markdown. */
  body: z.string(),
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
