import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeAnswer } from "./answer";
import type { Passage } from "./results";
import { unitsOf } from "./units";

const passage = (ref: string, text: string, extra: Partial<Passage> = {}): Passage => ({
  ref,
  title: "Returns",
  heading: null,
  passage: text,
  score: 1,
  ...extra,
});

/** Long enough that an answer has to choose. */
const filler =
  "Our office is in Lisbon, where the rooms are bright, the coffee is strong and the tram stops at the door. It has a garden with two lemon trees and a bench, and everybody who visits it takes a lemon home. The stairs are steep, the door is green and the bell is loud enough to be heard in the whole street. ".repeat(
    2,
  );
const returns = passage(
  "k1",
  `You can return any item within 30 days of delivery. The item must be unused. ${filler}Refunds reach your card within 5 business days.`,
  { score: 3 },
);
const shipping = passage("k2", "Standard shipping takes 3 days. Express shipping costs 9 euros.", {
  title: "Shipping",
  score: 2.9,
});
const codes = passage(
  "k1",
  [
    "- E01 (Meaning: Too much load; What to do: Take weight off: Tarn carries 80 kg)",
    "- E02 (Meaning: Legs at different heights; What to do: Reset the desk, see below)",
    "- E05 (Meaning: Handset cable loose; What to do: Unplug and push in the handset cable)",
  ].join("\n"),
  { title: "Error codes", heading: "Error codes on the handset" },
);
const assembly = passage(
  "k1",
  [
    "- Desk or standing desk (Basic: 59 EUR; Plus and Studio: 29.50 EUR)",
    "- Chair (Basic: 29 EUR; Plus and Studio: 14.50 EUR)",
  ].join("\n"),
  { title: "Assembly", heading: "What assembly costs" },
);
const warranty = passage(
  "k1",
  [
    "- Tarn desks (Part: steel frame; Warranty: 10 years)",
    "-  (Part: motors; Warranty: 5 years)",
    "- Heron chairs (Part: frame; Warranty: 8 years)",
  ].join("\n"),
  { title: "Warranty", heading: "Warranty years" },
);

describe("composing an answer", () => {
  it("quotes the sentence that answers, not the whole of a long passage", () => {
    const answer = composeAnswer("How many days do I have to return an item?", [returns, shipping]);
    expect(answer?.text).toContain("You can return any item within 30 days of delivery.");
    expect(answer?.text).not.toContain("Lisbon");
    expect(answer?.refs).toEqual(["k1"]);
  });

  it("quotes a short paragraph whole and without a lead-in, but no pointer to another article", () => {
    const short = passage(
      "k1",
      "The link arrives within 5 minutes. It is valid for an hour. See Suspicious e-mails.",
    );
    expect(composeAnswer("when does the reset link arrive", [short])?.text).toBe(
      "The link arrives within 5 minutes. It is valid for an hour. [[k1]]",
    );
  });

  it("stitches at most three passages", () => {
    const one = (ref: string, word: string, score: number) =>
      passage(ref, `The ${word} fee for a ${word} is fixed. ${filler}`, { title: word, score });
    const found = [
      one("k1", "desk", 3),
      one("k2", "chair", 2.9),
      one("k3", "lamp", 2.8),
      one("k4", "shelf", 2.7),
    ];
    const answer = composeAnswer("What is the fee for a desk and a chair and a lamp and a shelf?", found);
    expect(answer?.refs.length).toBeGreaterThan(1);
    expect(answer?.refs.length).toBeLessThanOrEqual(3);
  });

  it("quotes a second passage for the second half of a question, and only then", () => {
    const both = composeAnswer("How long may I return an item, and what does express shipping cost?", [
      returns,
      shipping,
    ]);
    expect(both?.refs.toSorted()).toEqual(["k1", "k2"]);
    expect(both?.text).toContain("Express shipping costs 9 euros. [[k2]]");
    expect(composeAnswer("How long may I return an item?", [returns, shipping])?.refs).toEqual(["k1"]);
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

  it("says nothing twice when asked for more, tables included", () => {
    const first = composeAnswer("return an item", [returns]);
    const more = composeAnswer("return an item", [returns], { told: first?.text });
    expect(more?.text).not.toContain("within 30 days");
    expect(composeAnswer("return", [returns], { told: returns.passage })).toBeNull();
    const row = composeAnswer("what does E05 mean", [codes]);
    expect(composeAnswer("what does E05 mean", [codes], { told: row?.text })).toBeNull();
  });

  it("knows another word for what was asked", () => {
    const cards = [
      passage("k1", `Gift cards come by mail. ${filler}`, { heading: "Buying" }),
      passage("k2", `A gift card is valid for 3 years. ${filler}`, { heading: "Validity" }),
    ];
    expect(composeAnswer("do gift cards expire", cards)?.text).toContain("valid for 3 years");
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
        fc.constantFrom("return items?", "shipping cost and days", "how many days", "zebra"),
        (all, question) => {
          const passages = all.map((text, index) =>
            passage(`k${index + 1}`, text, { title: "", score: all.length - index }),
          );
          const answer = composeAnswer(question, passages);
          expect(answer?.refs.length ?? 0).toBeLessThanOrEqual(2);
          for (const part of answer?.text.split("\n\n") ?? []) {
            const [, body = "", ref = ""] = /^([\s\S]+) \[\[(k\d+)\]\]$/.exec(part) ?? [];
            const source = passages.find((candidate) => candidate.ref === ref)?.passage ?? "";
            for (const quoted of body.split(/(?<=\.) /)) expect(source).toContain(quoted);
          }
        },
      ),
    );
  });
});

