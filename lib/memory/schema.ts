/** What is remembered about a customer: its kinds, inputs and answers. Pure. */
import { z } from "zod";
import { MAX, textField } from "@/lib/core/text";

export const factKinds = ["preference", "profile", "problem", "note"] as const;
export type FactKind = (typeof factKinds)[number];

/** What a preference can be about: one of each at most, the newest counts. */
export const preferences = ["language", "contact_method", "tone", "name"] as const;

/** Characters of a fact, and of what solved a problem: one sentence each. */
export const FACT_LENGTH = 200;
/** Characters of what a fact is about. */
export const ABOUT_LENGTH = 60;

/** What the assistant asks to keep. */
export const rememberInput = z.strictObject({
  kind: z.enum(factKinds),
  about: textField(ABOUT_LENGTH),
  text: textField(FACT_LENGTH),
});
export type RememberInput = z.output<typeof rememberInput>;

export const correctFactInput = z
  .strictObject({ text: textField(FACT_LENGTH), solution: textField(FACT_LENGTH).nullable() })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, "must change something");
export type CorrectFactInput = z.output<typeof correctFactInput>;

export const memorySwitch = z.strictObject({ enabled: z.boolean() });

const iso = z.date().transform((date) => date.toISOString());

export const factView = z.object({
  id: z.uuid(),
  kind: z.enum(factKinds),
  /** In words: "Tone"; null for problems, which say it themselves. */
  label: z.string().nullable(),
  text: z.string(),
  solution: z.string().nullable(),
  writtenBy: z.enum(["assistant", "customer", "system"]),
  /** Where it comes from; null when that conversation no longer exists. */
  conversation: z.object({ id: z.uuid(), subject: z.string().max(MAX.subject).nullable() }).nullable(),
  createdAt: iso,
  updatedAt: iso,
  expiresAt: iso,
});
export type Fact = z.input<typeof factView>;
export type FactView = z.output<typeof factView>;

export const memoryView = z.object({
  /** False: nothing new is kept, and nothing of this is used. */
  enabled: z.boolean(),
  facts: z.array(factView),
});
export type Memory = z.input<typeof memoryView>;
export type MemoryView = z.output<typeof memoryView>;
