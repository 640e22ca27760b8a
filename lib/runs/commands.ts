/**
 * What a run shows and how it ends: fenced batches while it speaks, then exactly one terminal state. Who works on
 * it is `lease.ts`; `lib/assistant/turn.ts` drives both.
 */
import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { as, asByKey, type Tx } from "@/db/client";
import { type Citation, type MessageReading, messages, type Receipt } from "@/db/schema/conversations";
import { runSteps, runs } from "@/db/schema/runs";
import { authorize } from "@/lib/auth/policy";
import { type AssistantViewer, type SystemViewer, systemViewer } from "@/lib/auth/viewer";
import { type Held, lockConversation } from "@/lib/conversations/hold";
import { endInstruction, tellInstructor } from "@/lib/conversations/instruction";
import { newId } from "@/lib/core/ids";
import { appendMessage } from "@/lib/messages/write";
import { fence, StaleRun } from "./fence";
import type { Usage } from "./queries";

const system = systemViewer("instruction");

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
  const rows = await asByKey(viewer, (tx) =>
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

/** Written with the end of the run, so that no word waits for it: the first ones came so many milliseconds ago. */
const firstToken = (agoMs: number | null | undefined) =>
  agoMs ? sql`clock_timestamp() - make_interval(secs => ${agoMs / 1_000})` : null;
/** What every end of a run's work books. */
export type Reckoning = {
  usage: Usage | null;
  /** Millionths of the configured currency; null when no price is configured. */
  costMicros?: number | null;
  firstWordsAgoMs?: number | null;
  /** Where the dialogue stands now; undefined leaves what is stored. */
  dialogue?: unknown;
  /** How the customer's messages were understood, by their numbers. */
  readings?: readonly { seq: number; reading: MessageReading }[];
};
/** What the run has used and when it first spoke, as columns of the run. */
export const booked = ({ usage, costMicros, firstWordsAgoMs }: Reckoning) => ({
  usage,
  costMicros: costMicros ?? null,
  firstTokenAt: firstToken(firstWordsAgoMs),
});

/** The dialogue's new state, as columns of the conversation. */
export const understood = ({ dialogue }: Pick<Reckoning, "dialogue">) =>
  dialogue === undefined ? {} : { dialogue };

/** Notes how the customer's messages were understood, for staff and reports. */
export async function noteReadings(tx: Tx, held: Held, readings: Reckoning["readings"] = []): Promise<void> {
  for (const { seq, reading } of readings)
    await tx
      .update(messages)
      .set({ reading })
      .where(
        and(eq(messages.conversationId, held.id), eq(messages.seq, seq), eq(messages.authorKind, "customer")),
      );
}

export type Shown = { text: string; citations: Citation[]; receipts: Receipt[] };
export type Answer = Shown &
  Reckoning & {
    /** Why the built-in model answered instead of the configured one; null when it did not. */
    fallbackFrom: string | null;
  };

/** Commits the answer and ends the run as completed; discarded with {@link StaleRun} if it lost the baton. */
export async function completeRun(viewer: AssistantViewer, answer: Answer): Promise<void> {
  authorize(viewer, "message.answer");
  const instructed = await asByKey(viewer, async (tx) => {
    const conversation = await fence(tx, viewer);
    const ended = await endInstruction(tx, viewer, conversation, { id: viewer.runId, outcome: "done" });
    await noteReadings(tx, conversation, answer.readings);
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
        fallback: answer.fallbackFrom !== null,
      },
      { awaitingReply: false, waitingSince: null, ...ended, ...understood(answer) },
    );
    await tx
      .update(runs)
      .set({
        state: "completed",
        endedAt: sql`clock_timestamp()`,
        leaseUntil: null,
        ...booked(answer),
        fallbackFrom: answer.fallbackFrom,
      })
      .where(eq(runs.id, viewer.runId));
    return conversation.instruction !== null;
  });
  if (instructed) await tellInstructor(system, viewer.runId);
}

export type Failure = Reckoning & {
  errorCode: string;
  /** What the customer reads. */
  notice: string;
  /** What had already been shown stays, marked as incomplete. */
  shown: Shown | null;
};

