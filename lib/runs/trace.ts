/** One turn of the assistant in full, for staff: what it was asked, each call with its arguments and result, what it cost. */
import "server-only";
import { and, asc, desc, eq, gt, lt, lte, ne, or, type SQL } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import { users } from "@/db/schema/people";
import { runSteps, runs } from "@/db/schema/runs";
import { authorize } from "@/lib/auth/policy";
import type { StaffViewer } from "@/lib/auth/viewer";
import { notFound } from "@/lib/core/errors";

export type TraceStep = Pick<
  typeof runSteps.$inferSelect,
  | "n"
  | "kind"
  | "name"
  | "state"
  | "error"
  | "args"
  | "result"
  | "tokens"
  | "inputTokens"
  | "startedAt"
  | "endedAt"
>;

export type Trace = Pick<
  typeof runs.$inferSelect,
  | "id"
  | "conversationId"
  | "state"
  | "errorCode"
  | "provider"
  | "model"
  | "fallbackFrom"
  | "attempt"
  | "usage"
  | "costMicros"
  | "createdAt"
  | "startedAt"
  | "firstTokenAt"
  | "endedAt"
> & {
  customerName: string;
  question: string | null;
  answer: string | null;
  steps: TraceStep[];
  /** The turns before and after it in the same conversation. */
  earlier: string | null;
  later: string | null;
};

const STEPS = 100;

export async function getTrace(viewer: StaffViewer, conversationId: string, runId: string): Promise<Trace> {
  authorize(viewer, "run.trace");
  return as(viewer, async (tx) => {
    const [row] = await tx
      .select({ run: runs, customerName: users.name })
      .from(runs)
      .innerJoin(users, eq(users.id, runs.customerId))
      .where(and(eq(runs.id, runId), eq(runs.conversationId, conversationId)));
    if (!row) throw notFound("Run");
    const { run } = row;
    const inConversation = eq(messages.conversationId, conversationId);
    const [steps, question, answer, earlier, later] = await Promise.all([
      tx
        .select({
          n: runSteps.n,
          kind: runSteps.kind,
          name: runSteps.name,
          state: runSteps.state,
          error: runSteps.error,
          args: runSteps.args,
          result: runSteps.result,
          tokens: runSteps.tokens,
          inputTokens: runSteps.inputTokens,
          startedAt: runSteps.startedAt,
          endedAt: runSteps.endedAt,
        })
        .from(runSteps)
        .where(eq(runSteps.runId, runId))
        .orderBy(asc(runSteps.n))
        .limit(STEPS),
      textOf(tx, and(inConversation, eq(messages.authorKind, "customer"), lte(messages.seq, run.messageSeq))),
      textOf(tx, and(inConversation, eq(messages.runId, runId), eq(messages.authorKind, "assistant"))),
      neighbour(tx, run, "earlier"),
      neighbour(tx, run, "later"),
    ]);
    return { ...run, customerName: row.customerName, question, answer, steps, earlier, later };
  });
}

async function textOf(tx: Tx, where: SQL | undefined): Promise<string | null> {
  const [row] = await tx
    .select({ text: messages.text })
    .from(messages)
    .where(and(where, eq(messages.kind, "message")))
    .orderBy(desc(messages.seq))
    .limit(1);
  return row?.text ?? null;
}

async function neighbour(
  tx: Tx,
  run: typeof runs.$inferSelect,
  which: "earlier" | "later",
): Promise<string | null> {
  const isEarlier = which === "earlier";
  const beyond = isEarlier ? lt : gt;
  const [row] = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(
        eq(runs.conversationId, run.conversationId),
        ne(runs.id, run.id),
        or(
          beyond(runs.createdAt, run.createdAt),
          and(eq(runs.createdAt, run.createdAt), beyond(runs.id, run.id)),
        ),
      ),
    )
    .orderBy(...(isEarlier ? [desc(runs.createdAt), desc(runs.id)] : [asc(runs.createdAt), asc(runs.id)]))
    .limit(1);
  return row?.id ?? null;
}
