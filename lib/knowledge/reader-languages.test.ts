import { describe, expect, it } from "vitest";
import { languageName, languageTag, pickLanguage, wantedLanguages } from "./reader-languages";

describe("the languages a reader wants", () => {
  it("are what the address asks for, the profile, the earlier choice, the browser, in this order", () => {
    expect(
      wantedLanguages({ asked: "fr", profile: "de", chosen: "sv", accepted: "it;q=0.5, pt-br" }),
    ).toEqual(["fr", "de", "sv", "pt-br", "it"]);
  });

  it.each([
    ["de-CH,de;q=0.9,en;q=0.8", ["de-ch", "de", "en"]],
    ["en;q=0.1, fr;q=0.7, *;q=0.5", ["fr", "en"]],
    ["de;q=0, en", ["en"]],
    ["nonsense!, ../../etc, <script>", []],
    [`${"a,".repeat(5_000)}de`, []],
    [null, []],
  ])("read %j as %j", (accepted, expected) => {
    expect(wantedLanguages({ accepted })).toEqual(expected);
  });

  it.each([
    ["EN", "en"],
    ["pt-BR", "pt-br"],
    ["e", null],
    ["en\u0000", null],
    ["en_US", null],
    ["", null],
    [undefined, null],
  ])("take %j for the tag %j", (given, tag) => {
    expect(languageTag(given)).toBe(tag);
  });
});

describe("the language a reader gets", () => {
  it.each([
    [["en", "de"], ["de"], "de"],
    [["en", "de"], ["de-at"], "de"],
    [["en", "pt-br"], ["pt"], "pt-br"],
    [["en", "de"], ["fr", "de"], "de"],
    [["de", "en"], ["fr"], "en"],
    [["de", "fr"], ["it"], "de"],
    [["de"], [], "de"],
    [[], ["de"], "en"],
  ])("of %j for %j is %j", (available, wanted, expected) => {
    expect(pickLanguage(available, wanted, "en")).toBe(expected);
  });

  it("has a name of its own", () => {
    expect(["de", "fr", "sv", "zz"].map(languageName)).toEqual(["Deutsch", "Français", "Svenska", "zz"]);
  });
});
