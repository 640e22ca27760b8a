/** The handover package: what a person needs to go on without asking again, assembled from what is stored. */
import "server-only";
import { isDeepStrictEqual } from "node:util";
import { and, asc, desc, eq, gt, isNotNull, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { type HandoverPackage, type MessageReading, messages } from "@/db/schema/conversations";
import { sessions, users } from "@/db/schema/people";
import { runs } from "@/db/schema/runs";
import { moodOf } from "@/lib/assistant/conversation/mood";
import { findCommitments } from "@/lib/assistant/promises";
import { authorize } from "@/lib/auth/policy";
import { type SystemViewer, systemViewer } from "@/lib/auth/viewer";
import { BY_RULE, listToolCalls } from "@/lib/runs/queries";
import { oneLine } from "./excerpt";
import type { Held } from "./hold";
import type { QueueReason, Urgency } from "./schema";
import { passagesIn, suggest, type ToolCall, triedOf } from "./tried";

type Given = {
  reason: QueueReason;
  urgency: Urgency;
  summary?: string | null;
  requestedBy: HandoverPackage["requestedBy"];
  rule?: string | null;
  /** A commitment that nothing stands behind: why a person is needed at all. */
  promise?: string | null;
  findings: Findings;
};

const journal = systemViewer("handover-package");

/** What the journal and the sign-in know of an episode; read before the transaction that hands over. */
export type Findings = {
  calls: ToolCall[];
  customer: { name: string; signedInAt: Date | null; verifiedAt: Date | null } | null;
  runId: string | null;
};

export const NOTHING_FOUND: Findings = { calls: [], customer: null, runId: null };

const CALLS = 40;

/** For a conversation that whoever asks has loaded as its viewer. */
export async function findingsOf(conversationId: string): Promise<Findings> {
  const [calls, who] = await Promise.all([
    listToolCalls(journal, conversationId, CALLS),
    whoAsks(journal, conversationId),
  ]);
  return { calls, ...who };
}

/** Whose conversation it is, how the newest turn's writer was signed in, and that turn. */
async function whoAsks(
  viewer: SystemViewer,
  conversationId: string,
): Promise<Pick<Findings, "customer" | "runId">> {
  authorize(viewer, "run.work");
  const [row] = await as(viewer, (tx) =>
    tx
      .select({
        runId: runs.id,
        name: users.name,
        signedInAt: sessions.createdAt,
        verifiedAt: sessions.verifiedAt,
      })
      .from(runs)
      .innerJoin(users, eq(users.id, runs.customerId))
      .leftJoin(sessions, eq(sessions.id, runs.sessionId))
      .where(eq(runs.conversationId, conversationId))
      .orderBy(desc(runs.createdAt))
      .limit(1),
  );
  if (!row) return { customer: null, runId: null };
  const { runId, ...customer } = row;
  return { customer, runId };
}

/** The question of a customer who asks for a person before saying what for. */
export const NOTHING_WRITTEN = "The customer has not written yet.";

/** Reads what this episode's thread already holds; nothing is asked of a model. */
export async function buildPackage(tx: Tx, held: Held, given: Given): Promise<HandoverPackage> {
  const { calls, customer, runId } = given.findings;
  const [lastAsked] = await recent(tx, held, "customer", 1);
  const [firstAsked] = await tx
    .select({ text: messages.text })
    .from(messages)
    .where(said(held, "customer"))
    .orderBy(asc(messages.seq))
    .limit(1);
  const answers = await recent(tx, held, "assistant", 6);
  const passages = passagesIn(calls);
  const sources = new Map(
    answers.flatMap((answer) =>
      answer.citations.map(
        ({ title, href }) => [href, { title, href, quote: passages.get(href) ?? null }] as const,
      ),
    ),
  );
  const question = given.summary ?? firstAsked?.text ?? held.subject ?? NOTHING_WRITTEN;
  const open = lastAsked && lastAsked.text !== question ? oneLine(lastAsked.text, 200) : null;
  const promise = given.promise ?? null;
  return {
    reason: given.reason,
    urgency: given.urgency,
    question: oneLine(question, 200),
    tried: triedOf(calls),
    sources: [...sources.values()].slice(0, 5),
    openQuestion: open,
    nextStep: stepFor(given, promise),
    requestedBy: given.requestedBy,
    at: new Date().toISOString(),
    rule: given.rule ?? null,
    ...(customer
      ? {
          customer: {
            name: customer.name,
            signedInAt: customer.signedInAt?.toISOString() ?? null,
            verifiedAt: customer.verifiedAt?.toISOString() ?? null,
          },
        }
      : {}),
    promises: promisesIn(answers, calls, promise),
    mood: await moodIn(tx, held, lastAsked?.text),
    suggestion: suggest(calls, {
      reason: given.reason,
      question: `${question} ${lastAsked?.text ?? ""}`.trim(),
      firstName: customer?.name.split(" ")[0] ?? null,
      promise,
    }),
    runId,
  };
}

const PROMISES = 5;
const isByRule = (result: unknown) => isDeepStrictEqual(result, BY_RULE);

function promisesIn(
  answers: readonly { text: string }[],
  calls: readonly ToolCall[],
  promise: string | null,
): NonNullable<HandoverPackage["promises"]> {
  // A rule that brings a person because of a promise does not thereby make the promise true.
  const done = calls
    .filter(({ result }) => !isByRule(result))
    .map(({ tool, ok, result }) => ({ name: tool, failed: !ok, result }));
  const found = answers
    .toReversed()
    .flatMap(({ text }) => findCommitments(text, done))
    // That a person takes over comes true with this very package.
    .filter(({ kind }) => kind !== "handover")
    .map(({ sentence, backed }) => ({ text: oneLine(sentence, 200), backed }));
  const known = promise && !found.some(({ text }) => text === oneLine(promise, 200));
  const all = known ? [...found, { text: oneLine(promise, 200), backed: false }] : found;
  return [...new Map(all.map((each) => [each.text, each])).values()].slice(-PROMISES);
}

/** The strongest of the last messages, as they were read, or as the newest reads now. */
async function moodIn(
  tx: Tx,
  held: Held,
  newest: string | undefined,
): Promise<MessageReading["mood"] | null> {
  if (newest === undefined) return null;
  const read = await tx
    .select({ mood: sql<MessageReading["mood"]>`${messages.reading}->>'mood'` })
    .from(messages)
    .where(and(said(held, "customer"), isNotNull(messages.reading)))
    .orderBy(desc(messages.seq))
    .limit(3);
  const moods = [moodOf(newest), ...read.map(({ mood }) => mood)];
  return (["angry", "upset"] as const).find((mood) => moods.includes(mood)) ?? moods[0] ?? null;
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

function stepFor({ reason, urgency, rule }: Given, promise: string | null): string {
  const known = (rule && stepByRule[rule]) || nextStep[reason];
  const step = promise ? `Keep or correct what the assistant said: “${oneLine(promise, 160)}”` : known;
  return urgency === "urgent" ? `Answer at once. ${step}` : step;
}

/** By the rule of `escalation.ts` that passed it on, where that says more than its reason. */
const stepByRule: Record<string, string> = {
  safety: "Make sure that nobody is in danger before anything else.",
  "security breach": "Secure the account first, and be sure who you are writing with.",
  "data loss": "Find out what was lost and since when, before anything is overwritten.",
  "legal threat": "Promise and admit nothing; bring in whoever answers for legal matters.",
  "payment dispute": "Look at the payment before you answer, and do not argue about the dispute here.",
};

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
