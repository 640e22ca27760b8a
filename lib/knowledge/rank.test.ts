import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ANSWERABLE_FROM, type Candidate, type Concept, confidenceOf, rank, rarity } from "./rank";

const asked = (...lexemes: [string, number][]): Concept[] =>
  lexemes.map(([lexeme, weight]) => ({ lexemes: new Map([[lexeme, 1]]), weight }));
const passage = (id: string, places: Record<string, string[]>, over: Partial<Candidate> = {}): Candidate => ({
  id,
  articleId: id,
  places: new Map(Object.entries(places)),
  titleLexemes: Object.keys(places).filter((lexeme) => places[lexeme]?.includes("A")),
  titleWords: 4,
  headingWords: 4,
  bodyWords: 70,
  ...over,
});
const order = (candidates: Candidate[], concepts: Concept[]) =>
  rank(candidates, concepts, () => 2).map(({ candidate }) => candidate.id);

describe("rank", () => {
  it("prefers the rarer word", () => {
    const candidates = [passage("a", { desk: ["C"] }), passage("b", { flicker: ["C"] })];
    expect(order(candidates, asked(["desk", 0.5], ["flicker", 3]))).toEqual(["b", "a"]);
  });

  it("prefers a word in the title or heading to one in the text", () => {
    const candidates = [
      passage("a", { desk: ["C"] }),
      passage("b", { desk: ["B"] }),
      passage("c", { desk: ["A"] }),
    ];
    expect(order(candidates, asked(["desk", 1]))).toEqual(["c", "b", "a"]);
  });

  it("prefers a passage whose article also speaks of the rest", () => {
    const candidates = [
      passage("a1", { desk: ["C"] }, { articleId: "a" }),
      passage("b1", { desk: ["C"] }, { articleId: "b" }),
      passage("b2", { oil: ["C"] }, { articleId: "b" }),
    ];
    expect(order(candidates, asked(["desk", 2], ["oil", 1]))[0]).toBe("b1");
  });

  it("counts a synonym less than the word itself", () => {
    const concepts = [
      {
        lexemes: new Map([
          ["sofa", 1],
          ["couch", 0.7],
        ]),
        weight: 1,
      },
    ];
    expect(order([passage("a", { couch: ["C"] }), passage("b", { sofa: ["C"] })], concepts)).toEqual([
      "b",
      "a",
    ]);
  });

  it("breaks ties by id, whatever the order of the candidates", () => {
    const ids = ["a", "b", "c", "d", "e"];
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: 5 }), (shuffled) => {
        expect(
          order(
            shuffled.map((id) => passage(id, { desk: ["C"] })),
            asked(["desk", 1]),
          ),
        ).toEqual(ids);
      }),
    );
  });

  it("stays within its bounds and is never NaN", () => {
    const lexeme = fc.constantFrom("a", "b", "c", "d");
    const places = fc.dictionary(
      lexeme,
      fc.array(fc.constantFrom("A", "B", "C"), { minLength: 1, maxLength: 8 }),
    );
    const concepts = fc.array(fc.tuple(lexeme, fc.double({ min: 0, max: 9, noNaN: true })), { maxLength: 9 });
    fc.assert(
      fc.property(places, concepts, (held, terms) => {
        for (const { score } of rank([passage("x", held)], asked(...terms), () => 1)) {
          for (const share of [score.coverage, score.strength, score.title]) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1);
          }
          expect(score.score).toBeLessThan(2);
        }
      }),
    );
  });
});

describe("rarity", () => {
  it("falls with the number of passages and never below zero", () => {
    const falling = [0, 1, 10, 100, 150].map((documents) => rarity(documents, 100));
    expect([...falling].sort((a, b) => b - a)).toEqual(falling);
    expect(Math.min(...falling)).toBeGreaterThanOrEqual(0);
  });
});

describe("confidenceOf", () => {
  it("is nothing without a passage and grows with coverage", () => {
    expect(confidenceOf(undefined)).toBe(0);
    const score = (coverage: number) => ({ score: 0.5, coverage, strength: 0.4, title: 0.2 });
    expect(confidenceOf(score(0.1))).toBeLessThan(ANSWERABLE_FROM);
    expect(confidenceOf(score(0.9))).toBeGreaterThan(ANSWERABLE_FROM);
  });
});