describe("answering from a table", () => {
  it("quotes the row of the code that was asked about, in sentences", () => {
    expect(composeAnswer("My desk shows error E05, what does it mean?", [codes])?.text).toBe(
      "**E05**: Handset cable loose. Unplug and push in the handset cable. [[k1]]",
    );
  });

  it("does not answer for a code that the table does not hold", () => {
    expect(composeAnswer("E99 on the display", [codes])).toBeNull();
  });

  it("names the columns of the row for a product", () => {
    expect(composeAnswer("how much is assembly for a chair", [assembly])?.text).toBe(
      "**Chair**\n\n- Basic: 29 EUR\n- Plus and Studio: 14.50 EUR [[k1]]",
    );
  });

  it("keeps the column of the plan that was named", () => {
    expect(composeAnswer("assembly of a desk for plus members", [assembly])?.text).toBe(
      "**Desk or standing desk**\n\n- Plus and Studio: 29.50 EUR [[k1]]",
    );
  });

  it("lets a follow-up choose another row of the same table", () => {
    const question = "how much is assembly for a desk and a chair?";
    expect(composeAnswer(question, [assembly], { focus: "and a chair?" })?.text).toMatch(/^\*\*Chair\*\*/);
  });

  it("reads an empty first cell as the row above", () => {
    expect(composeAnswer("warranty on the motor of my tarn desk", [warranty])?.text).toBe(
      "**Tarn desks**\n\n- Part: motors\n- Warranty: 5 years [[k1]]",
    );
  });

  it("shows several rows as a table, with the citation below it", () => {
    const text = composeAnswer("what does assembly cost", [assembly])?.text ?? "";
    expect(text).toBe(
      [
        "**What assembly costs**",
        "",
        "|  | Basic | Plus and Studio |",
        "| --- | --- | --- |",
        "| Desk or standing desk | 59 EUR | 29.50 EUR |",
        "| Chair | 29 EUR | 14.50 EUR |",
        "",
        "[[k1]]",
      ].join("\n"),
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

  it("takes brackets in a list for text, not for columns", () => {
    expect(unitsOf("- one thing (small)\n- two things (see: below)").map((unit) => unit.kind)).toEqual([
      "list",
    ]);
  });
});
