/** What the database knows about takeovers and about the assistant's writes, with the time of each commit. */
import type { Sql } from "postgres";
import type { AssistantWrite, Takeover } from "./checker";

/** Microseconds of the commit that made a row; `track_commit_timestamp` is on in the harness's database. */
type Row = { conversationId: string; seq: number | null; committed: string };

export async function readTakeovers(sql: Sql, conversationIds: readonly string[]): Promise<Takeover[]> {
  const rows = await sql<(Row & { seq: number })[]>`
    select conversation_id as "conversationId", seq,
           (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000000)::bigint::text as committed
      from events
     where conversation_id = any(${conversationIds}::uuid[]) and type = 'conversation.taken_over'`;
  return rows.map(({ conversationId, seq, committed }) => ({
    conversationId,
    seq,
    committedAt: BigInt(committed),
  }));
}

/** Batches of text, messages and events of the assistant, and what its tools made for the customer. */
export async function readWrites(sql: Sql, conversationIds: readonly string[]): Promise<AssistantWrite[]> {
  const rows = await sql<Row[]>`
    with written as (
      select r.conversation_id, null::int as seq, k.xmin as by from run_chunks k join runs r on r.id = k.run_id
      union all
      select conversation_id, seq, xmin from messages where author_kind = 'assistant'
      union all
      select conversation_id, seq, xmin from events where actor_kind = 'assistant'
      union all
      select conversation_id, null, xmin from tickets where opened_by = 'assistant')
    select conversation_id as "conversationId", seq,
           (extract(epoch from pg_xact_commit_timestamp(by)) * 1000000)::bigint::text as committed
      from written where conversation_id = any(${conversationIds}::uuid[])`;
  return rows.map(({ conversationId, seq, committed }) => ({
    conversationId,
    seq,
    committedAt: BigInt(committed),
  }));
}

/** Run id to the text that is stored of it since its last restart. */
export async function readRunTexts(
  sql: Sql,
  conversationIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql<{ runId: string; chunks: { type: string; delta?: string }[] }[]>`
    select k.run_id as "runId", k.chunks from run_chunks k join runs r on r.id = k.run_id
     where r.conversation_id = any(${conversationIds}::uuid[]) order by k.run_id, k.n`;
  const texts = new Map<string, string>();
  for (const { runId, chunks } of rows)
    for (const { type, delta } of chunks) {
      if (type === "data-restart") texts.set(runId, "");
      if (type === "text-delta") texts.set(runId, (texts.get(runId) ?? "") + (delta ?? ""));
    }
  return texts;
}
