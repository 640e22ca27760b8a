import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trainClassifier } from "./classifier";

const examples = [
  { text: "reset my password", intent: "login" },
  { text: "I forgot the password", intent: "login" },
  { text: "cannot sign in", intent: "login" },
  { text: "login does not work", intent: "login" },
  { text: "where is my parcel", intent: "delivery" },
  { text: "track the delivery", intent: "delivery" },
  { text: "when does the package arrive", intent: "delivery" },
  { text: "shipping takes so long", intent: "delivery" },
  { text: "I want my money back", intent: "refund" },
  { text: "refund the payment", intent: "refund" },
  { text: "please reimburse me", intent: "refund" },
  { text: "return the payment to my card", intent: "refund" },
];

describe("the classifier", () => {
  const classifier = trainClassifier(examples);

  it("reads words it saw in forms it did not see", () => {
    expect(classifier.classify("my passwords").intent).toBe("login");
    expect(classifier.classify("packages arriving?").intent).toBe("delivery");
    expect(classifier.classify("refunded").intent).toBe("refund");
  });

  it("is less sure of what it never saw", () => {
    const seen = classifier.classify("refund the payment");
    const unseen = classifier.classify("zebra crossing");
    expect(unseen.confidence).toBeLessThan(0.2);
    expect(unseen.margin).toBeLessThan(seen.margin);
  });

  it("gives the same readings after a second training", () => {
    const again = trainClassifier(examples);
    for (const { text } of examples) expect(again.classify(text)).toEqual(classifier.classify(text));
  });

  it("answers any text, with a confidence between 0 and 1", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const { confidence, intent, runnerUp } = classifier.classify(text);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(intent).not.toBe(runnerUp);
      }),
    );
  });

  it("refuses to learn from one label", () => {
    expect(() => trainClassifier([{ text: "a", intent: "x" }])).toThrow("two labels");
  });
});
