/** When the words of an answer are stored: on a clock of our own, against real PostgreSQL. */
import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { asc, eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { as } from "@/db/client";
import { runChunks } from "@/db/schema/runs";
import { systemViewer } from "@/lib/auth/viewer";
import { makeTurn } from "@/tests/support/factories";
import { AnswerStream } from "./stream";

type Chunk = { type: string; delta?: string };

/** A new connection needs timers; those that a test uses are open before its clock stands still. */
const CONNECTIONS = 4;

beforeEach(async () => {
  const connect = () => as(systemViewer("test"), (tx) => tx.execute(sql`select pg_sleep(0.05)`));
  await Promise.all(Array.from({ length: CONNECTIONS }, connect));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function opened() {
  const { assistant } = await makeTurn();
  const lost: unknown[] = [];
  const stream = new AnswerStream(assistant, (reason) => lost.push(reason));
  const batches = () =>
    as(systemViewer("test"), (tx) =>
      tx
        .select({ chunks: runChunks.chunks })
        .from(runChunks)
        .where(eq(runChunks.runId, assistant.runId))
        .orderBy(asc(runChunks.n)),
    );
  /** Until so many are stored; without time that passes, nothing but the database is waited for. */
  const stored = async (count: number) => {
    for (;;) {
      const rows = await batches();
      if (rows.length >= count) return rows.map(({ chunks }) => chunks as Chunk[]);
    }
  };
  return { stream, stored, lost };
}

const textOf = (batches: Chunk[][]) =>
  batches
    .flat()
    .map((chunk) => chunk.delta ?? "")
    .join("");

describe("an answer that streams", () => {
  it("stores its first words at once, and gathers the next ones until a batch is due", async () => {
    const { stream, stored } = await opened();
    stream.text("First of ");
    expect(textOf(await stored(1)).trim()).toBe("First");
    for (let n = 0; n < 20; n++) {
      stream.text(`word${n} `);
      await turnOfTheLoop();
    }
    expect(await stored(1)).toHaveLength(1);
    vi.advanceTimersByTime(100);
    const batches = await stored(2);
    expect(batches).toHaveLength(2);
    expect(textOf(batches)).toMatch(/^First of word0 .* word18 $/);
  });

  it("keeps nothing else waiting: a tool call takes the words before it along", async () => {
    const { stream, stored } = await opened();
    stream.text("One two ");
    await stored(1);
    stream.text("three ");
    stream.toolCall("c1", "search_tickets");
    const batches = await stored(2);
    expect(batches[1]?.map(({ type }) => type)).toEqual(["text-delta", "tool-input-available"]);
  });

  it("is whole once it is drained, without another wait", async () => {
    const { stream, stored, lost } = await opened();
    stream.text("One two ");
    await stored(1);
    stream.text("three");
    await stream.drain();
    expect(textOf(await stored(2))).toBe("One two three");
    expect(lost).toEqual([]);
  });

  it("says nothing more once it is silenced, also what was waiting", async () => {
    const { stream, stored } = await opened();
    stream.text("One two ");
    await stored(1);
    stream.text("three ");
    stream.silence();
    await turnOfTheLoop();
    vi.advanceTimersByTime(1_000);
    await turnOfTheLoop();
    expect(textOf(await stored(1)).trim()).toBe("One");
  });
});

describe("what must not be said", () => {
  it("is neither stored nor shown: other people's data, foreign links, keys", async () => {
    const { stream, stored } = await opened();
    stream.allow({ email: "me@example.com", orders: [{ number: "10023" }] });
    for (const part of [
      "Order 10023 of me@exam",
      "ple.com. But order 20417 of jor",
      "dan@example.com: see [here](https://evil.exam",
      "ple/x) with sk-proj-abcdefgh",
      "ijklmnop12345.",
    ])
      stream.text(part);
    await stream.drain();
    const said =
      "Order 10023 of me@example.com. But order (number removed) of (address removed): see here with (removed).";
    expect(textOf(await stored(1))).toBe(said);
    expect(stream.result().text).toBe(said);
    expect(stream.guarded()).toEqual({ links: 1, secrets: 1, others: 2, leaks: 0 });
  });
});
