/** Instances that start at the same moment on an empty database: one migrates, the others wait, none fails. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { projectRoot } from "../scripts/lib/paths.mjs";
import { scriptArgs, withClient } from "../scripts/lib/postgres-bootstrap.mjs";

const { adminUrl, appUrl, template } = inject("database");
const name = `start_${randomBytes(6).toString("hex")}`;
const url = new URL(appUrl);
url.pathname = `/${name}`;
const adminOf = (database: string) => {
  const one = new URL(adminUrl);
  one.pathname = `/${database}`;
  return one.href;
};

beforeAll(async () => {
  await withClient(adminUrl, async (sql) => {
    const [owner] = await sql<{ name: string }[]>`
      select pg_get_userbyid(datdba) as name from pg_database where datname = ${template}`;
    await sql`create database ${sql(name)} owner ${sql(owner?.name ?? "")}`;
  });
  const extensions = await withClient(
    adminOf(template),
    (sql) => sql<{ extname: string }[]>`select extname from pg_extension where extname <> 'plpgsql'`,
  );
  await withClient(adminOf(name), async (sql) => {
    for (const { extname } of extensions) await sql`create extension if not exists ${sql(extname)}`;
  });
});
afterAll(() => withClient(adminUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`));

async function migrate(): Promise<string> {
  const child = spawn(process.execPath, scriptArgs("scripts/migrate.ts"), {
    cwd: projectRoot,
    env: { ...process.env, DATABASE_URL: url.href },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  const [code] = await once(child, "close");
  return `${code} ${output}`;
}

it("end with one complete schema", async () => {
  expect(await Promise.all([migrate(), migrate(), migrate()])).toEqual(["0 ", "0 ", "0 "]);
  const tables = (of: string) =>
    withClient(
      adminOf(of),
      (sql) => sql`select schemaname, tablename from pg_tables
        where schemaname in ('public', 'graphile_worker', 'drizzle') order by 1, 2`,
    );
  expect([...(await tables(name))]).toEqual([...(await tables(template))]);
});
