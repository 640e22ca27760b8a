/** What an import is asked for and what is told of it: inputs and answers. Pure. */
import { z } from "zod";
import { textField } from "@/lib/core/text";
import { audiences, categoryField, languageField } from "@/lib/knowledge/schema";
import { limits } from "./limits";

export const kinds = ["markdown", "zendesk", "intercom", "pages"] as const;
export type ImportKind = (typeof kinds)[number];
export const states = ["queued", "running", "done", "failed", "cancelled"] as const;
export type ImportState = (typeof states)[number];
export const phases = ["listing", "reading", "writing"] as const;
/**
 * created: a new article. updated: a new version or draft. unchanged: the source says what it said. kept: it was
 * edited here since, so the new text waits as a draft. skipped: nothing was done on purpose. failed: it could not be.
 */
export const outcomes = ["created", "updated", "unchanged", "kept", "skipped", "failed"] as const;
export type Outcome = (typeof outcomes)[number];

export const importOptions = z.strictObject({
  /** Readers see the articles at once; without it they become drafts. What is a draft in the source stays one. */
  publish: z.boolean().default(false),
  /** Says what would happen and writes nothing. */
  dryRun: z.boolean().default(false),
  /** For what the source does not say. */
  audience: z.enum(audiences).default("public"),
  category: categoryField.default("general"),
  language: languageField.default("en"),
  /** Of a category that is not there: add it, or file the article under the default one. */
  unknownCategories: z.enum(["create", "default"]).default("create"),
});
export type ImportOptions = z.output<typeof importOptions>;

const address = z.string().min(1).max(4_096);

/** Bytes of a request that names as many addresses as it may. */
export const START_BYTES = 512 * 1024;

/** One source: an uploaded file with what it is, addresses of pages, or that of a sitemap. */
export const startImportInput = z
  .strictObject({
    uploadId: z.uuid().optional(),
    kind: z.enum(["markdown", "zendesk", "intercom"]).optional(),
    urls: z
      .array(address)
      .min(1)
      .max(limits.urls, `must be at most ${limits.urls} addresses; import the others after these`)
      .optional(),
    sitemap: address.optional(),
    // Without a language: that of the knowledge base.
    options: importOptions.extend({ language: languageField.optional() }).prefault({}),
  })
  .refine(
    ({ uploadId, urls, sitemap }) =>
      [uploadId, urls, sitemap].filter((given) => given !== undefined).length === 1,
    "must name one source: a file, addresses or a sitemap",
  )
  .refine(({ uploadId, kind }) => (uploadId === undefined) === (kind === undefined), {
    path: ["kind"],
    message: "must say what the file is",
  });
export type StartImportInput = z.input<typeof startImportInput>;

export const repeatImportInput = z.strictObject({
  /** As before when it is left out. */
  dryRun: z.boolean().optional(),
  publish: z.boolean().optional(),
});
export type RepeatImportInput = z.input<typeof repeatImportInput>;

export const uploadName = textField(200);

const iso = z.date().transform((date) => date.toISOString());

/** What an uploaded file seems to be; a guess that a person can correct. */
export const uploadView = z.object({
  id: z.uuid(),
  name: z.string(),
  size: z.number().int(),
  kind: z.enum(["markdown", "zendesk", "intercom"]),
  /** Markdown files in it; articles of an export. */
  articles: z.number().int(),
});
export type UploadView = z.output<typeof uploadView>;

const count = z.number().int();
export const importView = z.object({
  id: z.uuid(),
  kind: z.enum(kinds),
  name: z.string(),
  options: importOptions,
  state: z.enum(states),
  phase: z.enum(phases),
  byShell: z.boolean(),
  total: count.nullable(),
  read: count,
  counts: z.object({
    created: count,
    updated: count,
    unchanged: count,
    kept: count,
    skipped: count,
    failed: count,
  }),
  note: z.string().nullable(),
  createdBy: z.string().nullable(),
  createdAt: iso,
  startedAt: iso.nullable(),
  endedAt: iso.nullable(),
  /** Its source is still there: the file, or the addresses. */
  repeatable: z.boolean(),
});
export type Import = z.input<typeof importView>;
export type ImportView = z.output<typeof importView>;

export const importItemView = z.object({
  n: z.number().int(),
  path: z.string(),
  title: z.string().nullable(),
  outcome: z.enum(outcomes).nullable(),
  message: z.string().nullable(),
  articleId: z.uuid().nullable(),
});
export type ImportItem = z.output<typeof importItemView>;

export const doneOf = ({ counts }: Pick<ImportView, "counts">): number =>
  Object.values(counts).reduce((sum, n) => sum + n, 0);

export const isOver = (state: ImportState): boolean => state !== "queued" && state !== "running";
