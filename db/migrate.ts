/** Brings a database to the newest schema: Drizzle's migrations, then the queue's own. */
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { Logger, runMigrations } from "graphile-worker";
import postgres from "postgres";
import { env } from "@/lib/core/env";
import { sqlState } from "./failure";

/** Any constant: it names the lock under which migrations run ("baton" as bytes). */
const MIGRATION_LOCK = 0x6261_746f;
const LOCK_NOT_AVAILABLE = "55P03";
const LOCK_ATTEMPTS = 20;

/** Connects as the owner of the schema; rejects with the failing statement's error. */
export async function migrateDatabase(): Promise<void> {
  const url = env().DATABASE_DIRECT_URL ?? env().DATABASE_URL;
  const client = postgres(url, {
    max: 1,
    connect_timeout: 5,
    onnotice: () => {},
    connection: { application_name: "baton-migrate" },
  });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    // Whoever waits for a table keeps everybody behind it waiting too: better to let them pass and try again.
    await client`set lock_timeout = '2s'`;
    await patiently(() =>
      migrate(drizzle(client), {
        migrationsFolder: fileURLToPath(new URL("./migrations", import.meta.url)),
      }),
    );
    // Does not fail for want of the extension: whoever would use it says so.
    if (env().EMBEDDING_MODEL_NAME) await client`select baton_prepare_vectors(${env().EMBEDDING_DIMENSIONS})`;
    // Its own connection, but under our lock: two instances would install the queue's schema at once.
    await runMigrations({ connectionString: url, maxPoolSize: 1, logger: new Logger(() => () => {}) });
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** All of it is one transaction, so that what had to give way starts afresh. */
async function patiently(work: () => Promise<void>): Promise<void> {
  for (let left = LOCK_ATTEMPTS - 1; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (sqlState(error) !== LOCK_NOT_AVAILABLE || left === 0) throw error;
    }
    await sleep(500);
  }
}
