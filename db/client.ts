/**
 * The one door to the database. `as(viewer, fn)` opens a transaction, gives up the connection's own
 * rights for those of `baton_app` (owns nothing, cannot bypass row security) and tells the policies who
 * is asking. There is no other way to reach a table from `lib`.
 */
import { sql } from "drizzle-orm";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/lib/core/env";
import * as schema from "./schema";
import { type DbViewer, viewerSettings } from "./viewer";

export type Database = PostgresJsDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** Milliseconds a caller waits for the database before it is told that it is unavailable. */
export const DATABASE_DEADLINE_MS = 8_000;
/** Milliseconds one statement may run inside PostgreSQL. */
export const STATEMENT_TIMEOUT_MS = 5_000;

/** The database did not answer in time or cannot be reached. Nothing is known about the transaction. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}

type Connection = { sql: postgres.Sql; db: Database };
const shelf = globalThis as typeof globalThis & { batonDatabase?: Connection };

function connection(): Connection {
  shelf.batonDatabase ??= open();
  return shelf.batonDatabase;
}

function open(): Connection {
  const client = postgres(env().DATABASE_URL, {
    max: env().DATABASE_POOL_MAX,
    idle_timeout: 60,
    connect_timeout: 5,
    onnotice: () => {},
    connection: {
      application_name: "baton",
      statement_timeout: STATEMENT_TIMEOUT_MS,
      lock_timeout: 2_000,
      idle_in_transaction_session_timeout: 10_000,
      TimeZone: "UTC",
    },
  });
  return { sql: client, db: drizzle(client, { schema }) };
}

/**
 * Runs `fn` in one transaction that sees and touches only what `viewer` may.
 * Rejects with {@link DatabaseUnavailable} after {@link DATABASE_DEADLINE_MS}: postgres.js itself waits
 * forever on a frozen server, whatever `statement_timeout` says.
 */
export async function as<T>(viewer: DbViewer, fn: (tx: Tx) => Promise<T>): Promise<T> {
  const setting = viewerSettings(viewer);
  const work = connection().db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('role', 'baton_app', true),
      set_config('baton.viewer', ${setting.viewer}, true),
      set_config('baton.user_id', ${setting.user}, true),
      set_config('baton.customer_id', ${setting.customer}, true),
      set_config('baton.conversation_id', ${setting.conversation}, true)`);
    return fn(tx);
  });
  return withDeadline(work);
}

async function withDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseUnavailable("deadline passed")), DATABASE_DEADLINE_MS);
  });
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
  await withDeadline(connection().sql`select 1`.then(() => undefined));
}

/** Ends every connection; for process shutdown and for tests. */
export async function closeDatabase(): Promise<void> {
  const open = shelf.batonDatabase;
  shelf.batonDatabase = undefined;
  await open?.sql.end({ timeout: 5 });
}
