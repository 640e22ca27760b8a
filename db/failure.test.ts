import { expect, it, vi } from "vitest";
import { DatabaseUnavailable, isUnavailable } from "./failure";

it("knows its failure also from another copy of this module: the pool is shared by all that Next makes", async () => {
  vi.resetModules();
  const copy = await import("./failure");
  expect(copy.DatabaseUnavailable).not.toBe(DatabaseUnavailable);
  const failure = new copy.DatabaseUnavailable("no connection was free in time");
  expect(failure).toBeInstanceOf(DatabaseUnavailable);
  expect(isUnavailable(failure)).toBe(true);
  expect(new Error("no connection was free in time")).not.toBeInstanceOf(DatabaseUnavailable);
});
