import { describe, expect, it } from "vitest";
import { z } from "zod";
import { bounded, few, line, MAX_RESULT, moment, shaped, shorten } from "./results";

const size = (value: unknown) => JSON.stringify(value).length;

describe("a result", () => {
  const declared = z.object({ name: line(10), at: moment, rows: few(z.object({ n: z.number() }), 2) });

  it("has what is declared and nothing else, cut to its limits", () => {
    const at = new Date("2026-11-22T12:00:00Z");
    const given = {
      name: "a name that is long",
      at,
      rows: [{ n: 1, secret: "x" }, { n: 2 }, { n: 3 }],
      hash: "y",
    };
    expect(shaped(declared, given)).toEqual({
      name: "a name th…",
      at: "2026-11-22T12:00:00.000Z",
      rows: [{ n: 1 }, { n: 2 }],
    });
  });

  it("that is not as declared is the tool's mistake", () => {
    expect(() => shaped(declared, { name: 7 } as never)).toThrow();
  });
});

describe("a result that is too large", () => {
  it("is left alone up to the limit", () => {
    const exact = { text: "x".repeat(MAX_RESULT - 11) };
    expect(size(exact)).toBe(MAX_RESULT);
    expect(bounded(exact)).toBe(exact);
    expect(bounded({ text: `${exact.text}x` })).toMatchObject({ shortened: true });
  });

  it.each([
    [
      "a long list",
      { rows: Array.from({ length: 500 }, (_, n) => ({ n, text: "x".repeat(60) })), total: 500 },
    ],
    ["one long text", { deep: { text: "word ".repeat(9_000) }, total: 500 }],
    [
      "long texts in a list",
      { rows: [{ text: "x ".repeat(20_000) }, { text: "y ".repeat(20_000) }], total: 500 },
    ],
    ["lists in lists", { rows: [[..."x".repeat(9_000)], [..."y".repeat(9_000)]], total: 500 }],
    ["an endless name", { ["k".repeat(20_000)]: 1, total: 500 }],
  ])("loses what takes the most room: %s", (what, given) => {
    const cut = bounded(given);
    expect(cut).toMatchObject({ total: 500, shortened: true });
    if (what !== "an endless name") expect(size(cut)).toBeLessThanOrEqual(MAX_RESULT + 20);
  });
});

it("cuts a text at a word", () => {
  expect([shorten("short", 10), shorten("one two three four", 10), shorten("abcdefghijklmnop", 10)]).toEqual([
    "short",
    "one two…",
    "abcdefghi…",
  ]);
});
