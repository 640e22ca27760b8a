import { describe, expect, it } from "vitest";
import { asks, isPersonal, MAX_QUESTION, normalisedSearch, questionOf, withoutPersonal } from "./question";

describe("the question in a message", () => {
  it.each([
    ["Do you deliver to Norway?", "Do you deliver to Norway?"],
    ["Hi there! Do you deliver to Norway? Thanks!", "Do you deliver to Norway?"],
    [
      "Hello team,\nI hope you are well.\ndo you deliver to Norway?\n\nBest regards\nKim",
      "Do you deliver to Norway?",
    ],
    [
      "Dear Sam, my desk hums at night. Is that normal? Thank you very much",
      "My desk hums at night. Is that normal?",
    ],
    ["castors for parquet", "Castors for parquet"],
    ["Hi", ""],
    ["thanks!", ""],
    ["???", ""],
  ])("%j is %j", (message, question) => {
    expect(questionOf(message)).toBe(question);
  });

  it("is short, whatever the message is", () => {
    const long = questionOf(`${"Why does it hum so loud at night, every night, again. ".repeat(400)}`);
    expect(long.length).toBeLessThanOrEqual(MAX_QUESTION);
    expect(long.endsWith("…")).toBe(true);
  });
});

describe("what names a person or a case", () => {
  const personal = [
    "write to kim.doe@example.com please",
    "my card is 4111 1111 1111 1111",
    "call me on +49 155 512 34 56",
    "where is order B-20417",
    "ticket #1042 is still open",
    "order number 20417",
    "my IBAN is DE89 3704 0044 0532 0130 00",
  ];
  it.each(personal)("is found in %j", (text) => {
    expect(isPersonal(text)).toBe(true);
    expect(isPersonal(withoutPersonal(text))).toBe(false);
  });

  it.each([
    "is 140 x 70 cm enough for two monitors",
    "error E03",
    "return within 30 days",
    "what is the EF-MTOP made of",
    "open from 9:00 to 17:00 on 24.12.",
  ])("is not found in %j", (text) => {
    expect(isPersonal(text)).toBe(false);
    expect(withoutPersonal(text)).toBe(text);
  });

  it("leaves a text that can be read", () => {
    expect(withoutPersonal("Where is my order B-20417, write to kim@example.com.")).toBe(
      "Where is my order, write to.",
    );
    expect(withoutPersonal("The refund for EL-10422 is overdue.")).toBe("The refund for it is overdue.");
  });
});

it("tells a question from how a case stands", () => {
  for (const text of ["How long", "is it ok outside", "My desk hums. Is that normal?"])
    expect(asks(text)).toBe(true);
  for (const text of ["Photo attached", "Here is the label.", "A refund for it is overdue."])
    expect(asks(text)).toBe(false);
});

it("counts searches that only differ in letters as one", () => {
  expect(normalisedSearch("  Castors   for PARQUET?! ")).toBe("castors for parquet?");
  expect(normalisedSearch("castors for parquet?")).toBe("castors for parquet?");
});
