/** Inputs and answers of gaps. Pure: used by routes, commands and pages alike. */
import { z } from "zod";
import { textField } from "@/lib/core/text";
import { gapStates, sources } from "./rules";

/** Questions of a gap that its page shows, the newest first. */
export const QUESTIONS_SHOWN = 100;

export const gapFilter = z.object({
  state: z.enum(gapStates).default("open"),
  source: z.enum(sources).optional(),
  language: z.string().min(2).max(12).optional(),
});
export type GapFilter = z.output<typeof gapFilter>;

const articleRef = z.object({ id: z.uuid(), slug: z.string(), title: z.string() });

export const gapView = z.object({
  id: z.uuid(),
  state: z.enum(gapStates),
  /** The question that speaks for the others. */
  title: z.string(),
  questions: z.number().int(),
  /** Different ones; searches of the help center have none. */
  customers: z.number().int(),
  searches: z.number().int(),
  lastAskedAt: z.string(),
  languages: z.array(z.string()),
  /** What readers find for it best; null when nothing is near. */
  found: articleRef.extend({ score: z.number(), answerable: z.boolean() }).nullable(),
  /** What was drafted or published for it. */
  article: articleRef.extend({ isPublished: z.boolean() }).nullable(),
  reason: z.string().nullable(),
  decidedBy: z.string().nullable(),
  reopenedAt: z.string().nullable(),
});
export type GapView = z.output<typeof gapView>;

export const gapCounts = z.object({
  open: z.number().int(),
  drafted: z.number().int(),
  solved: z.number().int(),
  dismissed: z.number().int(),
});
export type GapCounts = z.output<typeof gapCounts>;

export const gapQuestionView = z.object({
  id: z.uuid(),
  text: z.string(),
  source: z.enum(sources),
  reason: z.string().nullable(),
  language: z.string(),
  times: z.number().int(),
  askedAt: z.string(),
  customer: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  conversationId: z.uuid().nullable(),
});
export type GapQuestionView = z.output<typeof gapQuestionView>;

export const gapDetail = gapView.extend({
  asked: z.array(gapQuestionView),
  /** Others that are about nearly the same, for merging. */
  near: z.array(z.object({ id: z.uuid(), title: z.string(), questions: z.number().int() })),
});
export type GapDetail = z.output<typeof gapDetail>;

export const dismissInput = z.strictObject({ reason: textField(300) });
export const mergeInput = z.strictObject({
  /** Its questions come here; it is gone afterwards. */
  from: z.uuid(),
});
export const moveInput = z.strictObject({
  /** Null: into a gap of its own. */
  gapId: z.uuid().nullable(),
});
