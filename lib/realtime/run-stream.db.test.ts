/** The stream of a run on real rows: complete, the same for everybody, cheap for many, and gone with access. */
import { beforeEach, describe, expect, it, vi } from "vitest";
import { DatabaseUnavailable } from "@/db/client";
import { endSession } from "@/lib/auth/sessions";
import type { AssistantViewer, CustomerViewer, UserViewer } from "@/lib/auth/viewer";
import { stopRun } from "@/lib/conversations/commands";
import { disablePerson } from "@/lib/people/commands";
import { flushChunks } from "@/lib/runs/commands";
import { readChunks } from "@/lib/runs/queries";
import { makeAgent, makeCustomer, makeManager, makeTurn } from "@/tests/support/factories";
import { EventReader } from "@/tests/support/sse";
import { countListeners } from "./broker";
import { MAX_BEHIND_BYTES } from "./outlet";
import { countFeeds, emitStored } from "./run-feed";
import { findStreamOfRun, watchRun } from "./run-stream";
import { checkAccess, MAX_PER_CONVERSATION, MAX_PER_USER, streamFigures } from "./streams";

vi.mock("@/lib/runs/queries", async (original) => {
  const real = await original<typeof import("@/lib/runs/queries")>();
  return { ...real, readChunks: vi.fn(real.readChunks) };
});
const reads = vi.mocked(readChunks);
const readsOfFeed = () => reads.mock.calls.filter(([viewer]) => viewer.kind === "system").length;

let customer: CustomerViewer;
let assistant: AssistantViewer;
let run: { id: string; conversationId: string };
let n: number;

beforeEach(async () => {
  let conversation: { id: string };
  ({ customer, conversation, assistant } = await makeTurn());
  run = { id: assistant.runId, conversationId: conversation.id };
  n = 0;
  reads.mockReset();
  expect({ feeds: countFeeds(), listeners: countListeners(), ...streamFigures() }).toEqual({
    feeds: 0,
    listeners: 0,
    open: 0,
    bytesBehind: 0,
  });
});

const chunk = (text: string) => ({ type: "text-delta" as const, id: "t0", delta: text });
/** Stores a batch as a run on another instance does: only the database knows. */
async function storeElsewhere(text: string): Promise<void> {
  await flushChunks(assistant, ++n, [chunk(text)]);
}
/** Stores a batch as a run in this process does. */
async function storeHere(text: string): Promise<void> {
  await storeElsewhere(text);
  emitStored(run.id, n, [chunk(text)]);
}
const watch = (viewer: UserViewer) => new EventReader(watchRun(viewer, run));
const deltaOf = (data: string): string =>
  data === "[DONE]" ? "" : ((JSON.parse(data) as { delta?: string }).delta ?? "");
const textOf = (reader: EventReader) => reader.seen.map(({ data }) => deltaOf(data)).join("");
const says = (text: string) => (event: { data: string }) => deltaOf(event.data) === text;
const lastChunks = (reader: EventReader) => reader.seen.slice(-2).map(({ data }) => data);
const aborted = ['{"type":"abort","reason":"cancelled"}', "[DONE]"];

describe("what a reader sees", () => {
  it.each([
    ["on the instance that writes", storeHere],
    ["on another instance", storeElsewhere],
  ])("is the same for sender, other tab, agent and latecomer %s", async (_, store) => {
    const readers = [watch(customer), watch(customer), watch(await makeAgent())];
    const words = Array.from({ length: 40 }, (_, i) => `word-${i} `);
    const reading = readers.map((reader) => reader.rest());
    for (const word of words.slice(0, 20)) await store(word);
    const late = watch(customer);
    const readingLate = late.rest();
    for (const word of words.slice(20)) await store(word);
    await stopRun(customer, run.conversationId);
    await Promise.all([...reading, readingLate]);
    const after = watch(customer);
    await after.rest();
    for (const reader of [...readers, late, after]) {
      expect(textOf(reader)).toBe(words.join(""));
      expect(lastChunks(reader)).toEqual(aborted);
    }
  });

  it("has no hole when a batch comes between its first reading and the first announcement", async () => {
    await storeElsewhere("one");
    const real = reads.getMockImplementation();
    // The reading is done, but has not arrived yet, when two more are stored.
    reads.mockImplementationOnce(async (...args) => {
      const answer = await real?.(...args);
      if (!answer) throw new Error("nothing was read");
      await storeHere("two");
      await storeHere("three");
      return answer;
    });
    const reader = watch(customer);
    await reader.until(says("three"));
    expect(textOf(reader)).toBe("onetwothree");
    await reader.leave();
  });

  it("has no hole when an announcement of this process is lost", async () => {
    const reader = watch(customer);
    await storeHere("one");
    await reader.until(says("one"));
    n++;
    await flushChunks(assistant, n, [chunk("two")]);
    await storeHere("three");
    await reader.until(says("three"));
    expect(textOf(reader)).toBe("onetwothree");
    await reader.leave();
  });

  it("goes on when another instance goes on with the run", async () => {
    const reader = watch(customer);
    await storeHere("one");
    await reader.until(says("one"));
    await storeElsewhere("two");
    await storeElsewhere("three");
    await reader.until(says("three"));
    expect(textOf(reader)).toBe("onetwothree");
    await reader.leave();
  });

  it("shows nothing that is not stored", async () => {
    const reader = watch(customer);
    await storeHere("stored");
    await reader.until(says("stored"));
    await stopRun(customer, run.conversationId);
    await expect(storeHere("never stored")).rejects.toThrow();
    await reader.rest();
    expect(textOf(reader)).toBe("stored");
  });
});

