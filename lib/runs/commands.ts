/**
 * A run's life: claimed once, kept alive by a lease on the database's clock, shown in fenced batches, ended
 * in exactly one terminal state. `lib/assistant/turn.ts` drives it.
 */
import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { as } from "@/db/client";
import type { Citation, Receipt } from "@/db/schema/conversations";
import { runSteps, runs } from "@/db/schema/runs";
import { authorize } from "@/lib/auth/policy";
import { type AssistantViewer, assistantViewer, type SystemViewer } from "@/lib/auth/viewer";
import { lockConversation } from "@/lib/conversations/hold";
import { newId } from "@/lib/core/ids";
import { appendMessage } from "@/lib/messages/write";
import { fence, held, StaleRun } from "./fence";

/** A run whose instance stays silent this long is taken for dead. */
const LEASE = sql`clock_timestamp() + interval '15 seconds'`;

export type ClaimInput = { runId: string; instance: string; provider: string; model: string };

/** Claims a queued run for this process; null when somebody else did, or it was superseded meanwhile. */
export async function claimRun(viewer: SystemViewer, input: ClaimInput): Promise<AssistantViewer | null> {
  authorize(viewer, "run.work");
  const [row] = await as(viewer, (tx) =>
    tx
      .update(runs)
      .set({
        state: "running",
        attempt: sql`${runs.attempt} + 1`,
        instance: input.instance,
        provider: input.provider,
        model: input.model,
        leaseUntil: LEASE,
        startedAt: sql`clock_timestamp()`,
      })
      .where(and(eq(runs.id, input.runId), eq(runs.state, "queued")))
      .returning({
        conversationId: runs.conversationId,
        customerId: runs.customerId,
        epoch: runs.epoch,
        attempt: runs.attempt,
      }),
  );
  return row ? assistantViewer({ ...row, runId: input.runId }) : null;
}

/** Extends the lease; false when the run is over and must stop. */
export async function heartbeat(viewer: AssistantViewer): Promise<boolean> {
  authorize(viewer, "run.work");
  const rows = await as(viewer, (tx) =>
    tx.update(runs).set({ leaseUntil: LEASE }).where(held(viewer)).returning({ id: runs.id }),
  );
  return rows.length === 1;
}

/**
 * Stores one batch of what the viewers are about to see: one statement that also checks owner, epoch and
 * run. Throws {@link StaleRun} when no row came of it; then nothing may be emitted.
 */
export async function flushChunks(
  viewer: AssistantViewer,
  n: number,
  chunks: readonly unknown[],
): Promise<void> {
  authorize(viewer, "run.work");
  const rows = await as(viewer, (tx) =>
    tx.execute(sql`
      with held as (
        select r.id, r.customer_id from conversations c join runs r on r.conversation_id = c.id
         where c.id = ${viewer.conversationId} and c.owner_kind = 'assistant' and c.epoch = ${viewer.epoch}
           and r.id = ${viewer.runId} and r.state = 'running' and r.epoch = ${viewer.epoch}
           and r.attempt = ${viewer.attempt}
           for update of c for share of r)
      insert into run_chunks (run_id, n, customer_id, chunks)
      select id, ${n}, customer_id, ${JSON.stringify(chunks)}::jsonb from held
      returning n`),
  );
  if (rows.length !== 1) throw new StaleRun();
}

export type Answer = {
  text: string;
  citations: Citation[];
  receipts: Receipt[];
  usage: { requests: number; inputTokens: number; outputTokens: number } | null;
};

/** Commits the answer and ends the run as completed; discarded with {@link StaleRun} if it lost the baton. */
export async function completeRun(viewer: AssistantViewer, answer: Answer): Promise<void> {
  authorize(viewer, "message.answer");
  await as(viewer, async (tx) => {
    const conversation = await fence(tx, viewer);
    await appendMessage(
      tx,
      viewer,
      conversation,
      {
        id: viewer.runId,
        authorName: "Assistant",
        text: answer.text,
        citations: answer.citations,
        receipts: answer.receipts,
        runId: viewer.runId,
      },
      { awaitingReply: false, waitingSince: null },
    );
    await tx
      .update(runs)
      .set({ state: "completed", endedAt: sql`clock_timestamp()`, leaseUntil: null, usage: answer.usage })
      .where(eq(runs.id, viewer.runId));
  });
}

