/** What the team sends and gets when it works on articles: inputs and answers of the editing side. Pure. */
import { z } from "zod";
import { MAX, textField } from "@/lib/core/text";
import { audiences, categoryField, languageField, MAX_ARTICLE, MAX_SUMMARY, slugField } from "./schema";

export const origins = ["edit", "import", "restore", "suggestion", "seed"] as const;
export type Origin = (typeof origins)[number];
export const articleStatuses = ["draft", "published", "archived"] as const;
export type ArticleStatus = (typeof articleStatuses)[number];

/** Characters of the note that says what changed and why. */
export const MAX_NOTE = 500;

/** Bytes of a request that carries a whole article: the text in any script, and what JSON adds to it. */
export const ARTICLE_BYTES = 512 * 1024;

/** Text that may still be missing while an article is being written. */
export const unfinished = (max: number) =>
  z.union([
    z.literal(""),
    z
      .string()
      .regex(/^\s+$/)
      .transform(() => ""),
    textField(max),
  ]);

const content = {
  slug: slugField,
  title: textField(MAX.subject),
  summary: unfinished(MAX_SUMMARY),
  body: unfinished(MAX_ARTICLE),
  category: categoryField,
  audience: z.enum(audiences),
};
export type Content = z.output<z.ZodObject<typeof content>>;

const revision = z.number().int().min(0);

export const createArticleInput = z.strictObject({
  ...z.object(content).partial().shape,
  title: content.title,
  language: languageField.optional(),
  /** An article of which this is a translation. */
  translationOf: z.uuid().optional(),
});
export type CreateArticleInput = z.input<typeof createArticleInput>;

export const saveDraftInput = z.strictObject({
  /** Of the draft as it was read; 0 when there was none. */
  revision,
  /** The live version that the text was written against; only the present one is taken. */
  baseVersion: z.number().int().min(0).optional(),
  ...z.object(content).partial().shape,
  note: z.union([z.null(), textField(MAX_NOTE)]).optional(),
});
export type SaveDraftInput = z.input<typeof saveDraftInput>;

/** What is to happen to a draft, as long as it is still the one that was read. */
export const draftActInput = z.strictObject({ revision });
export const submitDraftInput = z.strictObject({ revision, note: textField(MAX_NOTE).optional() });
export const publishDraftInput = submitDraftInput;
export const scheduleDraftInput = z.strictObject({ revision, publishAt: z.iso.datetime() });
export const restoreVersionInput = z.strictObject({
  version: z.number().int().min(1),
  /** Of the draft that it replaces, when there is one. */
  revision: revision.optional(),
});

export const staffStatuses = ["draft", "in_review", "scheduled", "changed", "published", "archived"] as const;
export const staffArticlesFilter = {
  /** draft, in_review, scheduled: articles whose working copy is that. changed: those with one beside a live text. */
  status: z.enum(staffStatuses).optional(),
  category: z.string().min(1).max(40).optional(),
  audience: z.enum(audiences).optional(),
  owner: z.union([z.uuid(), z.enum(["me", "none"])]).optional(),
  language: languageField.optional(),
  /** Those whose next review is overdue. */
  stale: z.stringbool().optional(),
  q: z.string().max(MAX.search).optional(),
};
export type StaffArticlesFilter = Partial<{
  [K in keyof typeof staffArticlesFilter]: z.output<(typeof staffArticlesFilter)[K]>;
}>;

const iso = z.date().transform((date) => date.toISOString());
const named = z.object({ id: z.uuid(), name: z.string() }).nullable();

export const savedDraft = z.object({ revision: z.number().int(), editedAt: iso });
export type SavedDraft = z.input<typeof savedDraft>;
export type SavedDraftView = z.output<typeof savedDraft>;

export const draftState = z.object({
  revision: z.number().int(),
  state: z.enum(["draft", "in_review"]),
  publishAt: iso.nullable(),
});
export type DraftState = z.input<typeof draftState>;

export const publishedArticle = z.object({ version: z.number().int(), slug: z.string() });

export const createdArticle = z.object({ id: z.uuid(), slug: z.string(), revision: z.number().int() });

