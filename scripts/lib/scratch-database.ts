/**
 * A migrated, empty database for one measurement, dropped afterwards: on the server of DATABASE_URL when there is
 * one whose user may create databases, else on an embedded PostgreSQL that lives as long as the measurement.
 */
import { randomBytes } from "node:crypto";
import { bootstrap, withClient } from "./postgres-bootstrap.mjs";
import { startTestPostgres } from "./test-postgres.mjs";

/** `work` must import what reads the environment only when it runs. */
export async function withScratchDatabase(work: () => Promise<void>): Promise<void> {
  const name = `baton_scratch_${randomBytes(6).toString("hex")}`;
  const given = process.env.DATABASE_URL;
  if (given && (await mayCreate(given))) {
    await withClient(given, (sql) => sql`create database ${sql(name)}`);
    const url = new URL(given);
    url.pathname = `/${name}`;
    try {
      await inDatabase(url.href, work);
    } finally {
      await withClient(given, (sql) => sql`drop database if exists ${sql(name)} with (force)`);
    }
    return;
  }
  const server = await startTestPostgres();
  try {
    await bootstrap(server, name);
    await inDatabase(server.appUrl(name), work);
  } finally {
    await server.stop();
  }
}

async function mayCreate(url: string): Promise<boolean> {
  const [role] = await withClient(
    url,
    (sql) => sql<{ may: boolean }[]>`
      select rolcreatedb or rolsuper as may from pg_roles where rolname = current_user`,
  );
  return role?.may === true;
}

async function inDatabase(url: string, work: () => Promise<void>): Promise<void> {
  Object.assign(process.env, { DATABASE_URL: url, DATABASE_DIRECT_URL: url });
  process.env.AUTH_SECRET ??= randomBytes(32).toString("hex");
  const [{ migrateDatabase }, { closeDatabase }] = await Promise.all([
    import("@/db/migrate"),
    import("@/db/client"),
  ]);
  await migrateDatabase();
  try {
    await work();
  } finally {
    await closeDatabase();
  }
}
