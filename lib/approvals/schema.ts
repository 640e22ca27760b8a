/** Approvals: a person's decision on one tool call, without taking the conversation over. Shapes and limits; pure. */
import { z } from "zod";
import { textField } from "@/lib/core/text";

export const approvalStates = ["pending", "approved", "refused", "expired", "revoked"] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** Hours that a request waits for a decision. */
export const APPROVAL_HOURS = 24;
/** Characters of a refusal's reason. */
export const MAX_REASON = 500;

const args = z.record(z.string().max(80), z.unknown());
const iso = z.date().transform((date) => date.toISOString());

export const approvalView = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  runId: z.uuid(),
  callId: z.string(),
  tool: z.string(),
  args,
  /** Why a person has to decide, in words for staff. */
  why: z.string(),
  state: z.enum(approvalStates),
  editedArgs: args.nullable(),
  decidedByName: z.string().nullable(),
  reason: z.string().nullable(),
  createdAt: iso,
  expiresAt: iso,
  decidedAt: iso.nullable(),
});
export type ApprovalView = z.output<typeof approvalView>;

export const approvalList = z.object({ items: z.array(approvalView) });

/** `args` replaces the arguments as a whole; the tool's own schema is checked besides. */
export const approveInput = z.object({ args: args.optional() }).strict();
export const refuseInput = z.object({ reason: textField(MAX_REASON) }).strict();
export type ApproveInput = z.output<typeof approveInput>;
export type RefuseInput = z.output<typeof refuseInput>;
