/** What listeners hear when the listening connection ends, freezes, or cannot be had: everything. */
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { systemViewer } from "@/lib/auth/viewer";
import { startTcpProxy, type TcpProxy } from "@/tests/support/tcp-proxy";
import {
  closeBroker,
  countListeners,
  currentHorizon,
  isListening,
  onDoubt,
  onEvent,
  openBroker,
} from "./broker";
import { listMissed } from "./queries";

vi.mock("./queries", async (original) => {
  const real = await original<typeof import("./queries")>();
  return { ...real, listMissed: vi.fn(real.listMissed) };
});
const replays = vi.mocked(listMissed);

const system = systemViewer("test");
/** The usual pace, thirty times as fast. */
const pace = { beat: 150, silence: 280 };
let proxy: TcpProxy;
let admin: postgres.Sql;

beforeAll(async () => {
  const url = new URL(process.env.DATABASE_URL ?? "");
  proxy = await startTcpProxy(Number(url.port));
  admin = postgres(url.href, { max: 1 });
  url.port = String(proxy.port);
  url.hostname = "127.0.0.1";
  // Only the listening leg goes through the proxy.
  process.env.DATABASE_DIRECT_URL = url.href;
});
afterAll(async () => {
  await admin.end();
  await closeDatabase();
  proxy.close();
  delete process.env.DATABASE_DIRECT_URL;
});

const heard = new Set<number>();
let doubts = 0;
let undo: (() => void)[] = [];

beforeEach(async () => {
  heard.clear();
  openBroker(pace);
  undo = [onEvent(({ id }) => heard.add(id)), onDoubt(() => doubts++)];
  await vi.waitFor(() => expect(isListening()).toBe(true));
});
afterEach(async () => {
  for (const each of undo) each();
  expect(countListeners()).toBe(0);
  await closeBroker();
  proxy.swallow(false);
  replays.mockReset();
});

async function record(): Promise<number> {
  const [row] = await as(system, (tx) =>
    tx.insert(events).values({ type: "test.happened", actorKind: "system" }).returning({ id: events.id }),
  );
  return row?.id ?? 0;
}
const expectHeard = (ids: number[]) =>
  vi.waitFor(() => expect(ids.filter((id) => !heard.has(id))).toEqual([]), { timeout: 15_000 });

/** The cursor moves only when a pulse has come back: on the connection that is listened to. */
async function pulsesHeard(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const before = await currentHorizon();
    await record();
    await vi.waitFor(async () => expect(await currentHorizon()).not.toBe(before), { timeout: 15_000 });
  }
}

describe("a connection that ends", () => {
  it("loses nothing, however often it ends", async () => {
    const ids: number[] = [];
    let killed = 0;
    for (let n = 0; n < 60; n++) {
      ids.push(await record());
      if (n % 12 !== 6) continue;
      const ended = await admin`
        select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'baton-listen' and datname = current_database()`;
      killed += ended.length;
    }
    expect(killed).toBeGreaterThan(1);
    await expectHeard(ids);
    await vi.waitFor(() => expect(isListening()).toBe(true), { timeout: 15_000 });
  });
});

describe("a connection that is frozen", () => {
  it("is found by its silence; meanwhile everything comes by polling, and once it is back, polling ends", async () => {
    await pulsesHeard(1);
    proxy.swallow(true);
    const frozen = [await record(), await record()];
    await expectHeard(frozen);
    await vi.waitFor(() => expect(isListening()).toBe(false));
    const polled = [await record()];
    await expectHeard(polled);

    proxy.swallow(false);
    await vi.waitFor(() => expect(isListening()).toBe(true), { timeout: 15_000 });
    await pulsesHeard(1);
    const before = doubts;
    const live = await record();
    await expectHeard([live]);
    await pulsesHeard(3);
    expect(doubts).toBe(before);
  });

  it("is thrown away, not left hanging", async () => {
    await pulsesHeard(1);
    proxy.swallow(true);
    await vi.waitFor(() => expect(isListening()).toBe(false), { timeout: 15_000 });
    await closeBroker();
    proxy.swallow(false);
    await vi.waitFor(() => expect(proxy.open()).toBe(0), { timeout: 15_000 });
  });
});

describe("the cursor", () => {
  it("stands still until what was missed has been read, however many pulses come back before", async () => {
    await pulsesHeard(1);
    replays.mockRejectedValue(new Error("the pool is used up"));
    proxy.swallow(true);
    const missed = await record();
    await vi.waitFor(() => expect(isListening()).toBe(false), { timeout: 15_000 });
    proxy.swallow(false);
    await vi.waitFor(() => expect(isListening()).toBe(true), { timeout: 15_000 });
    // One more attempt with each beat, and a pulse after each.
    const before = replays.mock.calls.length;
    await vi.waitFor(() => expect(replays.mock.calls.length).toBeGreaterThan(before + 4), {
      timeout: 15_000,
    });
    expect(heard.has(missed)).toBe(false);
    replays.mockReset();
    await expectHeard([missed]);
  });

  it("never passes an event that has not been told", async () => {
    proxy.swallow(true);
    const before = await currentHorizon();
    const id = await record();
    const [row] = await as(system, (tx) =>
      tx.execute<{ passed: boolean }>(
        sql`select ${before}::xid8 > tx as passed from events where id = ${id}`,
      ),
    );
    expect(row?.passed).toBe(false);
    await expectHeard([id]);
    proxy.swallow(false);
    await vi.waitFor(() => expect(isListening()).toBe(true), { timeout: 15_000 });
    await pulsesHeard(2);
    expect(heard.has(id)).toBe(true);
  });
});
