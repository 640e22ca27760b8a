import { describe, expect, it } from "vitest";
import { isSlip, slipsFrom, slipsOf } from "./slips";

describe("isSlip", () => {
  it.each([
    ["chiar", "chair", 1],
    ["delivry", "delivery", 1],
    ["evry", "every", 1],
    ["transfered", "transferred", 1],
    ["acommodtion", "accommodation", 2],
  ])("%s may be %s", (typed, meant, slips) => {
    expect(isSlip(typed, meant)).toBe(slips);
  });

  it.each([
    ["desk", "lamp"],
    ["car", "cat"],
    ["card", "cart"],
    ["warranty", "warden"],
    ["ransfers", "trensfer"],
  ])("%s is not %s", (typed, meant) => {
    expect(isSlip(typed, meant)).toBeNull();
  });
});

describe("slipsFrom", () => {
  it.each([
    ["raoming", "roam"],
    ["roming", "roam"],
    ["voicemal", "voicemail"],
    ["daugther", "daughter"],
    ["fixd", "fix"],
    ["cancled", "cancel"],
    ["delivry", "deliveri"],
    ["stpping", "stop"],
  ])("%s is one slip from a form of %s", (typed, lexeme) => {
    expect(slipsFrom(typed, lexeme)).toBe(1);
  });

  it.each([
    ["ipad", "pad"],
    ["pass", "pay"],
    ["greek", "free"],
  ])("%s is no form of %s", (typed, lexeme) => {
    expect(slipsFrom(typed, lexeme)).toBeNull();
  });
});

describe("slipsOf", () => {
  it("swaps neighbours back and takes out a letter too many, of words long enough", () => {
    expect(slipsOf("raoming")).toContain("roaming");
    expect(slipsOf("recieept")).toContain("recieept".replace("ee", "e"));
    expect(slipsOf("card")).toEqual([]);
    expect(slipsOf("aaaaa")).toEqual(["aaaa"]);
  });
});
