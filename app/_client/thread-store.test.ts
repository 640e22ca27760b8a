import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MessageView } from "@/lib/messages/schema";
import { hasGap, openThread, reduceThread, type ThreadState } from "./thread-store";

const entry = (seq: number, id = `m${seq}`): MessageView => ({
  id,
  seq,
  kind: "message",
  author: { kind: "customer", name: "Dana", isMe: true },
  text: `text ${seq}`,
  citations: [],
  receipts: [],
  incomplete: null,
  passed: null,
  rating: null,
  runId: null,
  fallback: false,
  createdAt: new Date(seq * 1_000).toISOString(),
});
const seqs = (state: ThreadState) => state.entries.map((each) => each.seq);

/** The server's answer to "what is after", as the route gives it. */
const ask = (log: readonly MessageView[], after: number, limit: number) => {
  const rest = log.filter((each) => each.seq > after);
  return { items: rest.slice(0, limit), more: rest.length > limit };
};

describe("a thread in the browser", () => {
  it("ends with the server's list whatever order answers and announcements come in", () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 30 });
    const deliveries = fc.array(
      fc.record({
        after: fc.nat(60),
        limit: fc.integer({ min: 1, max: 20 }),
        upTo: fc.nat(60),
        heard: fc.boolean(),
      }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(numbers, deliveries, fc.nat(60), (given, delivered, openedAt) => {
        const log = given.sort((a, b) => a - b).map((seq) => entry(seq));
        const opened = log.filter((each) => each.seq <= openedAt);
        let state = openThread(opened, openedAt, false);
        for (const { after, limit, upTo, heard } of delivered) {
          // An answer can only hold what was stored when it was asked for.
          const stored = log.filter((each) => each.seq <= upTo);
          const spokenOf = Math.min(state.heardTo, upTo);
          if (heard) state = reduceThread(state, { type: "heard", seq: stored.at(-1)?.seq ?? 0 });
          state = reduceThread(state, { type: "page", after, heard: spokenOf, ...ask(stored, after, limit) });
          expect(seqs(state)).toEqual([...new Set(seqs(state))].sort((a, b) => a - b));
        }
        state = reduceThread(state, { type: "heard", seq: log.at(-1)?.seq ?? 0 });
        for (let rounds = 0; hasGap(state); rounds++) {
          expect(rounds).toBeLessThan(100);
          const { readTo: after, heardTo: heard } = state;
          state = reduceThread(state, { type: "page", after, heard, ...ask(log, after, 7) });
        }
        expect(seqs(state)).toEqual(log.map((each) => each.seq));
      }),
      { numRuns: 500 },
    );
  });

  it("is not held up by numbers that this viewer never sees", () => {
    let state = openThread([entry(1)], 1, false);
    state = reduceThread(state, { type: "heard", seq: 3 });
    expect(hasGap(state)).toBe(true);
    state = reduceThread(state, { type: "page", after: 1, heard: 3, items: [], more: false });
    expect(hasGap(state)).toBe(false);
  });

  it("keeps asking when an answer was older than the announcement", () => {
    let state = openThread([entry(1)], 1, false);
    state = reduceThread(state, { type: "heard", seq: 2 });
    state = reduceThread(state, { type: "page", after: 1, heard: 1, items: [], more: false });
    expect(hasGap(state)).toBe(true);
  });

  it("does not count a page that begins beyond what has been read", () => {
    let state = openThread([entry(1)], 1, false);
    state = reduceThread(state, { type: "page", after: 5, heard: 6, items: [entry(6)], more: false });
    expect(state.readTo).toBe(1);
    expect(seqs(state)).toEqual([1, 6]);
  });

  it("puts earlier entries in front and knows whether there are more", () => {
    let state = openThread([entry(5)], 5, true);
    state = reduceThread(state, { type: "earlier", items: [entry(3), entry(4)], more: false });
    expect(seqs(state)).toEqual([3, 4, 5]);
    expect(state.hasEarlier).toBe(false);
  });
});
