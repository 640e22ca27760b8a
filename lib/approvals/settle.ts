/**
 * What a decision sets going: a run that waits for nothing any more is queued again, one that lost the conversation is
 * ended. Everything here happens under the conversation's row lock, in the transaction of the decision itself.
 */
import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { runs } from "@/db/schema/runs";
import { approvals, identityChecks } from "@/db/schema/tools";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import { type SystemViewer, systemViewer } from "@/lib/auth/viewer";

/** As long as a new run may lie before another instance takes it up. */
const LEASE = sql`clock_timestamp() + interval '12 seconds'`;

const system = systemViewer("approval-settled");

const undecided = (runId: string) => sql`(
  exists (select from ${approvals} where ${approvals.runId} = ${runId} and ${approvals.state} = 'pending')
  or exists (select from ${identityChecks} where ${identityChecks.runId} = ${runId} and ${identityChecks.state} = 'pending'))`;

/**
 * Queues a waiting run again, if it waits for nothing more and nobody else is answering; the sweep comes back for the
 * rest. Answers its id, for the caller to start after the commit, or null. The transaction is the system's.
 */
export async function settleRun(tx: Tx, runId: string): Promise<string | null> {
  const [waiting] = await tx
    .select({ conversationId: runs.conversationId })
    .from(runs)
    .where(and(eq(runs.id, runId), eq(runs.state, "waiting")));
  if (!waiting) return null;
  // The lock that every change of owner, message and park takes: none of them can slip in between.
  await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.id, waiting.conversationId))
    .for("update");
  const [queued] = await tx
    .update(runs)
    .set({
      state: "queued",
      leaseUntil: LEASE,
      queuedAt: sql`clock_timestamp()`,
      claimsBefore: sql`${runs.attempt}`,
    })
    .where(
      and(
        eq(runs.id, runId),
        eq(runs.state, "waiting"),
        sql`not ${undecided(runId)}`,
        sql`not exists (select from runs other where other.conversation_id = ${waiting.conversationId}
          and other.state in ('queued', 'running'))`,
      ),
    )
    .returning({ id: runs.id, customerId: runs.customerId });
  if (!queued) return null;
  await recordEvent(tx, system, {
    type: "run.resumed",
    conversationId: waiting.conversationId,
    customerId: queued.customerId,
    subject: { type: "run", id: queued.id },
  });
  return queued.id;
}

/**
 * The conversation has gone to somebody else, or ended: what waited is over, and nothing of it can be approved any
 * more. Part of the transaction that changes the owner, as whoever changes it.
 */
export async function endWaiting(tx: Tx, conversationId: string): Promise<void> {
  await tx
    .update(runs)
    .set({ state: "cancelled", endedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(runs.conversationId, conversationId),
        eq(runs.state, "waiting"),
        isNull(runs.leaseUntil),
        isNull(runs.endedAt),
      ),
    );
  await tx
    .update(approvals)
    .set({ state: "revoked", decidedAt: sql`clock_timestamp()` })
    .where(and(eq(approvals.conversationId, conversationId), eq(approvals.state, "pending")));
}

/** Requests looked at in one go; the rest is found the next time. */
const BATCH = 50;

/** Ends requests whose time is over, each under its conversation's row lock like every decision. Answers how many. */
export async function expireApprovals(viewer: SystemViewer): Promise<number> {
  authorize(viewer, "run.recover");
  const late = await as(viewer, (tx) =>
    tx
      .select({ id: approvals.id, conversationId: approvals.conversationId })
      .from(approvals)
      .where(isLate)
      .limit(BATCH),
  );
  for (const { id, conversationId } of late)
    await as(viewer, (tx) => expireOne(tx, viewer, id, conversationId));
  return late.length;
}

const isLate = and(eq(approvals.state, "pending"), sql`${approvals.expiresAt} < clock_timestamp()`);

async function expireOne(tx: Tx, viewer: SystemViewer, id: string, conversationId: string): Promise<void> {
  await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.id, conversationId))
    .for("update");
  const [ended] = await tx
    .update(approvals)
    .set({ state: "expired", decidedAt: sql`clock_timestamp()` })
    .where(and(eq(approvals.id, id), isLate))
    .returning({ tool: approvals.tool, customerId: approvals.customerId });
  if (!ended) return;
  await recordEvent(tx, viewer, {
    type: "approval.decided",
    conversationId,
    customerId: ended.customerId,
    subject: { type: "approval", id },
    data: { tool: ended.tool, state: "expired" },
  });
}

/** Waiting runs that could go on; each in a transaction of its own, so that one locked conversation holds up none. */
export async function settleReady(viewer: SystemViewer, limit: number): Promise<string[]> {
  authorize(viewer, "run.recover");
  const ready = await as(viewer, (tx) =>
    tx.execute<{ id: string }>(sql`
      select r.id from runs r
       where r.lease_until is null and r.ended_at is null and r.state = 'waiting'
         and not exists (select from approvals a where a.run_id = r.id and a.state = 'pending')
         and not exists (select from identity_checks i where i.run_id = r.id and i.state = 'pending')
         and not exists (select from runs o where o.conversation_id = r.conversation_id
           and o.state in ('queued', 'running'))
       order by r.queued_at limit ${limit}`),
  );
  const started: string[] = [];
  for (const { id } of ready) {
    const runId = await as(viewer, (tx) => settleRun(tx, id));
    if (runId) started.push(runId);
  }
  return started;
}
