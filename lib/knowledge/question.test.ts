import { describe, expect, it } from "vitest";
import { MAX_TERMS, termsOf, wordsOf } from "./question";

const words = (text: string) => termsOf(text).map(({ word }) => word);

describe("termsOf", () => {
  it("leaves out greetings and filler", () => {
    expect(words("Hi there, can you please help me, I want to return my chair")).toEqual(
      expect.arrayContaining(["return", "chair"]),
    );
    expect(words("Hi, please help")).toEqual([]);
  });

  it("leaves out short forms of small words, whatever apostrophe they have", () => {
    expect(words("we've a parcel that they’d open and who's parcel it'd be")).toEqual(["parcel", "open"]);
  });

  it.each(["I can't afford it", "i cant afford it", "I can\u2019t afford it"])(
    "finds what %j means with and without its apostrophe",
    (text) => {
      const [term] = termsOf(text);
      expect(term?.others).toContain("payment plan");
    },
  );

  it("reads a phrase as one thing, also with words between", () => {
    expect(words("send the desk back")).toEqual(["send back", "desk"]);
    expect(termsOf("give it back")[0]).toMatchObject({
      word: "give back",
      others: expect.arrayContaining(["return"]),
    });
    expect(termsOf("money back")[0]?.others).toContain("refund");
  });

  it("puts what is asked before what is told", () => {
    expect(words("My garden is lovely. Where is my parcel?")[0]).toBe("where is");
    expect(words("My garden is lovely. Where is my parcel?").indexOf("parcel")).toBeLessThan(
      words("My garden is lovely. Where is my parcel?").indexOf("garden"),
    );
  });

  it("stays small whatever the length", () => {
    const long = Array.from({ length: 5_000 }, (_, n) => `word${n}`).join(" ");
    expect(termsOf(long)).toHaveLength(MAX_TERMS);
  });

  it("drops addresses, links and long numbers", () => {
    expect(wordsOf("mail me@x.example or https://x.example/a?b about 1234567 and E03")).toEqual([
      "mail",
      "or",
      "about",
      "and",
      "e03",
    ]);
  });

  it("never lets control characters or lone surrogates through", () => {
    expect(wordsOf("a\u0000b \ud800 c")).toEqual(["a", "b", "c"]);
  });
});
