import { describe, expect, it } from "vitest";
import * as slots from "./slots";

describe("slots", () => {
  it.each([
    ["close #1042", 1042],
    ["ticket 77 please", 77],
    ["case no. 12", 12],
    ["I have 3 chairs", null],
    ["order 10023", null],
  ])("ticket number in %s", (text, number) => {
    expect(slots.ticketNumber(text)).toBe(number);
  });

  it.each([
    ["where is order 10023?", "10023"],
    ["order #A-1007 is late", "A-1007"],
    ["my order number is ORD-2041", "ORD-2041"],
    ["it was ORD-2041", "ORD-2041"],
    ["my order is late", null],
    ["in order to pay", null],
  ])("order number in %s", (text, number) => {
    expect(slots.orderNumber(text)).toBe(number);
  });

  it.each([
    ["this is urgent", "urgent"],
    ["not urgent", "low"],
    ["please set it high", "high"],
    ["high priority please", "high"],
    ["no rush", "low"],
    ["my headset crackles", null],
    ["on high volume it crackles", null],
  ])("priority in %s", (text, priority) => {
    expect(slots.priority(text)).toBe(priority);
  });

  it.each([
    ["my invoice is wrong", "billing"],
    ["the parcel never arrived", "delivery"],
    ["I cannot log in", "account"],
    ["the screen keeps crashing", "products"],
    ["just saying hello", null],
  ])("category of %s", (text, category) => {
    expect(slots.category(text)).toBe(category);
  });

  it.each([
    ["Open a ticket: my headset crackles", "My headset crackles"],
    ["please create a ticket about the broken lamp", "The broken lamp"],
    ["I want to open a ticket", ""],
    ["can you file a ticket for this please", ""],
    ["new ticket", ""],
  ])("matter of %s", (text, matter) => {
    expect(slots.matter(text)).toBe(matter);
  });

  it("reads profile values", () => {
    expect(slots.phone("call me at +44 20 7946 0000 please")).toBe("+44 20 7946 0000");
    expect(slots.phone("I have 12 chairs")).toBeNull();
    expect(slots.language("write to me in German")).toBe("de");
    expect(slots.language("pt-BR")).toBe("pt-br");
    expect(slots.language("it is broken")).toBeNull();
    expect(slots.timeZone("I am in Europe/Berlin now")).toBe("Europe/Berlin");
    expect(slots.timeZone("Mars/Olympus")).toBeNull();
    expect(slots.contactMethod("by e-mail")).toBe("email");
    expect(slots.personName("change my name to Ana Silva")).toBe("Ana Silva");
  });

  it("cuts a subject at a word", () => {
    const subject = slots.subjectOf(`${"word ".repeat(40)}end`);
    expect(subject.length).toBeLessThanOrEqual(slots.SUBJECT_LIMIT);
    expect(subject).toMatch(/word…$/);
  });
});
