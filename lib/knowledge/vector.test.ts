import { describe, expect, it } from "vitest";
import { placesOf } from "./vector";

const vector = "'2':4A 'chair':2A,9C,12B 'o''clock':3C 'a b':7C 'desk':1A";

describe("placesOf", () => {
  it("reads the places of the lexemes asked for and of no others", () => {
    expect(
      Object.fromEntries(placesOf(vector, ["chair", "desk", "o'clock", "air", "clock", "lamp"])),
    ).toEqual({
      chair: [
        { at: 2, field: "A" },
        { at: 9, field: "C" },
        { at: 12, field: "B" },
      ],
      desk: [{ at: 1, field: "A" }],
      "o'clock": [{ at: 3, field: "C" }],
    });
  });
});
