import { describe, expect, it } from "vitest";
import { citedHref, passageHash } from "./citing";

describe("the hash of a passage", () => {
  const passage = { heading: "Deadlines", text: "You have 30 days.\n- Pack it" };
  it("changes with its words and its heading, not with its spacing", () => {
    const hash = passageHash(passage);
    expect(passageHash({ ...passage })).toBe(hash);
    expect(passageHash({ ...passage, text: "You have  30 days.\n\n- Pack it " })).toBe(hash);
    expect(passageHash({ ...passage, text: "You have 14 days.\n- Pack it" })).not.toBe(hash);
    expect(passageHash({ ...passage, heading: "Exceptions" })).not.toBe(hash);
    expect(passageHash({ ...passage, heading: null })).not.toBe(hash);
  });
});

describe("the address of a passage", () => {
  const words = (n: number, from = 1) => Array.from({ length: n }, (_, i) => `w${i + from}`).join(" ");
  it.each([
    ["a short one", "/help/a#b", "You have 30 days.", "/help/a#b:~:text=You%20have%2030%20days"],
    ["one without a heading", "/help/a", "Well, yes.", "/help/a#:~:text=Well%2C%20yes"],
    [
      "a long one",
      "/help/a#b",
      words(20),
      `/help/a#b:~:text=${encodeURIComponent(words(8))},${encodeURIComponent(words(6, 15))}`,
    ],
    [
      "a list",
      "/help/a#b",
      "First this:\n1. Un-pack it\n2. Wait (a day)",
      "/help/a#b:~:text=First%20this,Wait",
    ],
    [
      "a table",
      "/help/a#b",
      "- Large item (Basic: 35 EUR)\n- Sofa (free)",
      "/help/a#b:~:text=Large%20item,Sofa",
    ],
    ["dashes", "/help/a#b", "a-b", "/help/a#b:~:text=a%2Db"],
    ["nothing", "/help/a#b", " ", "/help/a#b"],
  ])("finds %s", (_, href, text, expected) => {
    expect(citedHref(href, text)).toBe(expected);
  });
});
