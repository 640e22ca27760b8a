/**
 * One-line texts about a conversation that a model may word better than a rule: its title, what was asked when it was
 * handed over, and what an earlier episode came to. The rule's text is there first and stays when nothing better comes.
 */
import "server-only";
import { sql } from "drizzle-orm";
import { as } from "@/db/client";
import { authorize } from "@/lib/auth/policy";
import type { SystemViewer } from "@/lib/auth/viewer";
import { isFirstIn } from "@/lib/core/limits";

export const wordings = ["title", "handover", "episode"] as const;
export type Wording = (typeof wordings)[number];

/** Characters of each. */
export const WORDING_MAX = { title: 60, handover: 160, episode: 96 } as const satisfies Record<
  Wording,
  number
>;

export type Unworded = {
  wording: Wording;
  conversationId: string;
  customerId: string;
  /** The rule's text; only it is replaced. */
  text: string;
  /** What was said, oldest first. */
  thread: { from: "customer" | "assistant" | "staff"; text: string }[];
};

/** Minutes after which nobody would notice any more. */
const RECENT = 30;
/** One try each: a title is not worth a second request. */
const ONCE_SECONDS = 86_400;
const MESSAGES = 12;

/** What could be worded now, newest first; each is handed out once, over all instances. */
export async function takeUnworded(
  viewer: SystemViewer,
  wanted: readonly Wording[],
  limit: number,
): Promise<Unworded[]> {
  authorize(viewer, "conversation.sweep");
  return as(viewer, async (tx) => {
    const found = await tx.execute<Omit<Unworded, "thread"> & { mark: string; from: number; to: number }>(sql`
      with recent as materialized (
        select * from conversations
         where last_message_at > clock_timestamp() - make_interval(mins => ${RECENT})
         order by last_message_at desc limit 500),
      first as (
        select c.id, m.text, m.seq from recent c cross join lateral (
          select text, seq from messages where conversation_id = c.id and author_kind = 'customer' and kind = 'message'
           order by seq limit 1) m),
      candidates as (
        select 'title' as wording, c.id, c.customer_id, c.subject as text, 'title:' || c.id as mark,
               0 as from, c.seq as to, c.last_message_at
          from recent c join first f on f.id = c.id
         where c.subject = left(regexp_replace(f.text, '\\s+', ' ', 'g'), 80)
           and exists (select from messages a where a.conversation_id = c.id and a.author_kind = 'assistant'
                        and a.kind = 'message' and a.incomplete is null)
        union all
        select 'handover', c.id, c.customer_id, c.handover->>'question',
               'handover:' || c.id || ':' || (c.handover->>'at'), c.episode_seq, c.seq, c.last_message_at
          from recent c where c.owner_kind = 'queue' and c.status <> 'resolved' and c.handover is not null
        union all
        select 'episode', c.id, c.customer_id, c.previously->-1->>'outcome',
               'episode:' || c.id || ':' || c.episode, 0, c.episode_seq, c.last_message_at
          from recent c where c.previously->-1->>'outcome' is not null)
      select wording, id as "conversationId", customer_id as "customerId", text, mark, "from", "to"
        from candidates
       where wording in ${wanted} and text is not null
         and not exists (select from limits where key = 'once:' || mark
                            and window_start > clock_timestamp() - make_interval(secs => ${ONCE_SECONDS}))
       order by last_message_at desc limit ${limit}`);
    const taken: Unworded[] = [];
    for (const { mark, from, to, ...one } of found) {
      if (!(await isFirstIn(tx, mark, ONCE_SECONDS))) continue;
      const said = await tx.execute<Unworded["thread"][number]>(sql`
        select author_kind as "from", left(text, 2000) as text from messages
         where conversation_id = ${one.conversationId} and kind = 'message' and author_kind <> 'system'
           and seq > ${from} and seq <= ${to} order by seq desc limit ${MESSAGES}`);
      taken.push({ ...one, thread: [...said].reverse() });
    }
    return taken;
  });
}

/** Puts the better text in the place of the rule's, if that still stands there; false when it does not. */
export async function setWording(
  viewer: SystemViewer,
  { wording, conversationId, text }: Pick<Unworded, "wording" | "conversationId" | "text">,
  better: string,
): Promise<boolean> {
  authorize(viewer, "conversation.sweep");
  const set = {
    title: sql`update conversations set subject = ${better}
      where id = ${conversationId} and subject = ${text} returning id`,
    handover: sql`update conversations set handover = jsonb_set(handover, '{question}', to_jsonb(${better}::text))
      where id = ${conversationId} and handover->>'question' = ${text} returning id`,
    episode: sql`update conversations set previously = jsonb_set(previously, '{-1,outcome}', to_jsonb(${better}::text))
      where id = ${conversationId} and previously->-1->>'outcome' = ${text} returning id`,
  };
  const rows = await as(viewer, (tx) => tx.execute(set[wording]));
  return rows.length === 1;
}
