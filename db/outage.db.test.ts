/**
 * What a caller is told while the database is frozen, stopped, full or cut off, that nothing is left behind, and that
 * it comes back by itself. On a PostgreSQL of its own, which may be tormented.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { startTcpProxy, type TcpProxy } from "@/tests/support/tcp-proxy";
import { type EmbeddedPostgres, startPostgres } from "../scripts/lib/embedded-postgres.mjs";
import { bootstrap, withClient } from "../scripts/lib/postgres-bootstrap.mjs";
import { as, closeDatabase, DatabaseUnavailable, ping } from "./client";

const POOL = 3;
const visitor = { kind: "visitor" } as const;
let folder: string;
let server: EmbeddedPostgres;
let proxy: TcpProxy;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "baton-outage-"));
  chmodSync(folder, 0o755);
  server = await startPostgres({ folder, durable: false });
  await bootstrap(server, "baton");
  await withClient(server.adminUrl("baton"), async (admin) => {
    await admin`create role baton_app`;
    await admin`grant baton_app to baton`;
    await admin`create table notes (text text primary key)`;
    await admin`grant all on notes to baton_app`;
  });
  proxy = await startTcpProxy(server.port);
  const url = new URL(server.appUrl());
  url.port = String(proxy.port);
  Object.assign(process.env, { DATABASE_URL: url.href, DATABASE_POOL_MAX: String(POOL) });
});
afterAll(async () => {
  proxy.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => works());
afterEach(async () => {
  await closeDatabase();
  await vi.waitFor(async () => expect(await openTransactions()).toBe(0), { timeout: 15_000 });
});

const write = (text: string) => as(visitor, (tx) => tx.execute(sql`insert into notes values (${text})`));
const works = () => as(visitor, (tx) => tx.execute(sql`select 1`));
const comesBack = () => vi.waitFor(works, { timeout: 20_000, interval: 100 });

const asAdmin = <T>(work: (admin: postgres.Sql) => Promise<T>) => withClient(server.adminUrl("baton"), work);
const isWritten = async (text: string) =>
  (await asAdmin((admin) => admin`select 1 from notes where text = ${text}`)).length > 0;
const openTransactions = async () =>
  (
    await asAdmin(
      (admin) =>
        admin`select 1 from pg_stat_activity where application_name = 'baton' and xact_start is not null`,
    )
  ).length;

function gate() {
  let resolve = () => {};
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve };
}

/** The postmaster first: it would notice what happens to its children. */
function signalAll(signal: "SIGSTOP" | "SIGCONT"): void {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const children = rows
    .map((row) => row.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === server.pid);
  for (const pid of [server.pid, ...children.map(([pid]) => pid)]) if (pid) process.kill(pid, signal);
}

it("frozen: everybody is told, the check too, and it comes back by itself", { timeout: 60_000 }, async () => {
  await Promise.all(Array.from({ length: POOL }, works));
  signalAll("SIGSTOP");
  try {
    const told = await Promise.allSettled(Array.from({ length: POOL * 3 }, works));
    for (const outcome of told) expect(outcome).toMatchObject({ reason: expect.any(DatabaseUnavailable) });
    await expect(ping()).rejects.toThrow(DatabaseUnavailable);
  } finally {
    signalAll("SIGCONT");
  }
  await comesBack();
  await ping();
});

it("frozen inside a transaction: nothing of it stays, and nothing follows", { timeout: 60_000 }, async () => {
  let later: unknown;
  const ended = gate();
  const writing = as(visitor, async (tx) => {
    await tx.execute(sql`insert into notes values ('frozen')`);
    signalAll("SIGSTOP");
    await tx.execute(sql`insert into notes values ('frozen, second')`).catch(() => {});
    later = await tx
      .execute(sql`insert into notes values ('frozen, third')`)
      .catch((error: unknown) => error);
    ended.resolve();
  });
  await expect(writing).rejects.toThrow(DatabaseUnavailable);
  signalAll("SIGCONT");
  await ended.promise;
  expect(later).toBeInstanceOf(Error);
  await comesBack();
  await vi.waitFor(async () => expect(await openTransactions()).toBe(0), { timeout: 15_000 });
  expect(await isWritten("frozen")).toBe(false);
  expect(await isWritten("frozen, second")).toBe(false);
});

it("a transaction past its deadline is rolled back, whatever it does then", { timeout: 30_000 }, async () => {
  const ended = gate();
  const slow = as(visitor, async (tx) => {
    await tx.execute(sql`insert into notes values ('slow')`);
    await sleep(8_500);
    ended.resolve();
  });
  await expect(slow).rejects.toThrow("deadline");
  await ended.promise;
  await works();
  expect(await isWritten("slow")).toBe(false);
});

it("a connection lost inside a transaction ends it, and no other", { timeout: 30_000 }, async () => {
  const other = as(visitor, async (tx) => {
    await sleep(500);
    await tx.execute(sql`insert into notes values ('other')`);
  });
  const cut = as(visitor, async (tx) => {
    const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await asAdmin((admin) => admin`select pg_terminate_backend(${row?.pid ?? 0})`);
    await sleep(200);
    await tx.execute(sql`insert into notes values ('cut')`);
  });
  await expect(cut).rejects.toThrow(DatabaseUnavailable);
  await other;
  expect([await isWritten("cut"), await isWritten("other")]).toEqual([false, true]);
});

it("stopped: told until it is started again", { timeout: 60_000 }, async () => {
  await server.stop();
  await expect(works()).rejects.toThrow(DatabaseUnavailable);
  await expect(ping()).rejects.toThrow();
  const [early] = await Promise.all([
    comesBack().then(() => "back"),
    startPostgres({ folder, durable: false }).then((started) => {
      server = started;
      proxy.target = started.port;
    }),
  ]);
  expect(early).toBe("back");
});

it("out of connections: told after a while, and served as soon as there is one", {
  timeout: 60_000,
}, async () => {
  await closeDatabase();
  await asAdmin((admin) => admin`alter role baton connection limit 1`);
  const hog = postgres(server.appUrl(), { max: 1, onnotice: () => {} });
  try {
    await vi.waitFor(() => hog`select 1`, { timeout: 10_000 });
    await expect(works()).rejects.toMatchObject({ name: "DatabaseUnavailable", cause: { code: "53300" } });
    const waiting = works();
    await hog.end();
    await waiting;
  } finally {
    await hog.end();
    await asAdmin((admin) => admin`alter role baton connection limit -1`);
  }
});

it("busy: who waits too long is told, and the others are served in turn", { timeout: 30_000 }, async () => {
  const release = gate();
  const holders = Array.from({ length: POOL }, () =>
    as(visitor, async (tx) => {
      await tx.execute(sql`select 1`);
      await release.promise;
    }),
  );
  await expect(works()).rejects.toThrow("no connection was free");
  await expect(ping()).rejects.toThrow(DatabaseUnavailable);
  const next = works();
  release.resolve();
  await Promise.all([...holders, next]);
});

it("cut off without a word: dead connections are thrown away, not waited for", {
  timeout: 60_000,
}, async () => {
  await Promise.all(Array.from({ length: POOL }, works));
  proxy.swallow(true);
  const told = await Promise.allSettled(Array.from({ length: POOL }, () => write("swallowed")));
  for (const outcome of told) expect(outcome).toMatchObject({ reason: expect.any(DatabaseUnavailable) });
  proxy.swallow(false);
  await Promise.all(Array.from({ length: POOL }, works));
  await vi.waitFor(() => expect(proxy.open()).toBeLessThanOrEqual(POOL));
  expect(await isWritten("swallowed")).toBe(false);
});
