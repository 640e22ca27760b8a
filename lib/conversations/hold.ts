/**
 * The one place where a conversation changes hands. Locks the row, applies the pure rule, writes owner,
 * status, epoch and seq in one statement, ends the live run, and tells the thread and the log.
 */
import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { Tx } from "@/db/client";
import { conversations, messages, type Passed as PassedLine } from "@/db/schema/conversations";
import { users } from "@/db/schema/people";
import { runs } from "@/db/schema/runs";
import { endWaiting } from "@/lib/approvals/settle";
import { recordEvent } from "@/lib/audit/record";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type Act, type Passed, pass, refusalText } from "./lifecycle";
import { visibleTo } from "./visibility";

/** A conversation whose row this transaction holds. `seq` is the last number given out. */
export type Held = typeof conversations.$inferSelect;
/** Columns to write along with a new number; values or SQL. */
export type Change = PgUpdateSetSource<typeof conversations>;

/** Loads through visibility and locks; a row of somebody else is "not found". */
export async function lockConversation(tx: Tx, viewer: Viewer, conversationId: string): Promise<Held> {
  const [row] = await tx
    .select()
    .from(conversations)
    .where(and(eq(conversations.id, conversationId), visibleTo(viewer)))
    .for("update");
  if (!row) throw notFound("Conversation");
  return row;
}

/** Takes the next number under the row lock and writes the columns that change with it. */
export async function advance(tx: Tx, held: Held, change: Change = {}): Promise<Held> {
  const [row] = await tx
    .update(conversations)
    .set({ ...change, seq: held.seq + 1 })
    .where(and(eq(conversations.id, held.id), eq(conversations.seq, held.seq)))
    .returning();
  if (!row) throw new Error("a conversation was advanced without its row lock");
  return row;
}

export type Line = {
  by: string;
  reason?: string | null;
  /** Further columns that change with the owner (handover package, instruction …). */
  change?: Change;
  data?: Record<string, unknown>;
};

/** Applies `act`; throws `conflict` when the rule refuses it. Without a change of holding, nothing is written. */
export async function transition(
  tx: Tx,
  viewer: Viewer,
  held: Held,
  act: Act,
  line: Line,
): Promise<{ held: Held; passed: Passed }> {
  const passed = pass(held, act);
  if (!passed.ok) {
    const holder = await nameOf(tx, held.ownerId);
    throw new AppError("conflict", refusalText(passed.because, { ownerKind: held.ownerKind, holder }));
  }
  if (passed.endsRun)
    await endLiveRun(tx, held.id, act.type === "customerWrites" ? "superseded" : "cancelled");
  if (!passed.event) return { held, passed };
  // Whoever has it now decides: what the assistant had asked for is void.
  await endWaiting(tx, held.id);

  const { ownerKind, status } = passed.next;
  // The customer's clock runs until somebody answers, not until somebody looks.
  const waits = ownerKind === "queue" || (ownerKind === "agent" && held.awaitingReply);
  const now = sql`clock_timestamp()`;
  const next = await advance(tx, held, {
    ...passed.next,
    waitingSince: waits && status !== "resolved" ? (held.waitingSince ?? now) : null,
    waitToldAt: null,
    instruction: null,
    resolvedAt: status === "resolved" ? now : null,
    resolution: status === "resolved" ? held.resolution : null,
    ...line.change,
  });
  const told: PassedLine = {
    from: { kind: held.ownerKind, name: await nameOf(tx, held.ownerId) },
    to: { kind: next.ownerKind, name: await nameOf(tx, next.ownerId) },
    by: line.by,
    reason: line.reason ?? null,
  };
  await tx.insert(messages).values({
    conversationId: held.id,
    id: newId(),
    seq: next.seq,
    customerId: held.customerId,
    authorKind: "system",
    authorName: line.by,
    kind: "handover",
    text: sentence(passed.event, told),
    passed: told,
  });
  await recordEvent(tx, viewer, {
    type: passed.event,
    conversationId: held.id,
    seq: next.seq,
    customerId: held.customerId,
    data: {
      epoch: next.epoch,
      from: { kind: held.ownerKind, id: held.ownerId },
      to: { kind: next.ownerKind, id: next.ownerId },
      ...line.data,
    },
  });
  return { held: next, passed };
}

/**
 * Ends the live run, if any, in this transaction: from here on nothing of it can land. A newer message only puts off a
 * run that goes on after a decision: what was decided is carried out when that message is answered. Answers its id.
 */
export async function endLiveRun(
  tx: Tx,
  conversationId: string,
  state: "superseded" | "cancelled",
): Promise<string | null> {
  const isSuperseded = state === "superseded";
  const hasWaited = sql`${runs.claimsBefore} > 0`;
  const [ended] = await tx
    .update(runs)
    .set({
      state: isSuperseded
        ? sql`case when ${hasWaited} then 'waiting' else 'superseded' end::run_state`
        : state,
      endedAt: isSuperseded
        ? sql`case when ${hasWaited} then null else clock_timestamp() end`
        : sql`clock_timestamp()`,
      leaseUntil: null,
    })
    .where(and(eq(runs.conversationId, conversationId), inArray(runs.state, ["queued", "running"])))
    .returning({ id: runs.id });
  return ended?.id ?? null;
}

/**
 * Queues a run of the assistant under the ownership that `held` shows. Whoever commits this starts it. When the run
 * before it broke off under the same ownership, what that one had finished is not done again. Without the session of a
 * customer who asks now, it stands on the one that they last asked from.
 */
export async function queueRun(tx: Tx, held: Held, sessionId: string | null = null): Promise<string> {
  const id = newId();
  await tx.insert(runs).values({
    id,
    conversationId: held.id,
    customerId: held.customerId,
    epoch: held.epoch,
    messageSeq: held.seq,
    sessionId:
      sessionId ??
      sql`(select session_id from runs where conversation_id = ${held.id} order by created_at desc limit 1)`,
    continues: sql`(
      select id from (
        select id, state, epoch from runs
         where conversation_id = ${held.id} and state <> 'waiting' order by created_at desc limit 1
      ) last where state <> 'completed' and epoch = ${held.epoch})`,
    leaseUntil: sql`clock_timestamp() + interval '12 seconds'`,
  });
  return id;
}

async function nameOf(tx: Tx, userId: string | null): Promise<string | null> {
  if (!userId) return null;
  const [row] = await tx.select({ name: users.name }).from(users).where(eq(users.id, userId));
  return row?.name ?? null;
}

/** One line of the thread, in words for both sides. */
function sentence(event: NonNullable<Passed["event"]>, line: PassedLine): string {
  const to = line.to.name ?? "A person";
  switch (event) {
    case "conversation.escalated":
      return "The conversation is waiting for a person.";
    case "conversation.waiting_cancelled":
      return "The assistant continues; nobody is waited for any more.";
    case "conversation.taken_over":
    case "conversation.claimed":
      return `${to} is helping now.`;
    case "conversation.released":
      return `${line.by} put the conversation back in the queue.`;
    case "conversation.requeued":
      return `${line.from.name ?? "The person who had it"} cannot answer at the moment. The next person who is free will; the place in line is kept.`;
    case "conversation.handed_back":
      return `${line.by} handed the conversation back to the assistant.`;
    case "conversation.resolved":
      return `${line.by} marked the conversation as resolved.`;
    case "conversation.reopened":
      return "The conversation is open again.";
  }
}