/** Ends the run as failed and says so in the thread, while the assistant still holds it. */
export async function failRun(viewer: AssistantViewer, failure: Failure): Promise<void> {
  authorize(viewer, "run.work");
  const instructed = await asByKey(viewer, async (tx) => {
    let conversation = await fence(tx, viewer);
    await endInstruction(tx, viewer, conversation, { id: viewer.runId, outcome: "failed" });
    await noteReadings(tx, conversation, failure.readings);
    if (failure.shown?.text) {
      conversation = await appendMessage(tx, viewer, conversation, {
        id: viewer.runId,
        authorName: "Assistant",
        ...failure.shown,
        incomplete: "failed",
        runId: viewer.runId,
      });
    }
    await appendMessage(tx, viewer, conversation, {
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
        ...booked(failure),
        endedAt: sql`clock_timestamp()`,
        leaseUntil: null,
      })
      .where(eq(runs.id, viewer.runId));
    return conversation.instruction !== null;
  });
  if (instructed) await tellInstructor(system, viewer.runId);
}

/**
 * After somebody else ended the run: books what the model cost, and keeps what a stopped answer had shown. Only the
 * customer's Stop keeps text, and only as long as nobody has asked anew: after a takeover, a newer message or another
 * try it would speak out of turn.
 */
export async function keepStopped(
  viewer: SystemViewer,
  run: AssistantViewer,
  { usage, costMicros, firstWordsAgoMs, readings, dialogue: _, ...shown }: Shown & Reckoning,
): Promise<void> {
  authorize(viewer, "message.answer");
  await as(run, async (tx) => {
    const conversation = await lockConversation(tx, run, run.conversationId);
    const [row] = await tx
      .update(runs)
      .set(booked({ usage, costMicros, firstWordsAgoMs }))
      .where(and(eq(runs.id, run.runId), eq(runs.attempt, run.attempt)))
      .returning({ state: runs.state });
    // A run that handed the conversation over has ended itself, and knows what it had understood.
    if (row?.state === "completed") await noteReadings(tx, conversation, readings);
    const isMine = conversation.ownerKind === "assistant" && conversation.epoch === run.epoch;
    if (row?.state !== "cancelled" || !isMine || !shown.text.trim()) return;
    const [newest] = await tx
      .select({ id: runs.id })
      .from(runs)
      .where(eq(runs.conversationId, run.conversationId))
      .orderBy(desc(runs.createdAt), desc(runs.id))
      .limit(1);
    if (newest?.id !== run.runId) return;
    await appendMessage(
      tx,
      run,
      conversation,
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

/** A process whose run was claimed by another has no part in its journal any more. */
const stepOf = (viewer: AssistantViewer, n: number) =>
  and(
    eq(runSteps.runId, viewer.runId),
    eq(runSteps.n, n),
    sql`exists (select from ${runs} where ${runs.id} = ${viewer.runId} and ${runs.attempt} = ${viewer.attempt})`,
  );

/** Opens a step of the journal; answers its number. */
export async function startStep(viewer: AssistantViewer, n: number, step: Step): Promise<void> {
  authorize(viewer, "run.work");
  const { kind, name, callId, args } = step;
  await asByKey(viewer, (tx) =>
    tx.execute(sql`
      insert into run_steps (run_id, n, customer_id, kind, name, call_id, args, state)
      select id, ${n}, customer_id, ${kind}, ${name}, ${callId},
             ${args === null ? null : JSON.stringify(args)}::jsonb, 'running'
        from runs where id = ${viewer.runId} and attempt = ${viewer.attempt}
      on conflict do nothing`),
  );
}

/** Opens again the step of a call whose process was lost before it ended. */
export async function reopenStep(viewer: AssistantViewer, n: number): Promise<void> {
  authorize(viewer, "run.work");
  await as(viewer, (tx) =>
    tx.update(runSteps).set({ state: "running", error: null, endedAt: null }).where(stepOf(viewer, n)),
  );
}

/** Closes a step of the journal. */
export async function endStep(
  viewer: AssistantViewer,
  n: number,
  end: {
    state: "done" | "failed";
    /** Who it was in the end, where that could not be known at the start. */
    name?: string;
    result?: unknown;
    error?: string | null;
    tokens?: number;
    inputTokens?: number;
  },
): Promise<void> {
  authorize(viewer, "run.work");
  await asByKey(viewer, (tx) =>
    tx
      .update(runSteps)
      .set({ ...end, endedAt: sql`clock_timestamp()` })
      .where(stepOf(viewer, n)),
  );
}
