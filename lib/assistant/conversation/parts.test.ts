import { describe, expect, it } from "vitest";
import { partsOf } from "./parts";

describe("the questions of a message", () => {
  it.each([
    [
      "How long does delivery take and can I pay with PayPal?",
      ["How long does delivery take", "can I pay with PayPal?"],
    ],
    [
      "My parcel arrived damaged and I need a replacement plus how long does a refund take?",
      ["My parcel arrived damaged and I need a replacement", "how long does a refund take?"],
    ],
    ["Do you ship to Spain? What does express cost?", ["Do you ship to Spain?", "What does express cost?"]],
  ])("splits %s", (message, parts) => {
    expect(partsOf(message)).toEqual(parts);
  });

  it.each([
    "My desk shows error E05, what does it mean?",
    "The lamp flickers. What can I do about it?",
    "do gift cards work and do they expire?",
    "Does the warranty cover scratches and stains?",
    "where is my order",
  ])("keeps %s whole", (message) => {
    expect(partsOf(message)).toEqual([message]);
  });

  it("gives a question the sentence before it", () => {
    expect(partsOf("I moved house. How do I change my address? Which fees apply to large items?")).toEqual([
      "I moved house. How do I change my address?",
      "Which fees apply to large items?",
    ]);
  });
});
