/** Inputs and answers of conversations. Pure: used by routes, commands and pages alike. */
import { z } from "zod";
import { MAX, textField } from "@/lib/core/text";

export const urgencies = ["low", "medium", "high", "urgent"] as const;
export type Urgency = (typeof urgencies)[number];

/** Why a conversation went to the queue; a closed list, so that reasons can be counted. */
export const escalationReasons = [
  "customer_request",
  "frustration",
  "missing_knowledge",
  "policy",
  "tool_failure",
  "low_confidence",
  "budget",
  "identity_unverified",
  "error",
  "pending_clarification",
] as const;
export type EscalationReason = (typeof escalationReasons)[number];

/** Why a conversation is in the queue: somebody passed it there, or the agent who had it fell silent. */
export type QueueReason = EscalationReason | "unanswered";

export const reasonLabel: Record<QueueReason, string> = {
  customer_request: "the customer asked for a person",
  frustration: "the customer is upset",
  missing_knowledge: "the knowledge base has no answer",
  policy: "a person has to decide",
  tool_failure: "a tool failed",
  low_confidence: "the assistant was not sure",
  budget: "the assistant's limit was reached",
  identity_unverified: "the customer's identity is not verified",
  error: "the assistant could not answer",
  pending_clarification: "a question is still open",
  unanswered: "the agent did not answer in time",
};

export const startInput = z.strictObject({
  /** Made by the caller, so that a repeated request starts nothing twice. */
  id: z.uuid().optional(),
  subject: textField(MAX.subject).optional(),
  /** Straight to the queue, for people who do not want the assistant. */
  person: z.boolean().default(false),
});
export type StartInput = z.output<typeof startInput>;

export const handBackInput = z.strictObject({ instruction: textField(1_000).nullish() });
export type HandBackInput = z.infer<typeof handBackInput>;

export const listViews = ["queue", "mine", "all"] as const;
export const listFilter = z.object({
  view: z.enum(listViews).default("all"),
  status: z.enum(["open", "pending", "resolved", "unresolved"]).optional(),
  /** For staff, beside a conversation: what this customer asked before. */
  customerId: z.uuid().optional(),
});
export type ListFilter = z.infer<typeof listFilter>;

export const ownerView = z.object({
  kind: z.enum(["assistant", "queue", "agent"]),
  name: z.string().nullable(),
  isMe: z.boolean(),
});

const iso = z.date().transform((date) => date.toISOString());

export const moods = ["calm", "pleased", "upset", "angry"] as const;

export const handoverPackage = z.object({
  reason: z.string(),
  urgency: z.enum(urgencies),
  question: z.string(),
  tried: z.array(
    z.object({ tool: z.string(), label: z.string(), ok: z.boolean(), result: z.string().nullish() }),
  ),
  sources: z.array(z.object({ title: z.string(), href: z.string(), quote: z.string().nullish() })),
  openQuestion: z.string().nullable(),
  nextStep: z.string(),
  requestedBy: z.enum(["customer", "assistant", "system"]),
  at: z.string(),
  // Packages of older releases have none of these.
  rule: z.string().nullish(),
  customer: z
    .object({ name: z.string(), signedInAt: z.string().nullable(), verifiedAt: z.string().nullable() })
    .nullish(),
  promises: z.array(z.object({ text: z.string(), backed: z.boolean() })).optional(),
  mood: z.enum(moods).nullish(),
  suggestion: z
    .discriminatedUnion("kind", [
      z.object({
        kind: z.literal("tool"),
        tool: z.string(),
        args: z.record(z.string(), z.unknown()),
        instruction: z.string(),
      }),
      z.object({ kind: z.literal("reply"), draft: z.string() }),
    ])
    .nullish(),
  runId: z.uuid().nullish(),
});

/** One conversation as its viewer may see it; `handover` and `instruction` are null for customers. */
export const conversationView = z.object({
  id: z.uuid(),
  subject: z.string().nullable(),
  status: z.enum(["open", "pending", "resolved"]),
  owner: ownerView,
  epoch: z.number(),
  seq: z.number(),
  episode: z.number(),
  urgency: z.enum(urgencies),
  customer: z.object({ id: z.uuid(), name: z.string() }),
  awaitingReply: z.boolean(),
  waitingSince: iso.nullable(),
  lastMessageAt: iso,
  lastAuthor: z.enum(["customer", "assistant", "staff", "system"]).nullable(),
  lastExcerpt: z.string().nullable(),
  unread: z.number(),
  readSeq: z.number(),
  liveRunId: z.uuid().nullable(),
  handover: handoverPackage.nullable(),
  instruction: z.string().nullable(),
  createdAt: iso,
});
export type ConversationView = z.output<typeof conversationView>;

/** What is known of the wait for a person; outside support hours, when people are back. */
export const waitView = z.object({ minutes: z.number().nullable(), backAt: iso.nullable() });
