import { describe, expect, it } from "vitest";
import { lexemesIn, placesOf } from "./vector";

const vector = "'2':4A 'chair':2A,9C,12B 'o''clock':3C 'a b':7C 'desk':1A";

describe("placesOf", () => {
  it("reads the letters of the lexemes asked for and of no others", () => {
    expect(
      Object.fromEntries(placesOf(vector, ["chair", "desk", "o'clock", "air", "clock", "lamp"])),
    ).toEqual({
      chair: ["A", "C", "B"],
      desk: ["A"],
      "o'clock": ["C"],
    });
  });
});

describe("lexemesIn", () => {
  it("finds every lexeme, odd ones included", () => {
    expect(lexemesIn(vector)).toEqual(["2", "chair", "o'clock", "a b", "desk"]);
    expect(lexemesIn("")).toEqual([]);
  });
});
