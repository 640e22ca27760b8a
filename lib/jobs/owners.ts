/**
 * Who works on which job, so that a killed process does not keep its jobs. A runner holds a lock that PostgreSQL
 * releases with its connection; a job whose owner holds none is given back. What such a job did may be done again:
 * each task says how it bears that.
 */
import "server-only";
import { once } from "node:events";
import type { Pool } from "pg";

/**
 * Seconds that a job stays its owner's although the owner has no connection. An owner that only lost the database
 * ends its tasks sooner: none that does something outside of the database takes longer than 20.
 */
const BENEFIT_OF_DOUBT = 60;

/** Holds the lock of a runner; resolves with how to tell that it is lost. It is released with the pool's end. */
export async function holdOwnerLock(pool: Pool, poolId: string): Promise<Lock> {
  const client = await pool.connect();
  const lost = once(client, "end").then(() => "owner lock");
  // A machine that vanished says nothing; PostgreSQL would take two hours to find out by itself.
  await client.query(
    "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3",
  );
  await client.query("select pg_advisory_lock(hashtextextended($1, 0))", [poolId]);
  return { lost, release: () => client.release(true) };
}

export type Lock = { lost: Promise<string>; release: () => void };

/** Gives back the jobs of owners that are gone; answers of how many owners. */
export async function freeOrphanedJobs(pool: Pick<Pool, "query">): Promise<number> {
  const { rowCount } = await pool.query(
    `with owners as materialized (
       select distinct locked_by as id from graphile_worker.jobs
        where locked_at < now() - make_interval(secs => $1)),
     gone as materialized (
       select id from owners where pg_try_advisory_xact_lock(hashtextextended(id, 0)))
     select graphile_worker.force_unlock_workers(array[id]) from gone`,
    [BENEFIT_OF_DOUBT],
  );
  return rowCount ?? 0;
}

/** Gives back the jobs that an ended runner still holds, without waiting. */
export async function freeJobsOf(pool: Pick<Pool, "query">, poolId: string): Promise<void> {
  await pool.query("select graphile_worker.force_unlock_workers(array[$1])", [poolId]);
}
