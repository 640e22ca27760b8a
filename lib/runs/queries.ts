/** The assistant's runs: which one is live, and what it has shown so far. */
import "server-only";
import { and, asc, desc, eq, gt, gte, inArray, type SQL, sql } from "drizzle-orm";
import { as, asByKey, type Tx } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { runChunks, runSteps, runs } from "@/db/schema/runs";
import { authorize } from "@/lib/auth/policy";
import type { AssistantViewer, SystemViewer, Viewer } from "@/lib/auth/viewer";
import { notFound } from "@/lib/core/errors";

export const liveStates = ["queued", "running"] as const;

/** A customer's own runs, and those of the assistant's customer; staff and the system see all. */
const ownRuns = (viewer: Viewer): SQL | undefined => {
  if (viewer.kind === "customer") return eq(runs.customerId, viewer.userId);
  if (viewer.kind === "assistant") return eq(runs.customerId, viewer.customerId);
  return undefined;
};

/** Of a whole run, whichever processes worked on it. */
export type Usage = { requests: number; inputTokens: number; outputTokens: number };

export type RunView = {
  id: string;
  conversationId: string;
  state: (typeof runs.$inferSelect)["state"];
  errorCode: string | null;
};

const view = {
  id: runs.id,
  conversationId: runs.conversationId,
  state: runs.state,
  errorCode: runs.errorCode,
};

/** The run that answers the message with this number: the live one, else the newest after it. */
export async function liveRunAfter(tx: Tx, conversationId: string, seq: number): Promise<string | null> {
  const [row] = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.conversationId, conversationId), gte(runs.messageSeq, seq)))
    .orderBy(desc(runs.createdAt))
    .limit(1);
  return row?.id ?? null;
}

/** The run at work in a conversation that this transaction holds. */
export async function findLiveRunIn(tx: Tx, conversationId: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.conversationId, conversationId), inArray(runs.state, liveStates)));
  return row?.id ?? null;
}

export async function getRun(viewer: Viewer, runId: string): Promise<RunView> {
  authorize(viewer, "run.read");
  const [row] = await asByKey(viewer, (tx) =>
    tx
      .select(view)
      .from(runs)
      .where(and(eq(runs.id, runId), ownRuns(viewer))),
  );
  if (!row) throw notFound("Run");
  return row;
}

/** Everything shown after batch `after`, in order, with the state the run had at that moment. */
export async function readChunks(
  viewer: Viewer,
  runId: string,
  after: number,
): Promise<{
  batches: { n: number; chunks: unknown[] }[];
  state: RunView["state"];
  errorCode: string | null;
}> {
  authorize(viewer, "run.read");
  return asByKey(viewer, async (tx) => {
    // State first: a run that has ended writes no more, so what is read after it is complete. Sent together, they
    // are still answered one after the other, each from its own snapshot.
    const [[run], batches] = await Promise.all([
      tx
        .select({ state: runs.state, errorCode: runs.errorCode })
        .from(runs)
        .where(and(eq(runs.id, runId), ownRuns(viewer))),
      tx
        .select({ n: runChunks.n, chunks: runChunks.chunks })
        .from(runChunks)
        .where(and(eq(runChunks.runId, runId), gt(runChunks.n, after)))
        .orderBy(asc(runChunks.n)),
    ]);
    if (!run) throw notFound("Run");
    return { batches, ...run };
  });
}

export type ToolCallRow = { runId: string; tool: string; ok: boolean; args: unknown; result: unknown };

/**
 * The tool calls that the assistant made in the present episode of a conversation, oldest first, for a handover
 * package. Read from the journal, which no customer sees; whoever asks must have loaded the conversation as its viewer.
 */
export async function listToolCalls(
  viewer: SystemViewer,
  conversationId: string,
  limit: number,
): Promise<ToolCallRow[]> {
  authorize(viewer, "run.work");
  const rows = await as(viewer, (tx) =>
    tx
      .select({
        runId: runs.id,
        tool: runSteps.name,
        state: runSteps.state,
        args: runSteps.args,
        result: runSteps.result,
      })
      .from(runSteps)
      .innerJoin(runs, eq(runs.id, runSteps.runId))
      .innerJoin(conversations, eq(conversations.id, runs.conversationId))
      .where(
        and(
          eq(runs.conversationId, conversationId),
          eq(runSteps.kind, "tool"),
          gte(runs.messageSeq, conversations.episodeSeq),
        ),
      )
      .orderBy(desc(runs.createdAt), desc(runSteps.n))
      .limit(limit),
  );
  return rows.reverse().map(({ state, ...row }) => ({ ...row, ok: state === "done" }));
}

/** Where a run stands that another process, or an earlier run, has begun. */
export type Progress = {
  nextStep: number;
  nextItem: number;
  nextChunk: number;
  /** The step of each tool call. */
  steps: { callId: string; n: number }[];
  /** What earlier processes have used, and of that what has a price: the built-in model costs nothing. */
  used: Usage;
  priced: Usage;
};

/** The name under which the journal knows a step of the built-in model. */
export const BUILTIN_STEP = "builtin";
/** What a handover "returned" that a rule, and no model, has called for. */
export const BY_RULE = { by: "rule" } as const;

export async function getProgress(viewer: AssistantViewer): Promise<Progress> {
  authorize(viewer, "run.work");
  return as(viewer, async (tx) => {
    const steps = await tx
      .select({
        n: runSteps.n,
        callId: runSteps.callId,
        kind: runSteps.kind,
        name: runSteps.name,
        tokens: runSteps.tokens,
        inputTokens: runSteps.inputTokens,
      })
      .from(runSteps)
      .where(eq(runSteps.runId, viewer.runId));
    const [next] = await tx.execute<{ item: number; chunk: number }>(sql`
      select (select coalesce(max(n) + 1, 0) from run_items where run_id = ${viewer.runId})::int as item,
             (select coalesce(max(n) + 1, 1) from run_chunks where run_id = ${viewer.runId})::int as chunk`);
    return {
      nextStep: Math.max(-1, ...steps.map((step) => step.n)) + 1,
      nextItem: next?.item ?? 0,
      nextChunk: next?.chunk ?? 1,
      steps: steps.flatMap(({ callId, n }) => (callId ? [{ callId, n }] : [])),
      used: sumOf(steps),
      priced: sumOf(steps.filter(({ name }) => name !== BUILTIN_STEP)),
    };
  });
}

function sumOf(steps: Pick<typeof runSteps.$inferSelect, "kind" | "tokens" | "inputTokens">[]): Usage {
  const sum: Usage = { requests: 0, inputTokens: 0, outputTokens: 0 };
  for (const { kind, tokens, inputTokens } of steps) {
    if (kind !== "model") continue;
    sum.requests += 1;
    sum.inputTokens += inputTokens ?? 0;
    sum.outputTokens += (tokens ?? 0) - (inputTokens ?? 0);
  }
  return sum;
}