describe("many readers of one run", () => {
  it("cost one reading for each announcement, not one each", async () => {
    const viewers = [customer, await makeAgent(), await makeAgent()];
    const readers = viewers.flatMap((viewer) => Array.from({ length: 5 }, () => watch(viewer)));
    await storeElsewhere("first");
    await Promise.all(readers.map((reader) => reader.until(says("first"))));
    reads.mockClear();
    const batches = 20;
    for (let i = 0; i < batches; i++) await storeElsewhere(`${i} `);
    await Promise.all(readers.map((reader) => reader.until(says(`${batches - 1} `))));
    expect(readsOfFeed()).toBeGreaterThan(0);
    expect(reads.mock.calls.length).toBe(readsOfFeed());
    expect(readsOfFeed()).toBeLessThanOrEqual(batches);
    await Promise.all(readers.map((reader) => reader.leave()));
  });

  it("cost none where the run is at work", async () => {
    const reader = watch(customer);
    await storeHere("first");
    await reader.until(says("first"));
    reads.mockClear();
    for (let i = 0; i < 10; i++) await storeHere(`${i} `);
    await reader.until(says("9 "));
    expect(reads.mock.calls).toEqual([]);
    expect(textOf(reader)).toBe("first0 1 2 3 4 5 6 7 8 9 ");
    await reader.leave();
  });

  it("are limited, and whoever is refused has still been heard", async () => {
    const own = Array.from({ length: MAX_PER_USER }, () => watch(customer));
    expect(() => watchRun(customer, run)).toThrow(/too many/i);
    expect(findStreamOfRun(customer, run)).toBeNull();
    const agents = await Promise.all(
      Array.from({ length: MAX_PER_CONVERSATION - MAX_PER_USER }, () => makeAgent()),
    );
    const watching = agents.map((agent) => watch(agent));
    const oneMore = await makeAgent();
    expect(() => watchRun(oneMore, run)).toThrow(/too many/i);
    await watching.pop()?.leave();
    watching.push(watch(oneMore));
    await Promise.all([...own, ...watching].map((reader) => reader.leave()));
  });
});

describe("a slow reader", () => {
  const big = "x".repeat(60_000);

  it("is cut off when it is 256 kB behind, and gets everything when it comes back", async () => {
    const slow = watchRun(customer, run);
    const quick = watch(customer);
    const most: number[] = [];
    for (let i = 0; i < 8; i++) {
      await storeHere(big);
      await quick.until(says(big));
      most.push(streamFigures().bytesBehind);
    }
    await expect(new EventReader(slow).rest()).rejects.toThrow(/too slow/);
    expect(Math.max(...most)).toBeLessThanOrEqual(MAX_BEHIND_BYTES);
    expect(streamFigures().open).toBe(1);
    const again = watch(customer);
    for (let i = 0; i < 8; i++) await again.until(says(big));
    expect(textOf(again)).toBe(big.repeat(8));
    await Promise.all([quick.leave(), again.leave()]);
  });
});

describe("a database that is away for a moment", () => {
  it("interrupts nothing", async () => {
    const reader = watch(customer);
    await storeElsewhere("before");
    await reader.until(says("before"));
    reads.mockRejectedValueOnce(new DatabaseUnavailable("away"));
    reads.mockRejectedValueOnce(new DatabaseUnavailable("away"));
    await storeElsewhere("after");
    await reader.until(says("after"));
    expect(textOf(reader)).toBe("beforeafter");
    await reader.leave();
  });

  it("lets a reader begin", async () => {
    await storeElsewhere("stored");
    reads.mockRejectedValueOnce(new DatabaseUnavailable("away"));
    const reader = watch(customer);
    await reader.until(says("stored"));
    await reader.leave();
  });
});

describe("access", () => {
  it("ends with the session that it was opened with, and not with another", async () => {
    const other = await makeCustomer();
    const reader = watch(customer);
    await storeHere("one");
    await reader.until(says("one"));
    await endSession(other.sessionId);
    await storeHere("two");
    await reader.until(says("two"));
    await endSession(customer.sessionId);
    await reader.rest();
    expect(textOf(reader)).toBe("onetwo");
    expect(lastChunks(reader)).not.toContain("[DONE]");
  });

  it("ends when the person is disabled", async () => {
    const agent = await makeAgent();
    const reader = watch(agent);
    await disablePerson(await makeManager(), agent.userId);
    await reader.rest();
    expect(streamFigures().open).toBe(0);
  });

  it("is asked for again with every check: another customer's run shows nothing, and its stream ends", async () => {
    const stranger = watch(await makeCustomer());
    await storeHere("secret");
    await checkAccess();
    await stranger.rest();
    expect(stranger.seen).toEqual([]);
  });
});

describe("a stream that was left", () => {
  it("leaves nothing behind, and the run goes on", async () => {
    const reader = watch(customer);
    await storeHere("one");
    await reader.until(says("one"));
    await reader.leave();
    expect({ feeds: countFeeds(), listeners: countListeners(), open: streamFigures().open }).toEqual({
      feeds: 0,
      listeners: 0,
      open: 0,
    });
    await storeHere("two");
  });

  it("leaves nothing behind when it was left while it waited for the database", async () => {
    reads.mockRejectedValue(new DatabaseUnavailable("away"));
    const stream = watchRun(customer, run);
    expect(countFeeds()).toBe(1);
    await stream.cancel();
    expect({ feeds: countFeeds(), listeners: countListeners() }).toEqual({ feeds: 0, listeners: 0 });
  });
});
