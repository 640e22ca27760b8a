/** What became of each run of a wave, by the database, the witness in it, and the customers who watched. */
import type { Sql } from "postgres";
import type { Reading } from "./follow";
import type { Claim } from "./witness";

export type Run = {
  id: string;
  conversationId: string;
  state: string;
  attempt: number;
  /** Milliseconds. */
  createdAt: number;
  endedAt: number | null;
};

export type Entry = {
  conversationId: string;
  seq: number;
  authorKind: string;
  kind: string;
  text: string;
  incomplete: string | null;
  fallback: boolean;
  runId: string | null;
  receipts: { tool: string; href: string | null; state: string }[];
};

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

export async function readRuns(sql: Sql, conversationIds: readonly string[]): Promise<Run[]> {
  return sql<Run[]>`
    select id, conversation_id as "conversationId", state, attempt, ${sql.unsafe(ms("created_at"))} as "createdAt",
           ${sql.unsafe(ms("ended_at"))} as "endedAt"
      from runs where conversation_id = any(${conversationIds}::uuid[]) order by created_at`;
}

/** Threads as customers see them. */
export async function readThreads(
  sql: Sql,
  conversationIds: readonly string[],
): Promise<Map<string, Entry[]>> {
  const rows = await sql<Entry[]>`
    select conversation_id as "conversationId", seq, author_kind as "authorKind", kind, text, incomplete, fallback,
           run_id as "runId", receipts
      from messages where conversation_id = any(${conversationIds}::uuid[]) and kind <> 'note'
     order by conversation_id, seq`;
  const threads = new Map<string, Entry[]>();
  for (const row of rows) threads.set(row.conversationId, [...(threads.get(row.conversationId) ?? []), row]);
  return threads;
}

/**
 * Milliseconds from a disaster until a run that it hit had an end, or showed the first words of its next attempt;
 * null when it never did. `chunks`: the commits of all its batches.
 */
export function recoveredAfter(
  hitAt: number,
  run: Run,
  claims: readonly Claim[],
  chunks: readonly number[],
): number | null {
  const next = claims
    .filter(({ runId, at }) => runId === run.id && at > hitAt)
    .sort((a, b) => a.at - b.at)[0];
  const words = next ? chunks.find((at) => at >= next.at) : undefined;
  const first = Math.min(words ?? Number.POSITIVE_INFINITY, run.endedAt ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(first) ? Math.max(0, first - hitAt) : null;
}

/** Answers beyond one for each run. */
export function doubleAnswers(threads: Iterable<Entry[]>): number {
  let doubled = 0;
  for (const thread of threads) {
    const of = thread.filter(
      ({ authorKind, kind, runId }) => authorKind === "assistant" && kind === "message" && runId,
    );
    doubled += of.length - new Set(of.map(({ runId }) => runId)).size;
    // One answer for a burst: two whole ones without a word of the customer between them are one too many.
    let whole = 0;
    for (const { authorKind, kind, incomplete } of thread) {
      if (authorKind === "customer") whole = 0;
      if (authorKind === "assistant" && kind === "message" && !incomplete && ++whole > 1) doubled++;
    }
  }
  return doubled;
}

/** Whether the customer's last words were followed by an answer, by a word about why there is none, or by a person. */
export function isTold(thread: readonly Entry[]): boolean {
  const asked = thread.findLastIndex(({ authorKind }) => authorKind === "customer");
  return thread
    .slice(asked + 1)
    .some(({ authorKind, kind }) => authorKind !== "customer" || kind === "notice" || kind === "handover");
}

const words = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Whether what the last stream showed to its end is what the thread says afterwards. */
export function sawWhatIsStored({ logs }: Reading, thread: readonly Entry[]): boolean {
  const last = logs.at(-1);
  if (last?.state !== "ended") return true;
  const answer = thread.find(({ runId, authorKind }) => runId === last.runId && authorKind === "assistant");
  if (last.closings[0] === "finish") return answer !== undefined && words(answer.text) === words(last.text);
  if (last.closings[0] === "error") return thread.some(({ kind }) => kind === "notice");
  // Stopped, taken over, superseded or expired: what is kept of it is what was shown, give or take its last words.
  const [kept, shown] = [words(answer?.text ?? ""), words(last.text)];
  return kept.startsWith(shown) || shown.startsWith(kept);
}
