/** The handover package: what a person needs to go on without asking again, assembled from the journal. */
import "server-only";
import { and, asc, desc, eq, gt } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type HandoverPackage, messages } from "@/db/schema/conversations";
import { systemViewer } from "@/lib/auth/viewer";
import { listToolCalls } from "@/lib/runs/queries";
import { didLabel } from "@/lib/runs/tool-labels";
import { oneLine } from "./excerpt";
import type { Held } from "./hold";
import type { QueueReason, Urgency } from "./schema";

type Given = {
  reason: QueueReason;
  urgency: Urgency;
  summary?: string | null;
  requestedBy: HandoverPackage["requestedBy"];
  /** From {@link triedIn}. */
  tried: HandoverPackage["tried"];
};

const journal = systemViewer("handover-package");

/** What the assistant tried in a conversation, each thing once, failures kept. */
export async function triedIn(conversationId: string): Promise<HandoverPackage["tried"]> {
  const calls = await listToolCalls(journal, conversationId, 20);
  const once = new Map<string, HandoverPackage["tried"][number]>();
  for (const { tool, ok } of calls)
    if (tool !== "escalate_to_human") once.set(`${tool}:${ok}`, { tool, label: didLabel(tool), ok });
  return [...once.values()].slice(0, 8);
}

/** The question of a customer who asks for a person before saying what for. */
export const NOTHING_WRITTEN = "The customer has not written yet.";

/** Reads what this episode's thread already holds; nothing is asked of a model. */
export async function buildPackage(tx: Tx, held: Held, given: Given): Promise<HandoverPackage> {
  const [lastAsked] = await recent(tx, held, "customer", 1);
  const [firstAsked] = await tx
    .select({ text: messages.text })
    .from(messages)
    .where(said(held, "customer"))
    .orderBy(asc(messages.seq))
    .limit(1);
  const answers = await recent(tx, held, "assistant", 6);
  const sources = new Map(
    answers.flatMap((answer) =>
      answer.citations.map((c) => [c.href, { title: c.title, href: c.href }] as const),
    ),
  );
  const question = given.summary ?? firstAsked?.text ?? held.subject ?? NOTHING_WRITTEN;
  const open = lastAsked && lastAsked.text !== question ? oneLine(lastAsked.text, 200) : null;
  return {
    reason: given.reason,
    urgency: given.urgency,
    question: oneLine(question, 200),
    tried: given.tried,
    sources: [...sources.values()].slice(0, 5),
    openQuestion: open,
    nextStep:
      given.urgency === "urgent" ? `Answer at once. ${nextStep[given.reason]}` : nextStep[given.reason],
    requestedBy: given.requestedBy,
    at: new Date().toISOString(),
  };
}

/** What one side has said in public since this episode began. */
const said = (held: Held, authorKind: "customer" | "assistant") =>
  and(
    eq(messages.conversationId, held.id),
    gt(messages.seq, held.episodeSeq),
    eq(messages.authorKind, authorKind),
    eq(messages.kind, "message"),
  );

function recent(tx: Tx, held: Held, authorKind: "customer" | "assistant", limit: number) {
  return tx
    .select({ text: messages.text, citations: messages.citations })
    .from(messages)
    .where(said(held, authorKind))
    .orderBy(desc(messages.seq))
    .limit(limit);
}

const nextStep: Record<QueueReason, string> = {
  customer_request: "Read the last question and answer it.",
  frustration: "Acknowledge what went wrong, then solve the question.",
  missing_knowledge: "Answer from what you know, and note what the help center lacks.",
  policy: "Decide whether an exception is right and tell the customer.",
  tool_failure: "Do by hand what the tool could not.",
  low_confidence: "Check what the customer means before acting.",
  budget: "Take the conversation from here; the assistant has reached its limit.",
  identity_unverified: "Verify who the customer is before touching their account.",
  error: "Answer the last message; the assistant could not.",
  pending_clarification: "Ask for what is missing.",
  unanswered: "Answer the last message; the colleague who had it did not.",
};
