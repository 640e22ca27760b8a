/** Brings a database to the newest schema: Drizzle's migrations, then the queue's own. */
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { Logger, runMigrations } from "graphile-worker";
import postgres from "postgres";
import { env } from "@/lib/core/env";

/** Any constant: it names the lock under which migrations run ("baton" as bytes). */
const MIGRATION_LOCK = 0x6261_746f;

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
    await migrate(drizzle(client), {
      migrationsFolder: fileURLToPath(new URL("./migrations", import.meta.url)),
    });
    // Its own connection, but under our lock: two instances would install the queue's schema at once.
    await runMigrations({ connectionString: url, maxPoolSize: 1, logger: new Logger(() => () => {}) });
  } finally {
    await client.end({ timeout: 5 });
  }
}
