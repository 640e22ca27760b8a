/** Inputs and answers of suggestions. Pure: used by routes, commands and pages alike. */
import { z } from "zod";
import { MAX, textField } from "@/lib/core/text";
import { audiences, categoryField, MAX_ARTICLE, MAX_SUMMARY } from "@/lib/knowledge/schema";

/** Characters of the question that is kept as a test case. */
export const MAX_CASE = 300;

const editable = {
  title: textField(MAX.subject),
  summary: textField(MAX_SUMMARY),
  body: textField(MAX_ARTICLE),
  category: categoryField,
  audience: z.enum(audiences),
  question: textField(MAX_CASE),
};

export const editSuggestionInput = z.strictObject({
  /** As it was read: somebody, or a model, may have written meanwhile. */
  revision: z.number().int().min(1),
  ...z.object(editable).partial().shape,
});
export type EditSuggestionInput = z.output<typeof editSuggestionInput>;

export const acceptInput = z.strictObject({
  revision: z.number().int().min(1),
  /** Whether the question becomes a test case. */
  keepQuestion: z.boolean().default(true),
});
export type AcceptInput = z.output<typeof acceptInput>;

export const dismissSuggestionInput = z.strictObject({ reason: textField(300).nullish() });

export const suggestionView = z.object({
  id: z.uuid(),
  gapId: z.uuid().nullable(),
  conversationId: z.uuid().nullable(),
  kind: z.enum(["new", "change"]),
  state: z.enum(["ready", "accepted", "dismissed"]),
  writer: z.enum(["rules", "model", "person"]),
  /** A model is writing it; what is here already can be used as it is. */
  isBeingWritten: z.boolean(),
  question: z.string(),
  title: z.string(),
  summary: z.string(),
  body: z.string(),
  /** Of a change: the article and its text, and whether that text was changed since. */
  article: z
    .object({
      id: z.uuid(),
      slug: z.string(),
      title: z.string(),
      before: z.string(),
      isOutdated: z.boolean(),
    })
    .nullable(),
  category: z.string(),
  audience: z.enum(audiences),
  language: z.string(),
  revision: z.number().int(),
  /** Where it was accepted into. */
  draft: z.object({ id: z.uuid(), slug: z.string(), title: z.string() }).nullable(),
  decidedBy: z.string().nullable(),
  createdAt: z.string(),
});
export type SuggestionView = z.output<typeof suggestionView>;

export const suggestionFound = z.object({ suggestion: suggestionView.nullable() });

export const acceptedView = z.object({ articleId: z.uuid() });