export type Failure = {
  errorCode: string;
  /** What the customer reads. */
  notice: string;
  /** What had already been shown stays, marked as incomplete. */
  shown: { text: string; citations: Citation[]; receipts: Receipt[] } | null;
};

/** Ends the run as failed and says so in the thread, while the assistant still holds it. */
export async function failRun(viewer: AssistantViewer, failure: Failure): Promise<void> {
  authorize(viewer, "run.work");
  await as(viewer, async (tx) => {
    let held = await fence(tx, viewer);
    if (failure.shown?.text) {
      held = await appendMessage(tx, viewer, held, {
        id: viewer.runId,
        authorName: "Assistant",
        ...failure.shown,
        incomplete: "failed",
        runId: viewer.runId,
      });
    }
    await appendMessage(tx, viewer, held, {
      id: newId(),
      authorName: "Assistant",
      kind: "notice",
      text: failure.notice,
    });
    await tx
      .update(runs)
      .set({
        state: "failed",
        errorCode: failure.errorCode,
        endedAt: sql`clock_timestamp()`,
        leaseUntil: null,
      })
      .where(eq(runs.id, viewer.runId));
  });
}

/** Keeps what a stopped answer had shown. The run itself was ended by whoever stopped it. */
export async function keepStopped(
  viewer: SystemViewer,
  run: AssistantViewer,
  shown: Omit<Answer, "usage">,
): Promise<void> {
  authorize(viewer, "message.answer");
  if (!shown.text.trim()) return;
  await as(run, async (tx) => {
    const held = await lockConversation(tx, run, run.conversationId);
    const [row] = await tx.select({ state: runs.state }).from(runs).where(eq(runs.id, run.runId));
    // Only the customer's Stop keeps text: after a takeover or a newer message it would speak out of turn.
    if (row?.state !== "cancelled" || held.ownerKind !== "assistant" || held.epoch !== run.epoch) return;
    await appendMessage(
      tx,
      run,
      held,
      { id: run.runId, authorName: "Assistant", ...shown, incomplete: "stopped", runId: run.runId },
      { awaitingReply: false },
    );
  });
}

export type Step = {
  kind: "model" | "tool";
  name: string;
  callId: string | null;
  args: unknown;
};

/** Opens a step of the journal; answers its number. */
export async function startStep(viewer: AssistantViewer, n: number, step: Step): Promise<void> {
  authorize(viewer, "run.work");
  await as(viewer, (tx) =>
    tx
      .insert(runSteps)
      .values({ runId: viewer.runId, n, customerId: viewer.customerId, state: "running", ...step })
      .onConflictDoNothing(),
  );
}

/** Closes a step of the journal. */
export async function endStep(
  viewer: AssistantViewer,
  n: number,
  end: { state: "done" | "failed"; result?: unknown; error?: string | null; tokens?: number | null },
): Promise<void> {
  authorize(viewer, "run.work");
  await as(viewer, (tx) =>
    tx
      .update(runSteps)
      .set({ ...end, endedAt: sql`clock_timestamp()` })
      .where(and(eq(runSteps.runId, viewer.runId), eq(runSteps.n, n))),
  );
}

/** Marks the first token's time, once. */
export async function markFirstToken(viewer: AssistantViewer): Promise<void> {
  authorize(viewer, "run.work");
  await as(viewer, (tx) =>
    tx
      .update(runs)
      .set({ firstTokenAt: sql`coalesce(first_token_at, clock_timestamp())` })
      .where(eq(runs.id, viewer.runId)),
  );
}
