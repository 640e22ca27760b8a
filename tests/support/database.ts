/**
 * Gives each integration test file a database of its own: a clone of the migrated template, named in
 * DATABASE_URL before anything of the file is imported, dropped after its last test.
 */
import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { withClient } from "../../scripts/lib/postgres-bootstrap.mjs";
import { testEnvironment } from "./environment";

const { adminUrl, appUrl, template } = inject("database");
const name = `w${process.env.VITEST_POOL_ID ?? "0"}_${randomBytes(6).toString("hex")}`;
const url = new URL(appUrl);
url.pathname = `/${name}`;

await withClient(adminUrl, async (sql) => {
  const [owner] = await sql<{ name: string }[]>`
    select pg_get_userbyid(datdba) as name from pg_database where datname = ${template}`;
  if (!owner) throw new Error(`the template database ${template} is gone`);
  await sql`create database ${sql(name)} template ${sql(template)} owner ${sql(owner.name)}`;
});
Object.assign(process.env, testEnvironment, { DATABASE_URL: url.href });

afterAll(async () => {
  await withClient(adminUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`);
});
