import { describe, expect, it } from "vitest";
import { askedOf, type MadeConcept, type Vocabulary } from "./concepts";
import { readQuestion } from "./question";

/** Words stand for themselves; those of `held` stand in so many passages. */
const vocabulary = (held: Record<string, number>): Vocabulary => ({
  lexemes: (word) => [word],
  documents: (lexeme) => held[lexeme] ?? 0,
  neighbours: () => new Map(Object.entries(held)),
  all: 100,
});
const concepts = (text: string, held: Record<string, number>) => {
  const made: MadeConcept[] = askedOf(readQuestion(text), text, "en", vocabulary(held)).concepts;
  return made.map(({ word, isKnown, corrected }) => ({ word, isKnown, corrected }));
};

describe("askedOf", () => {
  it("takes a mistyped word for one of the knowledge base", () => {
    expect(concepts("parasl", { parasol: 3 })).toEqual([
      { word: "parasl", isKnown: true, corrected: "parasol" },
    ]);
  });

  it("leaves out a mistyped small word, which would count as the rarest of all", () => {
    expect(concepts("parasol untill tommorow becuase", { parasol: 3 }).map(({ word }) => word)).not.toContain(
      "untill",
    );
    expect(concepts("rent parasol", { parasol: 3 }).map(({ word }) => word)).toContain("rent");
    expect(concepts("parasol becuase", { parasol: 3 }).map(({ word }) => word)).toEqual(["parasol"]);
  });

  it("prefers a word of the knowledge base to a small word that is as near", () => {
    expect(concepts("whick", { wick: 2 })).toEqual([{ word: "whick", isKnown: true, corrected: "wick" }]);
  });

  it("tells a code by what is its own", () => {
    const parts: Vocabulary = {
      ...vocabulary({ "102": 1, e: 90 }),
      lexemes: (word) => (word === "e-102" ? ["e", "102"] : [word]),
    };
    const [code] = askedOf(readQuestion("e-102"), "e-102", "en", parts).concepts;
    expect([...(code?.lexemes.keys() ?? [])]).toEqual(["102"]);
  });
});
