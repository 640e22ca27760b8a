/**
 * Holds the assistant's effects back until many are about to be committed, then lets them go together and tells of
 * each commit: how a scenario meets the moment between an effect and its result. Triggers in the harness's own
 * database; the product does not know of them.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Sql } from "postgres";

const LOCK = 4_711;
const CHANNEL = "effects";

const SETUP = `
create schema gate;
create function gate.pass() returns trigger language plpgsql security definer set lock_timeout = 0 as $$
begin
  perform pg_advisory_xact_lock_shared(${LOCK});
  perform pg_notify('${CHANNEL}', new.conversation_id::text);
  return new;
end $$;
create trigger gate before insert on events for each row
  when (new.actor_kind = 'assistant' and new.type in
    ('ticket.opened', 'ticket.commented', 'notification.sent', 'conversation.escalated'))
  execute function gate.pass();
`;

export type EffectGate = {
  /** Conversations whose effect has been committed, since the gate was closed. */
  committed: ReadonlySet<string>;
  close(): Promise<void>;
  /** Resolves when so many stand before the gate, or `ms` after the first of them came. */
  untilWaiting(count: number, ms: number): Promise<number>;
  open(): Promise<void>;
  remove(): Promise<void>;
};

export async function installGate(sql: Sql): Promise<EffectGate> {
  const drop = () => sql.unsafe("drop schema if exists gate cascade");
  await drop();
  await sql.unsafe(SETUP);
  const committed = new Set<string>();
  const listening = await sql.listen(CHANNEL, (conversationId) => void committed.add(conversationId));
  // The lock belongs to a session, so one is set aside for it.
  const keeper = await sql.reserve();
  let isClosed = false;
  const open = async () => {
    if (!isClosed) return;
    isClosed = false;
    await keeper`select pg_advisory_unlock(${LOCK})`;
  };
  return {
    committed,
    open,
    async close() {
      committed.clear();
      await keeper`select pg_advisory_lock(${LOCK})`;
      isClosed = true;
    },
    async untilWaiting(count, ms) {
      let deadline = Date.now() + 20_000;
      let waiting = 0;
      while (waiting < count && Date.now() < deadline) {
        await pause(20);
        const [row] = await sql<{ waiting: number }[]>`
          select count(*)::int as waiting from pg_locks where locktype = 'advisory' and objid = ${LOCK} and not granted`;
        if (waiting === 0 && row?.waiting) deadline = Date.now() + ms;
        waiting = row?.waiting ?? 0;
      }
      return waiting;
    },
    async remove() {
      await open();
      keeper.release();
      await listening.unlisten();
      await drop();
    },
  };
}
