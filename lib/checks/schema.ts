/** Inputs and answers of checks: search cases and conflicts. Pure. */
import { z } from "zod";
import { textField } from "@/lib/core/text";

/** A case passes when its article is among so many and the search calls the question answered. */
export const FIRST = 3;
/** Characters of a case's question. */
export const MAX_CASE = 300;
/** Cases of one article; more would say the same. */
export const MAX_CASES = 50;

const articleRef = z.object({ id: z.uuid(), slug: z.string(), title: z.string() });

export const caseView = z.object({
  id: z.uuid(),
  question: z.string(),
  article: articleRef.extend({ isPublished: z.boolean() }),
  addedFrom: z.enum(["suggestion", "hand"]),
  addedBy: z.string().nullable(),
  gapId: z.uuid().nullable(),
  /** Null: not checked yet, or its article is not published. */
  passed: z.boolean().nullable(),
  rank: z.number().int().nullable(),
  answerable: z.boolean().nullable(),
  /** What came first. */
  found: z.array(articleRef.extend({ score: z.number() })),
  checkedAt: z.string().nullable(),
  failingSince: z.string().nullable(),
});
export type CaseView = z.output<typeof caseView>;

export const addCaseInput = z.strictObject({ articleId: z.uuid(), question: textField(MAX_CASE) });
export type AddCaseInput = z.output<typeof addCaseInput>;

export const caseFilter = {
  articleId: z.uuid().optional(),
  failing: z.stringbool().optional(),
};

const side = z.object({
  article: articleRef,
  heading: z.string().nullable(),
  href: z.string(),
  text: z.string(),
  /** `[start, end)` of the words that differ. */
  marks: z.array(z.tuple([z.number().int(), z.number().int()])),
});

export const conflictView = z.object({
  id: z.uuid(),
  kind: z.enum(["duplicate", "contradiction"]),
  because: z.enum(["number", "date", "price", "denial"]).nullable(),
  state: z.enum(["open", "dismissed", "resolved"]),
  score: z.number(),
  a: side,
  b: side,
  foundAt: z.string(),
  decidedBy: z.string().nullable(),
});
export type ConflictView = z.output<typeof conflictView>;

export const conflictFilter = z.object({ state: z.enum(["open", "dismissed"]).default("open") });

export const checkCounts = z.object({
  conflicts: z.number().int(),
  failing: z.number().int(),
  cases: z.number().int(),
});
export type CheckCounts = z.output<typeof checkCounts>;

export const brokenCases = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      question: z.string(),
      article: articleRef,
      rank: z.number().int().nullable(),
      answerable: z.boolean(),
      found: z.array(articleRef.extend({ score: z.number() })),
    }),
  ),
  /** How many cases were tried, and whether those were all that could be affected. */
  checked: z.number().int(),
  isComplete: z.boolean(),
});
export type BrokenCases = z.output<typeof brokenCases>;
