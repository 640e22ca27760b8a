import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeAnswer, unitsOf } from "./answer";
import type { Passage } from "./results";

const passage = (ref: string, text: string, extra: Partial<Passage> = {}): Passage => ({
  ref,
  title: "Returns",
  heading: null,
  passage: text,
  score: 1,
  ...extra,
});

const returns = passage(
  "k1",
  "You can return any item within 30 days of delivery. The item must be unused. Our office is in Lisbon. Refunds reach your card within 5 business days.",
  { score: 3 },
);
const shipping = passage("k2", "Standard shipping takes 3 days. Express shipping costs 9 euros.", {
  title: "Shipping",
  score: 2,
});

describe("composing an answer", () => {
  it("quotes the sentence that answers, not the whole passage", () => {
    const answer = composeAnswer("How many days do I have to return an item?", [returns, shipping]);
    expect(answer?.text).toContain("You can return any item within 30 days of delivery.");
    expect(answer?.text).not.toContain("Lisbon");
    expect(answer?.refs).toEqual(["k1"]);
  });

  it("uses a second passage when the question has a second part", () => {
    const answer = composeAnswer("How long may I return an item, and what does express shipping cost?", [
      returns,
      shipping,
    ]);
    expect(answer?.refs).toEqual(["k1", "k2"]);
    expect(answer?.text).toContain("Also, from “Shipping”:");
    expect(answer?.text).toContain("Express shipping costs 9 euros. [[k2]]");
  });

  it("keeps a list whole, with the line that introduces it", () => {
    const steps = passage(
      "k1",
      "Intro sentence here.\n\nTo reset the headset:\n\n1. Hold the button.\n2. Wait for the tone.\n3. Release it.\n\nThen pair it again.",
    );
    const answer = composeAnswer("How do I reset the headset?", [steps]);
    expect(answer?.text).toContain(
      "To reset the headset:\n1. Hold the button.\n2. Wait for the tone.\n3. Release it.",
    );
  });

  it("says nothing twice when asked for more", () => {
    const first = composeAnswer("return an item", [returns]);
    const more = composeAnswer("return an item", [returns], first?.text);
    expect(more?.text).not.toContain("within 30 days");
    expect(composeAnswer("return", [returns], returns.passage)).toBeNull();
  });

  it("lets no marker in an article pass for a citation", () => {
    const answer = composeAnswer("What about returns here?", [
      passage("k1", "Returns are free [[k7]] for everyone here."),
    ]);
    expect(answer?.text).not.toContain("[[k7]]");
  });

  it("invents nothing: every sentence stands in a passage that it cites", () => {
    const sentence = fc
      .array(
        fc.constantFrom("Returns", "items", "cost", "nothing", "days", "30", "shipping", "the", "card"),
        { minLength: 3, maxLength: 8 },
      )
      .map((parts) => `${parts.join(" ")}.`);
    const texts = fc.array(
      fc.array(sentence, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(" ")),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom("return items?", "shipping cost", "how many days", "zebra"),
        (all, question) => {
          const passages = all.map((text, index) =>
            passage(`k${index + 1}`, text, { title: "", score: all.length - index }),
          );
          const answer = composeAnswer(question, passages);
          expect(answer?.refs.length ?? 0).toBeLessThanOrEqual(3);
          for (const part of answer?.text.split(/\n\n(?=From|Also)/) ?? []) {
            const [, body = "", ref = ""] =
              /^(?:From|Also, from) our help center:\n\n([\s\S]+) \[\[(k\d+)\]\]$/.exec(part) ?? [];
            const source = passages.find((candidate) => candidate.ref === ref)?.passage ?? "";
            for (const quoted of body.split(/(?<=\.) /)) expect(source).toContain(quoted);
          }
        },
      ),
    );
  });
});

describe("units of a passage", () => {
  it("are sentences, lists and nothing else", () => {
    expect(
      unitsOf("# Title\n\nFirst point here, e.g. this one. Second point.\n\n- one thing\n- two things\n").map(
        (unit) => unit.text,
      ),
    ).toEqual(["First point here, e.g. this one.", "Second point.", "- one thing\n- two things"]);
  });
});
