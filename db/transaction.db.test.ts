/** What the one door promises when a statement fails, the connection is lost, or more is sent than belongs together. */
import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, expect, inject, it } from "vitest";
import { systemViewer } from "@/lib/auth/viewer";
import { withClient } from "../scripts/lib/postgres-bootstrap.mjs";
import { as, closeDatabase, DatabaseUnavailable, sqlState, type Tx } from "./client";
import { users } from "./schema/people";

const viewer = systemViewer("limits");
const write = (tx: Tx, key: string) =>
  tx.execute(sql`insert into limits (key, used, window_start) values (${key}, 1, clock_timestamp())`);
const written = async (key: string) =>
  (await as(viewer, (tx) => tx.execute(sql`select 1 from limits where key = ${key}`))).length;

afterAll(closeDatabase);

it("runs one query as a whole transaction, as the viewer and never as the connection's own role", async () => {
  const [row] = await as(viewer, (tx) =>
    tx.execute<{ role: string; viewer: string }>(
      sql`select current_user as role, current_setting('baton.viewer') as viewer`,
    ),
  );
  expect(row).toEqual({ role: "baton_app", viewer: "system" });
  const key = randomUUID();
  await as(viewer, (tx) => write(tx, key));
  expect(await written(key)).toBe(1);
});

it("leaves nothing of the viewer on the connection", async () => {
  await as(systemViewer("limits"), (tx) => tx.execute(sql`select 1`));
  const [row] = await as({ kind: "visitor" }, (tx) =>
    tx.execute<{ viewer: string; user: string }>(
      sql`select current_setting('baton.viewer') as viewer, current_setting('baton.user_id') as user`,
    ),
  );
  expect(row).toEqual({ viewer: "visitor", user: "" });
});

it("keeps nothing when a later statement fails, and tells the failure, not what followed from it", async () => {
  const key = randomUUID();
  const failing = as(viewer, async (tx) => {
    await Promise.all([
      write(tx, key),
      tx.execute(sql`select 1 / ${0}::int`),
      tx.execute(sql`select ${1}::int`),
    ]);
  });
  expect(sqlState(await failing.catch((error: unknown) => error))).toBe("22012");
  expect(await written(key)).toBe(0);
});

it("rejects when a failure was swallowed: PostgreSQL would roll back and say that it had committed", async () => {
  const key = randomUUID();
  const swallowing = as(viewer, async (tx) => {
    await write(tx, key);
    await tx.execute(sql`select 1 / ${0}::int`).catch(() => {});
  });
  expect(sqlState(await swallowing.catch((error: unknown) => error))).toBe("22012");
  expect(await written(key)).toBe(0);
});

it("rejects one query that fails, and gives the connection back in order", async () => {
  for (let round = 0; round < 3; round++) {
    const failing = as(viewer, (tx) => tx.execute(sql`select 1 / ${0}::int`));
    expect(sqlState(await failing.catch((error: unknown) => error))).toBe("22012");
  }
  expect(await as(viewer, (tx) => tx.execute<{ n: number }>(sql`select 7 as n`))).toEqual([{ n: 7 }]);
});

it("refuses a value that is undefined at once, and gives the connection back in order", async () => {
  const refusal = "a value of a statement is undefined";
  const nobody = {} as { id: string };
  const asking = as(viewer, (tx) => tx.select().from(users).where(eq(users.id, nobody.id)));
  await expect(asking).rejects.toMatchObject({ cause: new TypeError(refusal) });
  const key = randomUUID();
  const writing = as(viewer, async (tx) => {
    await write(tx, key);
    await tx.select().from(users).where(eq(users.id, nobody.id));
  });
  await expect(writing).rejects.toMatchObject({ cause: new TypeError(refusal) });
  expect(await written(key)).toBe(0);
});

it("refuses a statement after the end of its transaction", async () => {
  let kept: Tx | undefined;
  await as(viewer, (tx) => {
    kept = tx;
    return tx.execute(sql`select 1`);
  });
  await expect(async () => kept?.execute(sql`select 1`)).rejects.toThrow();
});

it("sends nothing more on a connection that was lost, and takes a new one next time", async () => {
  const key = randomUUID();
  const lost = as(viewer, async (tx) => {
    const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await withClient(
      inject("database").adminUrl,
      (admin) => admin`select pg_terminate_backend(${row?.pid ?? 0})`,
    );
    await write(tx, key).catch(() => {});
    await write(tx, key);
  });
  await expect(lost).rejects.toThrow(DatabaseUnavailable);
  expect(await written(key)).toBe(0);
});

it("serves more callers than it has connections", async () => {
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      as(viewer, async (tx) => {
        await tx.execute(sql`select 1`);
        const [row] = await tx.execute<{ n: number }>(sql`select ${n}::int as n`);
        return row?.n;
      }),
    ),
  );
  expect(answers).toEqual(Array.from({ length: 60 }, (_, n) => n));
});
