/**
 * The one door to the database. `as(viewer, fn)` opens a transaction, gives up the connection's own
 * rights for those of `baton_app` (owns nothing, cannot bypass row security) and tells the policies who
 * is asking. There is no other way to reach a table from `lib`.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { env } from "@/lib/core/env";
import { connect } from "./connection";
import { DatabaseUnavailable, isUnavailable } from "./failure";
import { type Member, Pool } from "./pool";
import { type Plans, type Tx, transact } from "./transaction";
import type { DbViewer } from "./viewer";

export { DatabaseUnavailable, sqlState } from "./failure";
export type { Tx } from "./transaction";

/** Milliseconds a caller waits for the database before it is told that it is unavailable. */
export const DATABASE_DEADLINE_MS = 8_000;
/** Of these, for a connection; it is tried again while the server starts or has none left. */
const CONNECTION_MS = 3_000;
/** A server that has not even begun a transaction by then has frozen: beginning waits for nothing inside it. */
const FIRST_ANSWER_MS = 3_000;
/** For the readiness check, which balancers want answered soon. */
const PING_MS = 2_500;
const FIRST_PAUSE_MS = 50;

const shelf = globalThis as typeof globalThis & { batonDatabase?: Pool };

function pool(): Pool {
  shelf.batonDatabase ??= new Pool(env().DATABASE_POOL_MAX, connect);
  return shelf.batonDatabase;
}

/**
 * Runs `fn` in one transaction that sees and touches only what `viewer` may. An `fn` that returns one query without
 * awaiting it costs a single round trip: `as(viewer, (tx) => tx.select()…)`.
 * Rejects with {@link DatabaseUnavailable} after {@link DATABASE_DEADLINE_MS} at the latest: postgres.js itself waits
 * forever on a frozen server, whatever `statement_timeout` says. From then on nothing more is sent, no commit either.
 */
export async function as<T>(
  viewer: DbViewer,
  fn: (tx: Tx) => Promise<T>,
  /** Only for set-up scripts, which nobody waits for. */
  deadline = DATABASE_DEADLINE_MS,
): Promise<T> {
  return transactWithin(viewer, fn, deadline, "made for the values");
}

/**
 * {@link as}, for statements that find their rows by key: their plans are kept with the connection, which saves more
 * than half of what PostgreSQL spends on them. Never for a search or a list: there, one plan for all values can be
 * thousands of times slower than one made for these.
 */
export async function asByKey<T>(viewer: DbViewer, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return transactWithin(viewer, fn, DATABASE_DEADLINE_MS, "kept");
}

/**
 * {@link as}, for statements that take the first few rows of each of many keys in the order of an index: one plan for
 * all values, and none that reads every row of a key, sorts them and throws most away, as the planner likes to do when
 * it does not know which keys are frequent.
 */
export async function asAlongIndex<T>(viewer: DbViewer, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return transactWithin(viewer, fn, DATABASE_DEADLINE_MS, "along an index");
}

async function transactWithin<T>(
  viewer: DbViewer,
  fn: (tx: Tx) => Promise<T>,
  deadline: number,
  plans: Plans,
): Promise<T> {
  const started = performance.now();
  const from = pool();
  const member = await borrow(from);
  const left = deadline - (performance.now() - started);
  return lend(from, member, left, (onAnswer) => transact(member, viewer, fn, onAnswer, plans));
}

/** A connection, in time or not at all; a server that is just starting is waited for. */
async function borrow(from: Pool): Promise<Member> {
  const until = performance.now() + CONNECTION_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
    try {
      return await from.take(until - performance.now());
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      if (performance.now() + pause >= until) throw unavailable(error);
    }
    await sleep(pause);
  }
}

/** Lets `use` work with a connection. When it takes too long, or the connection is lost, the connection is destroyed. */
async function lend<T>(
  from: Pool,
  member: Member,
  milliseconds: number,
  use: (onAnswer: () => void) => Promise<T>,
): Promise<T> {
  let answered = false;
  let settled = false;
  let timer: NodeJS.Timeout | undefined;
  const failed = new Promise<never>((_, reject) => {
    const giveUp = () => {
      if (settled) return;
      reject(new DatabaseUnavailable(answered ? "deadline passed" : "the server does not answer"));
      from.discard(member);
    };
    const first = Math.min(FIRST_ANSWER_MS, milliseconds);
    const check = () => {
      if (settled) return;
      if (!answered || first === milliseconds) giveUp();
      else timer = setTimeout(() => setImmediate(giveUp), milliseconds - first);
    };
    // A process that was itself held up reads first what has come in the meantime.
    timer = setTimeout(() => setImmediate(check), first);
    member.onLost = reject;
  });
  const work = use(() => {
    answered = true;
  });
  try {
    return await Promise.race([work, failed]);
  } catch (error) {
    throw isUnavailable(error) ? unavailable(error) : error;
  } finally {
    settled = true;
    clearTimeout(timer);
    // What outlives its deadline still settles; its failure has nobody left to tell.
    work.catch(() => {});
    if (member.lost) from.discard(member);
    else from.give(member);
  }
}

const unavailable = (cause: unknown): DatabaseUnavailable =>
  cause instanceof DatabaseUnavailable ? cause : new DatabaseUnavailable("connection failed", { cause });

/** Answers whether a connection can be had and the server answers. Used by the readiness check only. */
export async function ping(): Promise<void> {
  const started = performance.now();
  const from = pool();
  const member = await from.take(PING_MS);
  const left = PING_MS - (performance.now() - started);
  await lend(from, member, left, async () => void (await member.sql`select 1`));
}

/** Ends every connection; for process shutdown and for tests. */
export async function closeDatabase(): Promise<void> {
  const open = shelf.batonDatabase;
  shelf.batonDatabase = undefined;
  open?.end();
}
