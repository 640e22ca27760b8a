import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clean } from "./text";

describe("cleaning a customer's text", () => {
  it("composes, normalises line breaks, and strips what hides or reorders", () => {
    expect(clean("cafe\u0301\r\nline\u0000\u0007")).toBe("caf\u00e9\nline");
    expect(clean("abc\u202Efdp.exe")).toBe("abcfdp.exe");
    expect(clean("hi\u{e0069}\u{e0067}\u200b!")).toBe("hi!");
    expect(clean("bad \ud800 half")).toBe("bad \ufffd half");
  });

  it("keeps tabs, emoji with joiners, and scripts that need joiners", () => {
    expect(clean("a\tb")).toBe("a\tb");
    expect(clean("👩‍👩‍👧 ❤️")).toBe("👩‍👩‍👧 ❤️");
    expect(clean("می‌خواهم")).toBe("می‌خواهم");
  });

  it("is done after one pass", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(clean(clean(text))).toBe(clean(text));
      }),
    );
  });
});
