/**
 * Removes what only mattered for a time: the streamed pieces of ended runs, what they would have needed to resume,
 * counters of past windows, facts about customers that nobody renewed, and uploads that were not imported.
 */
import "server-only";
import { sql } from "drizzle-orm";
import { as } from "@/db/client";
import { systemViewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import { abandonStale } from "@/lib/imports/work";

const viewer = systemViewer("clean-up");

/** Rows a statement removes; several small transactions never hold a lock for long. */
const BATCH = 2_000;

/** Hourly. The answer of an ended run is a message by then; an hour lets every open tab catch up first. */
export async function cleanUp(): Promise<void> {
  const chunks = await inBatches(sql`
    delete from run_chunks where (run_id, n) in (
      select c.run_id, c.n from run_chunks c join runs r on r.id = c.run_id
       where r.ended_at < clock_timestamp() - interval '1 hour' limit ${BATCH})
    returning 1`);
  // A day: a customer may come back to a failed answer and retry it.
  const items = await inBatches(sql`
    delete from run_items where (run_id, n) in (
      select i.run_id, i.n from run_items i join runs r on r.id = i.run_id
       where r.ended_at < clock_timestamp() - interval '1 day' limit ${BATCH})
    returning 1`);
  // The longest window of lib/core/limits.ts is a day.
  const counters = await inBatches(sql`
    delete from limits where key in (
      select key from limits where window_start < clock_timestamp() - interval '2 days' limit ${BATCH})
    returning 1`);
  // Facts that nobody renewed; see lib/memory/policy.ts for how long each kind is kept.
  const facts = await inBatches(sql`
    delete from memory_facts where id in (
      select id from memory_facts where expires_at <= clock_timestamp() limit ${BATCH})
    returning 1`);
  // Words that no published passage holds any more, with the lock under which publishers count; see 0017_search.sql.
  const terms = await inBatches(sql`
    with lock as materialized (select pg_advisory_xact_lock(7020104)),
    lost as (
      delete from passage_terms where (lexeme, language, audience) in (
        select t.lexeme, t.language, t.audience from lock cross join passage_terms t
         where t.documents <= 0 limit ${BATCH})
      returning lexeme, language, audience),
    letters as (
      delete from passage_trigrams g using lost
       where g.lexeme = lost.lexeme and g.language = lost.language and g.audience = lost.audience)
    select 1 from lost`);
  // A file whose import nobody has started, or that was left by a dry run.
  const uploads = await inBatches(sql`
    delete from article_uploads where id in (
      select u.id from article_uploads u
       where u.created_at < clock_timestamp() - interval '1 day'
         and not exists (select 1 from article_imports i where i.upload_id = u.id and i.ended_at is null)
       limit 100)
    returning 1`);
  const abandoned = await abandonStale(viewer);
  log().info({ uploads, abandoned, chunks, items, counters, facts, terms }, "cleaned up");
}

async function inBatches(statement: ReturnType<typeof sql>): Promise<number> {
  let total = 0;
  for (;;) {
    const rows = await as(viewer, (tx) => tx.execute(statement));
    total += rows.length;
    if (rows.length < BATCH) return total;
  }
}
