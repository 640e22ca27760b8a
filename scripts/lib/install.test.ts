import { describe, expect, it } from "vitest";
import { matches } from "./install.mjs";

const wanted = {
  "": { version: "0.1.0" },
  "node_modules/next": { version: "16.0.0", integrity: "a" },
  "node_modules/vitest": { version: "5.0.0", integrity: "b", dev: true },
  "node_modules/fsevents": { version: "2.0.0", integrity: "c", optional: true },
};
const next = { "node_modules/next": { version: "16.0.0", integrity: "a" } };
const vitest = { "node_modules/vitest": { version: "5.0.0", integrity: "b" } };

describe("matches", () => {
  it("accepts what npm installs on this platform", () => {
    expect(matches(wanted, { ...next, ...vitest }, false)).toBe(true);
  });

  it("wants development packages, except in production", () => {
    expect(matches(wanted, next, false)).toBe(false);
    expect(matches(wanted, next, true)).toBe(true);
  });

  it.each([
    ["another version", { version: "15.9.9", integrity: "a" }],
    ["other content under the same version", { version: "16.0.0", integrity: "x" }],
  ])("refuses %s", (_, entry) => {
    expect(matches(wanted, { ...vitest, "node_modules/next": entry }, false)).toBe(false);
  });

  it("refuses an optional package of another version", () => {
    const found = { ...next, ...vitest, "node_modules/fsevents": { version: "1.0.0", integrity: "c" } };
    expect(matches(wanted, found, false)).toBe(false);
  });
});
