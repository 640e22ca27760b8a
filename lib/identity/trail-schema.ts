/** What became of a code, as staff read it. Pure. */
import { z } from "zod";

/** By the event that tells of it. */
export const stepOf = {
  "identity.code_sent": "sent",
  "identity.verified": "verified",
  "identity.failed": "failed",
  "identity.expired": "expired",
} as const;
export type StepEvent = keyof typeof stepOf;
export const stepEvents = Object.keys(stepOf) as StepEvent[];

export const identityStepView = z.object({
  step: z.enum(["sent", "verified", "failed", "expired"]),
  at: z.date().transform((date) => date.toISOString()),
});
export type IdentityStep = z.input<typeof identityStepView>;
export type IdentityStepView = z.output<typeof identityStepView>;
