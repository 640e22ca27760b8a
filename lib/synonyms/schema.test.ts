import { describe, expect, it } from "vitest";
import { builtInLines } from "@/lib/knowledge/synonyms";
import { addSynonymsInput, MAX_LINE, MAX_LINE_WORDS, refuseLine, tidyLine } from "./schema";

const words = (n: number) => Array.from({ length: n }, (_, i) => `w${i}`).join(", ");

describe("refuseLine", () => {
  it.each([
    "sofa, couch",
    "laptop > computer",
    "two factor, 2fa > two-step",
    "Größe, taille, koko",
    "don't work > fault",
    words(MAX_LINE_WORDS),
  ])("takes %j", (line) => {
    expect(refuseLine(line)).toBeNull();
  });

  it.each([
    ["sofa", /two words/],
    ["sofa, ", /two words/],
    ["> sofa", /both sides/],
    ["sofa >", /both sides/],
    ["a > b > c", /once/],
    [words(MAX_LINE_WORDS + 1), /at most 12/],
    ["one two three four, five", /too long/],
    ["sofa, co<uch", /letters/],
    ["sofa, Sofa", /twice/],
  ])("refuses %j", (line, why) => {
    expect(refuseLine(line)).toMatch(why);
  });

  it("takes every line that comes with Baton", () => {
    const refused = builtInLines("en").filter((line) => line.length > MAX_LINE || refuseLine(line));
    expect(refused.map((line) => `${line}: ${refuseLine(line)}`)).toEqual([]);
  });
});

describe("a line", () => {
  it("is kept tidy", () => {
    expect(tidyLine("  a ,b,, c  >d ")).toBe("a, b, c > d");
    expect(addSynonymsInput.parse({ language: "en", line: " sofa ,couch" }).line).toBe("sofa, couch");
  });

  it("has a length", () => {
    const line = `${"a".repeat(MAX_LINE - 3)}, b`;
    expect(addSynonymsInput.safeParse({ language: "en", line }).success).toBe(true);
    expect(addSynonymsInput.safeParse({ language: "en", line: `${line}b` }).success).toBe(false);
  });
});
