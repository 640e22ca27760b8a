import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ApiProblem, type ProblemCode } from "./api";
import { firstInLine, judge, type Outgoing, pauseAfter, reduceOutgoing, unsentOf } from "./outgoing";

const message = (id: string) => ({
  id,
  kind: "message" as const,
  text: `text ${id}`,
  createdAt: "2026-01-01",
});
const queued = (...ids: string[]) =>
  ids.reduce<readonly Outgoing[]>(
    (list, id) => reduceOutgoing(list, { type: "queued", message: message(id) }),
    [],
  );
const ids = (list: readonly Outgoing[]) => list.map((each) => each.id);

describe("messages on their way out", () => {
  it("stand in the order in which they were written, each once", () => {
    expect(ids(queued("a", "b", "a", "c"))).toEqual(["a", "b", "c"]);
  });

  it("go one after the other: the next only when the one before has arrived or was refused", () => {
    let list = reduceOutgoing(queued("a", "b"), { type: "sending", id: "a" });
    expect(firstInLine(list)?.id).toBe("a");
    list = reduceOutgoing(list, { type: "failed", id: "a", retryAt: 5, unconfirmed: true });
    expect(firstInLine(list)).toMatchObject({ id: "a", tries: 1, retryAt: 5, unconfirmed: true });
    list = reduceOutgoing(list, { type: "sent", id: "a" });
    expect(firstInLine(list)?.id).toBe("b");
    list = reduceOutgoing(list, { type: "refused", id: "b", problem: "No." });
    expect(firstInLine(list)).toBeUndefined();
    expect(ids(unsentOf(list) as Outgoing[])).toEqual(["b"]);
  });

  it("go last, when a refused one is wanted after all; under its new id, when the old one is taken", () => {
    let list = reduceOutgoing(queued("a", "b"), { type: "refused", id: "a", problem: "No.", freshId: "z" });
    expect(list[0]).toMatchObject({ id: "z", text: "text a", state: "refused", problem: "No." });
    list = reduceOutgoing(list, { type: "again", id: "z" });
    expect(ids(list)).toEqual(["b", "z"]);
    expect(list[1]).toMatchObject({ state: "waiting", tries: 0, problem: null });
  });

  it("are not brought back by an answer that comes after they were removed", () => {
    const list = reduceOutgoing(queued("a"), { type: "removed", ids: ["a"] });
    for (const late of [
      { type: "sent", id: "a" },
      { type: "failed", id: "a", retryAt: null, unconfirmed: false },
      { type: "refused", id: "a", problem: "No." },
      { type: "again", id: "a" },
    ] as const)
      expect(reduceOutgoing(list, late)).toEqual([]);
  });

  it("keep their order whatever happens to them, but for those that the writer sends anew", () => {
    const id = fc.constantFrom("a", "b", "c", "d");
    const action = fc.oneof(
      fc.record({ type: fc.constant("sending" as const), id }),
      fc.record({ type: fc.constant("sent" as const), id }),
      fc.record({
        type: fc.constant("failed" as const),
        id,
        retryAt: fc.constant(null),
        unconfirmed: fc.boolean(),
      }),
      fc.record({ type: fc.constant("refused" as const), id, problem: fc.string() }),
      fc.record({ type: fc.constant("removed" as const), ids: fc.array(id, { maxLength: 1 }) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const list = actions.reduce(reduceOutgoing, queued("a", "b", "c", "d"));
        expect(ids(list)).toEqual([...ids(list)].sort());
        expect(new Set(ids(list)).size).toBe(list.length);
        for (const each of list) expect(each.text).toBe(`text ${each.id}`);
      }),
    );
  });
});

describe("a failed attempt", () => {
  const problem = (code: ProblemCode, retryAfter: number | null = null) =>
    new ApiProblem(code, "…", { retryAfter });

  it.each<[ProblemCode, string]>([
    ["offline", "again"],
    ["timeout", "again"],
    ["unavailable", "again"],
    ["rate_limited", "again"],
    ["internal", "again"],
    ["unauthenticated", "signed-out"],
    ["conflict", "refused"],
    ["invalid", "refused"],
    ["not_found", "refused"],
    ["forbidden", "refused"],
  ])("for %s means %s", (code, verdict) => expect(judge(problem(code), 0)).toBe(verdict));

  it("is given up when a limit lasts for long, or when the server fails of itself again and again", () => {
    expect(judge(problem("rate_limited", 30), 0)).toBe("again");
    expect(judge(problem("rate_limited", 3_600), 0)).toBe("refused");
    expect(judge(problem("internal"), 3)).toBe("again");
    expect(judge(problem("internal"), 4)).toBe("refused");
    expect(judge(problem("unavailable"), 1_000)).toBe("again");
  });

  it("is followed by a pause that grows to 5 s, less what the attempt itself has lasted", () => {
    const pauses = [0, 1, 2, 3, 4, 50].map((tries) => pauseAfter(tries, 0, null, 1));
    expect(pauses).toEqual([1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
    expect(pauseAfter(3, 4_500, null, 1)).toBe(1_000);
    expect(pauseAfter(3, 0, null, 0)).toBe(3_750);
    // What was away is back: one attempt may hang until its deadline, and the next comes in time.
    fc.assert(
      fc.property(fc.nat(50), fc.double({ min: 0, max: 1, noNaN: true }), (tries, random) => {
        expect(6_000 + pauseAfter(tries, 6_000, null, random)).toBeLessThan(10_000);
      }),
    );
  });

  it("waits as long as the server asks for", () => {
    expect(pauseAfter(0, 0, 7, 0)).toBe(7_000);
    expect(pauseAfter(0, 0, 1, 1)).toBe(1_000);
  });
});
