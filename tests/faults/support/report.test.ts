import { expect, it } from "vitest";
import { atLeast, atMost, exactly, fired, lineOf, percentile, shortcomings } from "./report";

it("holds at the limit and falls short beyond it", () => {
  expect([atMost("a", 0, 0), atLeast("b", 5, 5), exactly("c", 3, 3)].every(({ ok }) => ok)).toBe(true);
  expect([atMost("a", 1, 0), atLeast("b", 4, 5), exactly("c", 2, 3)].some(({ ok }) => ok)).toBe(false);
});

it("never takes nothing measured for a good measure", () => {
  expect(Number.isNaN(percentile([], 0.95))).toBe(true);
  expect(atMost("p95", percentile([], 0.95), 1_000).ok).toBe(false);
});

it("finds the value below which a share lies", () => {
  const values = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect(percentile(values, 0.95)).toBe(95);
  expect(percentile([7], 0.99)).toBe(7);
});

it("prints name, value and limit", () => {
  expect(lineOf(atMost("messages.lost", 0, 0))).toBe("messages.lost 0 <=0");
  expect(lineOf(atMost("messages.lost", 1, 0))).toContain("messages.lost 1 <=0");
});

it("fails a scenario whose fault did not happen, or that shows none", () => {
  const good = atMost("lost", 0, 0);
  expect(shortcomings([good, fired("kills", 3, 2)])).toEqual([]);
  expect(shortcomings([good, fired("kills", 1, 2)])).toEqual(["kills is 1, not >=2"]);
  expect(shortcomings([good])).toEqual(["no measure shows that a fault happened"]);
  expect(shortcomings([])).toHaveLength(1);
});
