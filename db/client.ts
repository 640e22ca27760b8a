/**
 * The one door to the database. `as(viewer, fn)` opens a transaction, gives up the connection's own
 * rights for those of `baton_app` (owns nothing, cannot bypass row security) and tells the policies who
 * is asking. There is no other way to reach a table from `lib`.
 */
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/lib/core/env";
import { type Caller, type Member, Pool } from "./pool";
import { type Tx, transact } from "./transaction";
import type { DbViewer } from "./viewer";

export type { Tx } from "./transaction";

/** Milliseconds a caller waits for the database before it is told that it is unavailable. */
export const DATABASE_DEADLINE_MS = 8_000;
/** Milliseconds one statement may run inside PostgreSQL. */
export const STATEMENT_TIMEOUT_MS = 5_000;

/** The database did not answer in time or cannot be reached. Nothing is known about the transaction. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}

const shelf = globalThis as typeof globalThis & { batonDatabase?: Pool };

function pool(): Pool {
  shelf.batonDatabase ??= new Pool(env().DATABASE_POOL_MAX, connect);
  return shelf.batonDatabase;
}

function connect(onLost: () => void): postgres.Sql {
  const client = postgres(env().DATABASE_URL, {
    max: 1,
    // The pool decides when a connection has lived long enough.
    max_lifetime: null,
    connect_timeout: 5,
    // A proxy that pools transactions gives each of them another server, which has not prepared anything.
    prepare: env().DATABASE_DIRECT_URL === undefined,
    onnotice: () => {},
    onclose: onLost,
    connection: {
      application_name: "baton",
      statement_timeout: STATEMENT_TIMEOUT_MS,
      lock_timeout: 2_000,
      idle_in_transaction_session_timeout: 10_000,
      TimeZone: "UTC",
      // A statement is prepared for the saved round trip, but planned for its parameters: a plan for all of them
      // can walk a whole table for a rare word.
      plan_cache_mode: "force_custom_plan",
    },
  });
  // For its side effect: dates, times and JSON pass through the client as Drizzle expects them.
  drizzle(client);
  return client;
}

/**
 * Runs `fn` in one transaction that sees and touches only what `viewer` may. An `fn` that returns one query without
 * awaiting it costs a single round trip: `as(viewer, (tx) => tx.select()…)`.
 * Rejects with {@link DatabaseUnavailable} after {@link DATABASE_DEADLINE_MS}: postgres.js itself waits
 * forever on a frozen server, whatever `statement_timeout` says.
 */
export async function as<T>(viewer: DbViewer, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return withDeadline((caller) => lend(caller, (member) => transact(member, viewer, fn)));
}

/** Lends a connection to `use`. When the caller gives up first, the connection is closed: nobody knows its state. */
async function lend<T>(caller: Caller, use: (member: Member) => Promise<T>): Promise<T> {
  const from = pool();
  const member = await from.take(caller);
  try {
    if (caller.gaveUp) throw new DatabaseUnavailable("deadline passed");
    caller.onGiveUp = () => from.discard(member);
    return await use(member);
  } finally {
    if (member.lost) from.discard(member);
    else from.give(member);
  }
}

async function withDeadline<T>(start: (caller: Caller) => Promise<T>): Promise<T> {
  const caller: Caller = { gaveUp: false };
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      caller.gaveUp = true;
      caller.onGiveUp?.();
      reject(new DatabaseUnavailable("deadline passed"));
    }, DATABASE_DEADLINE_MS);
  });
  const work = start(caller);
  try {
    return await Promise.race([work, deadline]);
  } catch (error) {
    if (isConnectionFailure(error)) throw new DatabaseUnavailable("connection failed", { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
    // A transaction that outlives its deadline still settles; its failure has nobody left to tell.
    work.catch(() => {});
  }
}

const connectionCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "ETIMEDOUT",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "57P01",
  "57P02",
  "57P03",
  "57014",
  "55P03",
  "53300",
]);

function isConnectionFailure(error: unknown): boolean {
  const code = sqlState(error);
  return code !== undefined && connectionCodes.has(code);
}

/** The SQLSTATE or socket code of a failed query, through Drizzle's wrapper. */
export function sqlState(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    const code = (e as { code?: unknown }).code;
    if (typeof code === "string") return code;
  }
  return undefined;
}

/** Answers whether the database answers. Used by the readiness check only. */
export async function ping(): Promise<void> {
  await withDeadline((caller) => lend(caller, async ({ sql }) => void (await sql`select 1`)));
}

/** Ends every connection; for process shutdown and for tests. */
export async function closeDatabase(): Promise<void> {
  const open = shelf.batonDatabase;
  shelf.batonDatabase = undefined;
  await open?.end();
}
