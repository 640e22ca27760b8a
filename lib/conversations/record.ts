/** What the assistant's turns in the present episode came to, as their journal tells it: what escalation counts on. */
import "server-only";
import { sql } from "drizzle-orm";
import { asByKey } from "@/db/client";
import { authorize } from "@/lib/auth/policy";
import type { AssistantViewer } from "@/lib/auth/viewer";

export type CallRecord = {
  name: string;
  failed: boolean;
  /** Failed for no fault of the request: it broke, or took too long. */
  broken: boolean;
  /** Of a search of the help center; null for every other tool. */
  answerable: boolean | null;
};

/** One turn of the assistant, with what it called. */
export type TurnRecord = {
  state: "queued" | "running" | "waiting" | "completed" | "failed" | "cancelled" | "superseded" | "expired";
  calls: readonly CallRecord[];
};

export type EpisodeRecord = {
  /** The number after which everything counts: where the episode began, or a person last had the conversation. */
  since: number;
  /** The turns before this one, newest first. */
  turns: TurnRecord[];
};

/** No rule counts further back. */
const TURNS = 40;

type Row = { since: number; state: TurnRecord["state"] | null; calls: TurnRecord["calls"] };

/** The turns of a conversation before the one that asks. */
export async function getEpisodeRecord(viewer: AssistantViewer): Promise<EpisodeRecord> {
  authorize(viewer, "run.work");
  const rows = await asByKey(viewer, (tx) =>
    tx.execute<Row>(sql`
      with begun as (
        select greatest(c.episode_seq, coalesce((
                 select max(m.seq) from messages m where m.conversation_id = c.id and m.kind = 'handover'), 0)) as since
          from conversations c where c.id = ${viewer.conversationId})
      select begun.since, r.state, coalesce((
               select jsonb_agg(jsonb_build_object(
                        'name', s.name, 'failed', s.state <> 'done',
                        'broken', s.state = 'failed' and coalesce(s.result->>'error', '') ~ '(did not work just now|took too long)',
                        'answerable', case when s.name = 'search_knowledge_base' and s.state = 'done'
                                           then coalesce((s.result->>'answerable')::boolean, true) end) order by s.n)
                 from run_steps s where s.run_id = r.id and s.kind = 'tool'), '[]') as calls
        from begun left join lateral (
          select id, state, created_at from runs
           where conversation_id = ${viewer.conversationId} and id <> ${viewer.runId} and message_seq >= begun.since
           order by created_at desc limit ${TURNS}) r on true
       order by r.created_at desc`),
  );
  return {
    since: rows[0]?.since ?? 0,
    turns: rows.flatMap(({ state, calls }) => (state ? [{ state, calls }] : [])),
  };
}
