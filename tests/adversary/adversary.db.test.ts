/** The short form of `npm run eval:adversary`: nothing that the worst model tries gets it anything it should not. */
import { expect, it } from "vitest";
import { attack } from "./attack";

it("gains nothing in sixty runs", async () => {
  process.env.LIMIT_FACTOR = "100";
  // With this seed, each way of attacking comes at least four times, however the runs overlap.
  const { breaches, examples, fired, runs } = await attack({ runs: 60, seed: 11, atOnce: 6 });
  expect(runs).toBeGreaterThanOrEqual(60);
  expect(examples).toEqual([]);
  expect(Object.values(breaches).reduce((sum, count) => sum + count, 0)).toBe(0);
  // An attack that did nothing would prove nothing.
  for (const count of Object.values(fired)) expect(count).toBeGreaterThan(0);
}, 60_000);
