import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCitationFilter, resolveCitations } from "./citations";

const passages: Record<string, string> = { k1: "Returns", k2: "Shipping", k10: "Warranty" };
const known = (ref: string) => passages[ref] ?? null;

function stream(text: string, cuts: number[]) {
  const filter = createCitationFilter(known);
  const borders = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  let out = "";
  let from = 0;
  for (const border of [...borders, text.length]) {
    out += filter.push(text.slice(from, border));
    from = border;
  }
  return { text: out + filter.end(), sources: filter.sources(), ...filter.counts() };
}

/** Text made of the pieces that could go wrong together. */
const pieces = fc.constantFrom(
  "[[k1]]",
  "[[k2]]",
  "[[k10]]",
  "[[k9]]",
  "[[k1, k2]]",
  "[1]",
  "[7]",
  "[[",
  "]]",
  "[",
  "]",
  "(",
  ")",
  ":",
  "k1",
  "7",
  "1",
  " ",
  "  ",
  "\n",
  "\\[7\\]",
  "[^1]",
  "\u30107\u2020source\u3011",
  "\u3010",
  "word ",
  "[link](https://x.y)",
  "\\",
  "[[k",
  "[1, 2]",
  "é😀",
);
const texts = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(""));

describe("the citation filter", () => {
  it("numbers sources in the order of their first use", () => {
    expect(resolveCitations("B [[k2]] A [[k1]] again [[k2]].", known)).toEqual({
      text: "B [1] A [2] again [1].",
      sources: [
        { number: 1, ref: "k2", source: "Shipping" },
        { number: 2, ref: "k1", source: "Returns" },
      ],
      unknown: 0,
      forged: 0,
    });
  });

  it("drops what was not retrieved, with the space before it", () => {
    expect(resolveCitations("Free shipping [[k9]]. Really [[k1, k8]].", known)).toMatchObject({
      text: "Free shipping. Really [1].",
      unknown: 2,
    });
  });

  it("takes the brackets off numbers that stand for nothing", () => {
    expect(resolveCitations("It is free [7], see [1].", known)).toMatchObject({
      text: "It is free (7), see (1).",
      forged: 2,
    });
    expect(resolveCitations("True [[k1]]. Also true [1]. False [2].", known).text).toBe(
      "True [1]. Also true [1]. False (2).",
    );
    expect(resolveCitations("\\[7\\] [^3] [1, 2] \u30107\u2020source\u3011", known).text).toBe(
      "(7) (3) (1, 2) ",
    );
  });

  it("never lets a citation become a link", () => {
    expect(resolveCitations("See [[k1]](https://evil.example)", known).text).toBe(
      "See [1] (https://evil.example)",
    );
    expect(resolveCitations("[[k1]]: https://evil.example", known).text).toBe("[1] : https://evil.example");
    expect(resolveCitations("[[k1]] and [1](https://evil.example)", known).text).toBe(
      "[1] and [1] (https://evil.example)",
    );
  });

  it("is not fooled by markers inside markers", () => {
    expect(resolveCitations("[[[k9]]7]", known).text).not.toMatch(/\[7\]/);
    expect(resolveCitations("[[k[[k9]]1]]", known).sources).toEqual([]);
  });

  it("holds back only what could still become a marker", () => {
    const filter = createCitationFilter(known);
    expect(filter.push("Thirty days [")).toBe("Thirty days");
    expect(filter.push("[k")).toBe("");
    expect(filter.push("1]] and")).toBe(" [1] and");
    expect(filter.push(" [x] stays")).toBe(" [x] stays");
    expect(filter.end()).toBe("");
  });

  it("drops a marker that the end cut off", () => {
    expect(resolveCitations("Thirty days [[k1", known)).toMatchObject({ text: "Thirty days", sources: [] });
    expect(resolveCitations("ends in a bracket [", known).text).toBe("ends in a bracket [");
  });

  it("gives the same output however the text is cut up", () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat(200), { maxLength: 20 }), (text, cuts) => {
        expect(stream(text, cuts)).toEqual(stream(text, []));
      }),
      { numRuns: 3000 },
    );
  });

  it("shows no number without a source, and no marker", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const result = stream(text, []);
        const numbers = [...result.text.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]));
        for (const number of numbers) expect(number).toBeLessThanOrEqual(result.sources.length);
        expect(result.text).not.toMatch(/\[\[k\d+\]\]/);
        expect(result.text).not.toMatch(/\[\d+\][(:]/);
      }),
      { numRuns: 3000 },
    );
  });

  it("leaves text without brackets alone", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/[[\\\u3010]/.test(text)),
        (text) => {
          expect(resolveCitations(text, known).text).toBe(text);
        },
      ),
    );
  });
});
