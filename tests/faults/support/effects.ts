/** What the assistant's tools have done, as the database holds it, against what was asked for. */
import type { Sql } from "postgres";
import { repeatedEffects } from "./checker";
import type { Entry } from "./run-checks";

export const tools = ["create_ticket", "update_ticket", "send_notification", "escalate_to_human"] as const;
export type ToolName = (typeof tools)[number];
export type Asked = { conversationId: string; tool: ToolName; tag: string };

/** One key for each thing made: the call that was asked for. Twice the same key is an effect that was repeated. */
export type Effects = {
  made: { conversationId: string; key: string }[];
  /** What the log says of them. */
  logged: { conversationId: string; key: string }[];
  /** Number to conversation, of tickets that a tool opened; a handover has one of its own, for the team. */
  tickets: Map<number, string>;
};

export async function readEffects(sql: Sql, asked: readonly Asked[]): Promise<Effects> {
  const ids = asked.map(({ conversationId }) => conversationId);
  const mark = (tag: string) => `As asked by ${tag}`;
  const byMark = new Map(asked.map(({ conversationId, tag }) => [mark(tag), conversationId]));
  const marks = [...byMark.keys()];
  const opened = await sql<{ conversationId: string; number: number; byTool: boolean }[]>`
    select conversation_id as "conversationId", number, origin_call_id is not null as "byTool" from tickets
     where conversation_id = any(${ids}::uuid[]) and opened_by = 'assistant'`;
  const told = await sql<{ text: string; what: string }[]>`
    select text, 'comment' as what from ticket_comments where text = any(${marks})
    union all select body, 'notification' from notifications where body = any(${marks})`;
  const handovers = await sql<{ conversationId: string }[]>`
    select conversation_id as "conversationId" from messages
     where conversation_id = any(${ids}::uuid[]) and kind = 'handover'`;
  // A comment belongs to the conversation of its ticket: it is found by the call.
  const events = await sql<{ conversationId: string; type: string }[]>`
    select conversation_id as "conversationId", type from events
     where conversation_id = any(${ids}::uuid[]) and actor_kind = 'assistant'
       and type in ('ticket.opened', 'notification.sent', 'conversation.escalated')
    union all
    select r.conversation_id, e.type from runs r join events e on e.data ->> 'call' like r.id || ':%'
     where r.conversation_id = any(${ids}::uuid[]) and e.type = 'ticket.commented'`;
  const of = (what: string) => (conversationId: string) => ({
    conversationId,
    key: `${what} ${conversationId}`,
  });
  return {
    made: [
      ...opened.map(({ conversationId }) => of("ticket")(conversationId)),
      ...told.map(({ text, what }) => of(what)(byMark.get(text) ?? text)),
      ...handovers.map(({ conversationId }) => of("handover")(conversationId)),
    ],
    logged: events.map(({ conversationId, type }) => of(type)(conversationId)),
    tickets: new Map(
      opened.filter(({ byTool }) => byTool).map(({ number, conversationId }) => [number, conversationId]),
    ),
  };
}

export const repeated = ({ made, logged }: Effects): number =>
  repeatedEffects(made.map(({ key }) => key)) + repeatedEffects(logged.map(({ key }) => key));

/** Answers that tell of a ticket which is not there, or is not of this conversation. */
export function wrongReceipts(threads: Iterable<Entry[]>, tickets: ReadonlyMap<number, string>): number {
  let wrong = 0;
  for (const thread of threads)
    for (const { conversationId, receipts, text, runId } of thread) {
      const told = receipts.filter(({ tool, state }) => tool === "create_ticket" && state === "done");
      const numbers = told.map(({ href }) => Number(href?.replace("/tickets/", "")));
      const said = runId ? [...text.matchAll(/#(\d{4,})/g)].map(([, number]) => Number(number)) : [];
      wrong += [...numbers, ...said].filter((number) => tickets.get(number) !== conversationId).length;
    }
  return wrong;
}

/** Tickets that were opened and of which the answer shows no receipt. */
export function untoldTickets(
  threads: ReadonlyMap<string, Entry[]>,
  tickets: ReadonlyMap<number, string>,
): number {
  return [...tickets].filter(([number, conversationId]) => {
    const answers = (threads.get(conversationId) ?? []).filter(({ runId }) => runId !== null);
    return !answers.some(({ receipts }) => receipts.some(({ href }) => href === `/tickets/${number}`));
  }).length;
}
