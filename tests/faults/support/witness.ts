/**
 * Who wrote what of which run, and when it was committed: triggers in the harness's own database, which the product
 * does not know of. Processes are told apart by the name that their connections carry, see {@link namedAs}.
 */
import type { Sql } from "postgres";

export type Claim = { runId: string; attempt: number; process: string; at: number };
/** Written by another process than the one that had claimed the run last. */
export type LateWrite = { runId: string; what: string; process: string; holder: string };

const SETUP = `
create schema witness;
create table witness.claims (run_id uuid, attempt int, process text);
create table witness.endings (run_id uuid, state text);
create table witness.writes (run_id uuid, what text, process text);
create function witness.see_run() returns trigger language plpgsql security definer as $$
begin
  if new.attempt <> old.attempt then
    insert into witness.claims values (new.id, new.attempt, current_setting('application_name'));
  elsif new.lease_until is distinct from old.lease_until and new.state in ('queued', 'running') then
    insert into witness.writes values (new.id, 'lease', current_setting('application_name'));
  end if;
  if new.state <> old.state and (new.state not in ('queued', 'running') or old.state not in ('queued', 'running')) then
    insert into witness.endings values (new.id, new.state);
  end if;
  return null;
end $$;
create function witness.see_write() returns trigger language plpgsql security definer as $$
begin
  insert into witness.writes values ((to_jsonb(new) ->> tg_argv[0])::uuid, tg_table_name, current_setting('application_name'));
  return null;
end $$;
create trigger witness after update on runs for each row execute function witness.see_run();
create trigger witness after insert on run_chunks for each row execute function witness.see_write('run_id');
create trigger witness after insert on run_items for each row execute function witness.see_write('run_id');
create trigger witness after insert on messages for each row when (new.run_id is not null)
  execute function witness.see_write('run_id');
create trigger witness after insert on tickets for each row when (new.origin_run_id is not null)
  execute function witness.see_write('origin_run_id');
`;

/** Starts watching; answers how to stop. */
export async function installWitness(sql: Sql): Promise<() => Promise<void>> {
  const remove = async () => void (await sql.unsafe("drop schema if exists witness cascade"));
  await remove();
  await sql.unsafe(SETUP);
  return remove;
}

/** The same database, under a name that a trigger can see; what the product calls itself gives way to it. */
export function namedAs(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set("application_name", name);
  return url.href;
}

const committed = "extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000";

/** Milliseconds at the commit of each claim. */
export async function readClaims(sql: Sql, conversationIds: readonly string[]): Promise<Claim[]> {
  return sql<Claim[]>`
    select run_id as "runId", attempt, process, (${sql.unsafe(committed)})::float8 as at from witness.claims
     where run_id in (select id from runs where conversation_id = any(${conversationIds}::uuid[]))`;
}

/** Run id to the number of transactions that ended it, or changed how it had ended. */
export async function readEndings(
  sql: Sql,
  conversationIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sql<{ runId: string; times: number }[]>`
    select run_id as "runId", count(distinct xmin::text)::int as times from witness.endings
     where run_id in (select id from runs where conversation_id = any(${conversationIds}::uuid[])) group by run_id`;
  return new Map(rows.map(({ runId, times }) => [runId, times]));
}

/** What a process wrote after another had claimed its run; people's acts carry no claim and are left out. */
export async function readLateWrites(sql: Sql, conversationIds: readonly string[]): Promise<LateWrite[]> {
  return sql<LateWrite[]>`
    select w.run_id as "runId", w.what, w.process, held.process as holder
      from witness.writes w
      cross join lateral (
        select process from witness.claims c
         where c.run_id = w.run_id
           and pg_xact_commit_timestamp(c.xmin) < pg_xact_commit_timestamp(w.xmin)
         order by c.attempt desc limit 1) held
     where w.process <> held.process
       and w.run_id in (select id from runs where conversation_id = any(${conversationIds}::uuid[]))`;
}

/** Run id to the commit of its first batch of text after each claim, in milliseconds. */
export async function readChunkTimes(
  sql: Sql,
  conversationIds: readonly string[],
): Promise<Map<string, number[]>> {
  const rows = await sql<{ runId: string; at: number }[]>`
    select run_id as "runId", (${sql.unsafe(committed.replace("xmin", "k.xmin"))})::float8 as at
      from run_chunks k
     where run_id in (select id from runs where conversation_id = any(${conversationIds}::uuid[])) order by run_id, n`;
  const times = new Map<string, number[]>();
  for (const { runId, at } of rows) times.set(runId, [...(times.get(runId) ?? []), at]);
  return times;
}
