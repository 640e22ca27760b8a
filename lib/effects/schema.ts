/** What was done for a customer, as they read it. Pure. */
import { z } from "zod";

const iso = z.date().transform((date) => date.toISOString());

export const effectView = z.object({
  runId: z.uuid(),
  callId: z.string(),
  conversationId: z.uuid(),
  tool: z.string(),
  label: z.string(),
  href: z.string().nullable(),
  at: iso,
  /** Whether it can be taken back, as far as is known without trying. */
  undo: z.boolean(),
  undone: z.boolean(),
});
export type EffectLine = z.input<typeof effectView>;
export type EffectView = z.output<typeof effectView>;

export const effectParams = z.object({ id: z.uuid(), callId: z.string().min(1).max(200) });
