/**
 * Collects the questions that the knowledge base did not answer, off the path of every request: from the event log,
 * each entry once, and from ratings. A question of a message is kept once, however often the job runs and on however
 * many instances, and however it went on after it was found.
 */
import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { authorize } from "@/lib/auth/policy";
import type { SystemViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { asks, questionOf } from "./question";
import { type Source, sources, tellsOfGap } from "./rules";
import { wordsOfQuestion } from "./similarity";

/** Entries of the log that one transaction reads. */
const BATCH = 1_000;
/** Batches of one run of the job: a long backlog is several runs, none of them long. */
const BATCHES = 10;
/** Words from which a question can be understood without what was said before it. */
const FULL_QUESTION = 3;
/** Words below which a message before a handover says nothing by itself ("Sure.", "Photo attached"). */
const LEAST_WORDS = 2;
/** Days that a rating may come after its answer. */
const RATED_WITHIN = 90;
const RATINGS = 500;

type Candidate = {
  conversationId: string;
  customerId: string;
  seq: number;
  text: string;
  /** In the place of a text that asks nothing. */
  instead: string | null;
  language: string;
  askedAt: string;
  source: Source;
  reason: string | null;
};

/** Answers how many new questions were kept. Does nothing while another instance is at it. */
export async function collectQuestions(viewer: SystemViewer): Promise<number> {
  authorize(viewer, "gap.collect");
  let added = 0;
  for (let n = 0; n < BATCHES; n++) {
    const { kept, isMore } = await as(viewer, (tx) => collectBatch(tx));
    added += kept;
    if (!isMore) break;
  }
  return added + (await as(viewer, async (tx) => keep(tx, await ratedCandidates(tx))));
}

type Entry = {
  id: number;
  tx: string;
  type: string;
  conversationId: string;
  seq: number;
  runId: string | null;
  reason: string | null;
};

async function collectBatch(tx: Tx): Promise<{ kept: number; isMore: boolean }> {
  await tx.execute(
    sql`insert into gap_progress (name, tx, event_id) values ('events', '0', 0) on conflict do nothing`,
  );
  const [mark] = await tx.execute<{ tx: string; eventId: number; horizon: string }>(sql`
    select p.tx, p.event_id::float8 as "eventId", pg_snapshot_xmin(pg_current_snapshot())::text as horizon
      from gap_progress p where name = 'events' for update skip locked`);
  if (!mark) return { kept: 0, isMore: false };
  // A database that was restored counts its transactions anew: what was collected before is recognised.
  const from = BigInt(mark.tx) > BigInt(mark.horizon) ? { tx: "0", eventId: 0 } : mark;
  // Entries of transactions that may still be running are left for the next time: nothing is ever skipped.
  const entries = await tx.execute<Entry>(sql`
    select e.id::float8 as id, e.tx::text as tx, e.type, e.conversation_id as "conversationId", e.seq,
           case when e.type = 'message.posted' and e.actor_kind = 'assistant' then e.data->>'runId' end as "runId",
           case when e.type = 'conversation.escalated' then e.data->>'reason' end as reason
      from events e
     where (e.tx, e.id) > (${from.tx}::xid8, ${from.eventId}::bigint) and e.tx < ${mark.horizon}::xid8
     order by e.tx, e.id limit ${BATCH}`);
  const last = entries.at(-1);
  if (!last) return { kept: 0, isMore: false };
  const answered = entries.flatMap(({ runId }) => runId ?? []);
  const passedOn = entries.filter(({ type }) => type === "conversation.escalated");
  const found = [...(await answeredCandidates(tx, answered)), ...(await passedOnCandidates(tx, passedOn))];
  const kept = await keep(tx, found);
  await tx.execute(sql`
    update gap_progress set tx = ${last.tx}, event_id = ${last.id}::bigint, updated_at = clock_timestamp()
     where name = 'events'`);
  return { kept, isMore: entries.length === BATCH };
}

/** The customer's last message up to a number of the conversation. */
const asked = (conversation: SQL, upTo: SQL) => sql`
  lateral (select m.seq, m.text, m.created_at from messages m
            where m.conversation_id = ${conversation} and m.author_kind = 'customer' and m.kind = 'message'
              and m.seq <= ${upTo} order by m.seq desc limit 1)`;

/** Of a run `r`: a search of it found nothing that answers, and none found something. */
const searchedInVain = sql`
  exists (select from run_steps s where s.run_id = r.id and s.name = 'search_knowledge_base' and s.state = 'done'
           and s.result->>'answerable' = 'false')
  and not exists (select from run_steps s where s.run_id = r.id and s.name = 'search_knowledge_base'
                   and s.state = 'done' and s.result->>'answerable' = 'true')`;

const columns = sql`
  q.seq, left(q.text, 4000) as text, coalesce(cu.language, 'en') as language, q.created_at::text as "askedAt"`;

/** Answers that cite nothing although the knowledge base was asked. */
async function answeredCandidates(tx: Tx, runIds: readonly string[]): Promise<Candidate[]> {
  if (runIds.length === 0) return [];
  const rows = await tx.execute<Candidate>(sql`
    select r.conversation_id as "conversationId", r.customer_id as "customerId", ${columns}, null as instead,
           'search' as source, null as reason
      from runs r
      join messages a on a.run_id = r.id and a.author_kind = 'assistant' and jsonb_array_length(a.citations) = 0
      join ${asked(sql`r.conversation_id`, sql`r.message_seq`)} q on true
      left join customers cu on cu.user_id = r.customer_id
     where r.id in ${[...new Set(runIds)]} and ${searchedInVain}`);
  return [...rows];
}

type Passed = {
  conversationId: string;
  customerId: string;
  language: string;
  reason: string | null;
  /** In one line, as it was handed over. */
  summary: string | null;
  failedSeq: number | null;
  /** The customer's messages of the episode before it was passed on, the oldest first. */
  said: { seq: number; text: string; at: string }[];
};

const SAID = 40;

/** Conversations that were passed to a person. */
async function passedOnCandidates(tx: Tx, entries: readonly Entry[]): Promise<Candidate[]> {
  if (entries.length === 0) return [];
  const given = JSON.stringify(
    entries.map(({ conversationId, seq, reason }) => ({ conversationId, seq, reason })),
  );
  const rows = await tx.execute<Passed>(sql`
    select c.id as "conversationId", c.customer_id as "customerId", coalesce(cu.language, 'en') as language, e.reason,
           c.handover->>'question' as summary, f.seq as "failedSeq", s.said
      from jsonb_to_recordset(${given}::jsonb) as e("conversationId" uuid, seq int, reason text)
      join conversations c on c.id = e."conversationId"
      cross join lateral (select case when c.episode_seq < e.seq then c.episode_seq else 0 end as seq) as begun
      join lateral (
        select jsonb_agg(jsonb_build_object('seq', m.seq, 'text', left(m.text, 4000), 'at', m.created_at) order by m.seq) as said
          from (select seq, text, created_at from messages
                 where conversation_id = c.id and author_kind = 'customer' and kind = 'message'
                   and seq > begun.seq and seq <= e.seq order by seq limit ${SAID}) m) s on s.said is not null
      left join lateral (
        select r.message_seq as seq from runs r
         where r.conversation_id = c.id and r.message_seq <= e.seq and r.message_seq > begun.seq and ${searchedInVain}
         order by r.message_seq desc limit 1) f on true
      left join customers cu on cu.user_id = c.customer_id`);
  return rows.flatMap((row) => {
    const { said, summary, failedSeq, reason, conversationId, customerId, language } = row;
    const question = questionIn(said, failedSeq);
    if (!question) return [];
    const { seq, at, text } = question;
    const isAsked = asks(understandable(text, summary, LEAST_WORDS) ?? "");
    if (!tellsOfGap(reason ?? "", { searchFailed: failedSeq !== null, isAsked })) return [];
    return [
      {
        conversationId,
        customerId,
        seq,
        text,
        instead: summary,
        language,
        askedAt: at,
        source: "person",
        reason,
      },
    ];
  });
}

/**
 * Of what a customer said, what they asked: the message whose search failed, else the last one that asks something in
 * more than a few words, else the first, with which they came.
 */
function questionIn(said: Passed["said"], failedSeq: number | null): Passed["said"][number] | null {
  const failed = failedSeq === null ? undefined : said.findLast(({ seq }) => seq <= failedSeq);
  const asked = said.findLast(({ text }) => {
    const question = questionOf(text);
    return question.includes("?") && wordsOfQuestion(question).length >= FULL_QUESTION;
  });
  return failed ?? asked ?? said[0] ?? null;
}

/** What was asked before answers that their readers found of no help. A rating leaves no entry in the log. */
async function ratedCandidates(tx: Tx): Promise<Candidate[]> {
  const rows = await tx.execute<Candidate>(sql`
    select a.conversation_id as "conversationId", a.customer_id as "customerId", ${columns}, null as instead,
           'rating' as source, null as reason
      from messages a
      join ${asked(sql`a.conversation_id`, sql`a.seq`)} q on true
      left join customers cu on cu.user_id = a.customer_id
     where a.rating = 'not_helpful' and a.created_at > clock_timestamp() - make_interval(days => ${RATED_WITHIN})
       and not exists (select from gap_questions g
                        where g.conversation_id = a.conversation_id and g.message_seq = q.seq
                          and g.source in ('rating', 'person'))
     order by a.created_at desc limit ${RATINGS}`);
  return [...rows];
}

/** The question in a message, else in what stands for it; null when neither says anything by itself. */
function understandable(text: string, instead: string | null, least: number): string | null {
  const found = [questionOf(text), questionOf(instead ?? "")].find(
    (question) => wordsOfQuestion(question).length >= (question.includes("?") ? 1 : least),
  );
  return found ?? null;
}

/** Keeps what is new; of a question that is here already, the more telling way. Answers how many were new. */
async function keep(tx: Tx, candidates: readonly Candidate[]): Promise<number> {
  let added = 0;
  for (const { text, instead, ...one } of candidates) {
    const question = understandable(text, instead, one.source === "person" ? LEAST_WORDS : 1);
    if (!question) continue;
    const [row] = await tx.execute<{ isNew: boolean }>(sql`
      insert into gap_questions as g
             (id, customer_id, conversation_id, message_seq, source, reason, text, language, asked_at)
      values (${newId()}, ${one.customerId}, ${one.conversationId}, ${one.seq}, ${one.source}, ${one.reason},
              ${question}, ${one.language}, ${one.askedAt}::timestamptz)
      on conflict (conversation_id, message_seq) where conversation_id is not null
      do update set source = excluded.source, reason = excluded.reason
        where ${rank(sql`excluded.source`)} > ${rank(sql`g.source`)}
      returning xmax = 0 as "isNew"`);
    if (row?.isNew) added += 1;
  }
  return added;
}

const rank = (column: SQL) =>
  sql`array_position(${sql`array[${sql.join(
    sources.map((source) => sql`${source}`),
    sql`, `,
  )}]::text[]`}, ${column})`;
