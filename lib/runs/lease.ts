/**
 * Who works on a run: claimed once at a time, kept by a lease on the database's clock, given back or taken over.
 * Every claim has a number, and whatever a run writes carries it, so that a process that was taken for dead can
 * wake up and harm nothing.
 */
import "server-only";
import { and, asc, eq, gt, inArray, lt, or, sql } from "drizzle-orm";
import { as, asByKey, type Tx } from "@/db/client";
import { runSteps, runs } from "@/db/schema/runs";
import { authorize } from "@/lib/auth/policy";
import { type AssistantViewer, assistantViewer, type SystemViewer } from "@/lib/auth/viewer";
import { env } from "@/lib/core/env";
import { held } from "./fence";
import { liveStates } from "./queries";

/** A run whose instance stays silent this long is taken for dead. */
export const LEASE = sql`clock_timestamp() + interval '12 seconds'`;
/** The lease of a run that its process has given back: long over, and not to be renewed by a late heartbeat. */
const GIVEN_BACK = sql`'epoch'::timestamptz`;
/** Claims of one run: a run that brought down three processes is not given to a fourth. */
export const MAX_ATTEMPTS = 4;
/** Seconds after which a run is ended instead of resumed; with a turn's 90 seconds, none is live for two minutes. */
export const RESUMABLE_SECONDS = 75;

/** Claims since it was last queued: waiting for a decision is no failure. */
const claims = sql<number>`${runs.attempt} - ${runs.claimsBefore}`;
const overdue = sql`${runs.leaseUntil} < clock_timestamp()`;

/** Runs of one customer at work at once, in whatever conversations; the others wait in line, oldest first. */
export const MAX_LIVE_OF_CUSTOMER = 3;
const maxLive = () => Math.max(1, Math.round(MAX_LIVE_OF_CUSTOMER * env().LIMIT_FACTOR));
const ahead = sql`(select count(*) from runs o
  where o.customer_id = ${runs.customerId} and o.id <> ${runs.id} and o.state in ('queued', 'running')
    and (o.state = 'running' or (o.created_at, o.id) < (${runs.createdAt}, ${runs.id})))`;

export type ClaimInput = { runId: string; instance: string; provider: string; model: string };

export type Claimed = {
  viewer: AssistantViewer;
  /** The last customer message that the run answers. */
  messageSeq: number;
  /** The run whose finished steps it goes on from. */
  continues: string | null;
  /** Milliseconds since it was last queued, on the database's clock. */
  ageMs: number;
  /** It has waited for a decision, and goes on after whatever was said meanwhile. */
  hasWaited: boolean;
};

/** Claims a queued run, or one whose process has died; null when somebody else has it, it is over, or has to wait. */
export async function claimRun(viewer: SystemViewer, input: ClaimInput): Promise<Claimed | null> {
  authorize(viewer, "run.work");
  const row = await asByKey(viewer, async (tx) => {
    // One claim of a customer's after the other, so that each sees what the one before it did. Sent together.
    const [, [claimed]] = await Promise.all([
      tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('claim:' || customer_id::text, 0))
        from runs where id = ${input.runId}`),
      claimIn(tx, input),
    ]);
    if (!claimed) await keepInLine(tx, input.runId);
    return claimed;
  });
  if (!row) return null;
  // What the lost process had begun; a call that must be finished is opened again.
  if (row.attempt > 1)
    await as(viewer, (tx) =>
      tx
        .update(runSteps)
        .set({ state: "failed", error: "interrupted", endedAt: sql`clock_timestamp()` })
        .where(and(eq(runSteps.runId, input.runId), eq(runSteps.state, "running"))),
    );
  const { messageSeq, continues, ageMs, claimsBefore, ...ids } = row;
  const claimed = assistantViewer({ ...ids, runId: input.runId });
  return { viewer: claimed, messageSeq, continues, ageMs, hasWaited: claimsBefore > 0 };
}

function claimIn(tx: Tx, { runId, instance, provider, model }: ClaimInput) {
  return tx
    .update(runs)
    .set({
      state: "running",
      attempt: sql`${runs.attempt} + 1`,
      instance,
      provider,
      model,
      leaseUntil: LEASE,
      startedAt: sql`coalesce(${runs.startedAt}, clock_timestamp())`,
    })
    .where(
      and(
        eq(runs.id, runId),
        or(
          and(eq(runs.state, "queued"), sql`${ahead} < ${maxLive()}`),
          and(eq(runs.state, "running"), overdue),
        ),
        lt(claims, MAX_ATTEMPTS),
      ),
    )
    .returning({
      conversationId: runs.conversationId,
      customerId: runs.customerId,
      epoch: runs.epoch,
      attempt: runs.attempt,
      messageSeq: runs.messageSeq,
      continues: runs.continues,
      ageMs: sql<number>`extract(epoch from clock_timestamp() - ${runs.queuedAt})::float8 * 1000`,
      claimsBefore: runs.claimsBefore,
    });
}

/** Waiting for a place is no failure: the clocks of the run begin when it gets one, and the sweep asks for it. */
function keepInLine(tx: Tx, runId: string) {
  return tx
    .update(runs)
    .set({ queuedAt: sql`clock_timestamp()`, leaseUntil: sql`clock_timestamp() + interval '1 second'` })
    .where(
      and(
        eq(runs.id, runId),
        eq(runs.state, "queued"),
        sql`${ahead} >= ${maxLive()}`,
        lt(claims, MAX_ATTEMPTS),
      ),
    );
}

/** Extends the lease; false when the run is over, or somebody else's, and this process must stop. */
export async function heartbeat(viewer: AssistantViewer): Promise<boolean> {
  authorize(viewer, "run.work");
  const rows = await asByKey(viewer, (tx) =>
    tx
      .update(runs)
      .set({ leaseUntil: LEASE })
      .where(and(held(viewer), gt(runs.leaseUntil, GIVEN_BACK)))
      .returning({ id: runs.id }),
  );
  return rows.length === 1;
}

/** Gives the run back, so that another process goes on with it at once. */
export async function releaseRun(viewer: AssistantViewer): Promise<void> {
  authorize(viewer, "run.work");
  await as(viewer, (tx) => tx.update(runs).set({ leaseUntil: GIVEN_BACK }).where(held(viewer)));
}

export type OverdueRun = {
  id: string;
  conversationId: string;
  isResumable: boolean;
  /** Nobody has begun it: it stands in line, or whoever queued it did not get to start it. */
  isUntouched: boolean;
};

/** Runs whose process stays silent, oldest lease first. */
export async function listOverdueRuns(viewer: SystemViewer, limit: number): Promise<OverdueRun[]> {
  authorize(viewer, "run.work");
  return as(viewer, (tx) =>
    tx
      .select({
        id: runs.id,
        conversationId: runs.conversationId,
        isUntouched: sql<boolean>`${runs.state} = 'queued'`,
        isResumable: sql<boolean>`${claims} < ${MAX_ATTEMPTS}
          and ${runs.queuedAt} > clock_timestamp() - make_interval(secs => ${RESUMABLE_SECONDS})`,
      })
      .from(runs)
      .where(and(inArray(runs.state, liveStates), overdue))
      .orderBy(asc(runs.leaseUntil))
      .limit(limit),
  );
}
