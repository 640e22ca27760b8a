/** Inputs and answers of identity checks. Pure. */
import { z } from "zod";

/** As people type it: with spaces, or with a dash in the middle. */
export const codeInput = z.strictObject({
  code: z
    .string()
    .max(20)
    .transform((value) => value.replace(/[\s-]/g, ""))
    .refine((value) => /^\d{6}$/.test(value), "must be the six digits of the e-mail"),
});
export type CodeInput = z.output<typeof codeInput>;

const iso = z.date().transform((date) => date.toISOString());

export const pendingCheckView = z.object({
  id: z.uuid(),
  /** The address, shortened. */
  sentTo: z.string(),
  triesLeft: z.number(),
  expiresAt: iso,
  /** False: it was asked for in another browser, and can only be entered there. */
  here: z.boolean(),
});
export type PendingCheck = z.input<typeof pendingCheckView>;
export type PendingCheckView = z.output<typeof pendingCheckView>;