/** An article in the team's list. Title and slug are the live ones; of an article that never was live, the draft's. */
export const staffArticle = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  status: z.enum(articleStatuses),
  language: z.string(),
  category: z.string(),
  audience: z.enum(audiences),
  version: z.number().int(),
  owner: named,
  /** Of the live text. */
  updatedAt: iso,
  reviewAt: iso.nullable(),
  stale: z.boolean(),
  draft: z
    .object({
      state: z.enum(["draft", "in_review"]),
      publishAt: iso.nullable(),
      editedAt: iso,
      editedBy: z.string().nullable(),
    })
    .nullable(),
});
export type StaffArticle = z.input<typeof staffArticle>;
export type StaffArticleView = z.output<typeof staffArticle>;

const some = z.number().int();
/** `matching`: of the filter; the others of all articles. */
export const articleCounts = z.object({
  matching: some,
  all: some,
  changed: some,
  in_review: some,
  scheduled: some,
  stale: some,
  languages: z.array(z.string()),
});
export type ArticleCounts = z.input<typeof articleCounts>;
export type ArticleCountsView = z.output<typeof articleCounts>;

export const draftDetail = z.object({
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  body: z.string(),
  category: z.string(),
  audience: z.enum(audiences),
  state: z.enum(["draft", "in_review"]),
  publishAt: iso.nullable(),
  scheduledBy: z.string().nullable(),
  note: z.string().nullable(),
  origin: z.enum(origins),
  revision: z.number().int(),
  baseVersion: z.number().int(),
  editedBy: named,
  editedAt: iso,
});
export type DraftDetail = z.input<typeof draftDetail>;

export const articleFile = z.object({
  id: z.uuid(),
  name: z.string(),
  type: z.enum(["image/jpeg", "image/png", "image/webp", "application/pdf"]),
  /** Bytes. */
  size: z.number().int(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  href: z.string(),
  createdAt: iso,
});
export type ArticleFile = z.input<typeof articleFile>;
export type ArticleFileView = z.output<typeof articleFile>;

export const redirectView = z.object({ slug: z.string(), createdAt: iso });
export type Redirect = z.input<typeof redirectView>;

export const staffTranslation = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  language: z.string(),
  status: z.enum(articleStatuses),
  /** Of the live text: what is older than its source is out of date. */
  updatedAt: iso,
});

export const staffArticleDetail = staffArticle.extend({
  groupId: z.uuid(),
  summary: z.string(),
  /** Markdown, live. */
  body: z.string(),
  createdAt: iso,
  publishedAt: iso.nullable(),
  reviewedAt: iso.nullable(),
  draft: draftDetail.nullable(),
  versions: z.number().int(),
  files: z.array(articleFile),
  /** The same article in other languages. */
  translations: z.array(staffTranslation),
  redirects: z.array(redirectView),
});
export type StaffArticleDetail = z.input<typeof staffArticleDetail>;
export type StaffArticleDetailView = z.output<typeof staffArticleDetail>;

export const versionView = z.object({
  version: z.number().int(),
  title: z.string(),
  publishedBy: z.string().nullable(),
  publishedAt: iso,
  origin: z.enum(origins),
  note: z.string().nullable(),
});
export type Version = z.input<typeof versionView>;
export type VersionView = z.output<typeof versionView>;

export const versionDetail = versionView.extend({
  slug: z.string(),
  summary: z.string(),
  body: z.string(),
  category: z.string(),
  audience: z.enum(audiences),
});
export type VersionDetail = z.input<typeof versionDetail>;
export type VersionDetailView = z.output<typeof versionDetail>;

export const articlePatch = z
  .strictObject({ ownerId: z.uuid().nullable(), reviewAt: z.iso.datetime().nullable() })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, "must change something");
export type ArticlePatch = z.input<typeof articlePatch>;
export const changeLanguageInput = z.strictObject({ language: languageField });
export type ChangeLanguageInput = z.input<typeof changeLanguageInput>;
export const reviewedInput = z.strictObject({ nextReviewAt: z.iso.datetime().nullable() });
export const redirectInput = z.strictObject({ slug: slugField, articleId: z.uuid() });
