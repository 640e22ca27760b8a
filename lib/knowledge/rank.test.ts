import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Candidate, Concept, Field } from "./bm25";
import { ANSWERABLE_FROM, confidenceOf, rank, rarity } from "./rank";
import { wordingOf } from "./wording";

const asked = (...lexemes: [string, number][]): Concept[] =>
  lexemes.map(([lexeme, weight]) => ({ lexemes: new Map([[lexeme, 1]]), weight, isKnown: true }));
/** Places that are far from each other. */
let at = 0;
const passage = (id: string, places: Record<string, Field[]>, over: Partial<Candidate> = {}): Candidate => ({
  id,
  articleId: id,
  places: new Map(
    Object.entries(places).map(([lexeme, fields]) => [
      lexeme,
      fields.map((field) => {
        at += 100;
        return { at, field };
      }),
    ]),
  ),
  titleWording: wordingOf("", "en"),
  titleAsks: false,
  titleLexemes: Object.keys(places).filter((lexeme) => places[lexeme]?.includes("A")),
  titleWords: 4,
  headingWords: 4,
  bodyWords: 70,
  ...over,
});
const question = (concepts: Concept[]) => ({ concepts, beside: [], pairs: [], wording: wordingOf("", "en") });
const order = (candidates: Candidate[], concepts: Concept[]) =>
  rank(candidates, question(concepts), () => 2).map(({ candidate }) => candidate.id);

describe("rank", () => {
  it("prefers the rarer word", () => {
    const candidates = [passage("a", { desk: ["C"] }), passage("b", { flicker: ["C"] })];
    expect(order(candidates, asked(["desk", 0.5], ["flicker", 3]))).toEqual(["b", "a"]);
  });

  it("prefers a word in the title to one in a heading, and that to one in the text", () => {
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
        isKnown: true,
      },
    ];
    expect(order([passage("a", { couch: ["C"] }), passage("b", { sofa: ["C"] })], concepts)).toEqual([
      "b",
      "a",
    ]);
  });

  it("prefers what stands together in the passage as it does in the question", () => {
    const concepts = asked(["gift", 1], ["card", 1]);
    const pairs = [[0, 1] as const];
    const near = new Map([
      ["gift", [{ at: 10, field: "C" as const }]],
      ["card", [{ at: 11, field: "C" as const }]],
    ]);
    const candidates = [passage("a", { gift: ["C"], card: ["C"] }), passage("b", {}, { places: near })];
    const ranked = rank(candidates, { ...question(concepts), pairs }, () => 2);
    expect(ranked.map(({ candidate }) => candidate.id)).toEqual(["b", "a"]);
  });

  it("lets small words choose between titles that are otherwise alike", () => {
    const of = (id: string, title: string) =>
      passage(id, { virus: ["A"] }, { titleWording: wordingOf(title, "en") });
    const candidates = [of("a", "What is the virus?"), of("b", "Where did the virus come from?")];
    const wording = wordingOf("where does the virus come from", "en");
    const ranked = rank(candidates, { ...question(asked(["virus", 1])), wording }, () => 2);
    expect(ranked[0]?.candidate.id).toBe("b");
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
      fc.array(fc.constantFrom<Field>("A", "B", "C"), { minLength: 1, maxLength: 8 }),
    );
    const concepts = fc.array(fc.tuple(lexeme, fc.double({ min: 0, max: 9, noNaN: true })), { maxLength: 9 });
    fc.assert(
      fc.property(places, concepts, (held, terms) => {
        for (const { score } of rank([passage("x", held)], question(asked(...terms)), () => 1)) {
          const { score: total, ...shares } = score;
          for (const share of Object.values(shares)) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1);
          }
          expect(total).toBeLessThan(5.5);
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
    expect(confidenceOf(undefined, 2)).toBe(0);
    const score = (coverage: number) => ({
      score: coverage,
      coverage,
      strength: 0.4,
      title: 0.2,
      wording: 0.2,
      nearness: 0,
      article: coverage,
      breadth: coverage,
    });
    expect(confidenceOf(score(0.1), 3)).toBeLessThan(ANSWERABLE_FROM);
    expect(confidenceOf(score(0.9), 3)).toBeGreaterThan(ANSWERABLE_FROM);
    // One word that happens to stand somewhere says less than three that stand together.
    expect(confidenceOf(score(0.75), 1)).toBeLessThan(ANSWERABLE_FROM);
    expect(confidenceOf(score(0.75), 3)).toBeGreaterThan(ANSWERABLE_FROM);
  });
});
