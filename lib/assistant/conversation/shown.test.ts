import { describe, expect, it } from "vitest";
import { type Focus, pick, pickOrName, readShown, showing } from "./shown";

const list = showing("tickets", [
  { key: "1042", label: "Crackling headset" },
  { key: "1038", label: "Invoice address" },
  { key: "1031", label: "Desk lamp flickers" },
]);
const two = showing("orders", [
  { key: "EF-204017", label: "Lamp" },
  { key: "EF-204012", label: "Desk" },
]);
const focus: Focus = { kind: "order", key: "EF-204012", label: "" };

describe("choosing from a list", () => {
  it.each([
    ["the second one", "1038"],
    ["2", "1038"],
    ["number three please", "1031"],
    ["close the first one", "1042"],
    ["the last one", "1031"],
    ["no, I meant the third", "1031"],
  ])("understands “%s”", (message, key) => {
    expect(list && pick(list, message, null)?.key).toBe(key);
  });

  it.each([
    "first of all, where is my order?",
    "give me a second",
    "the first or the second one",
    "the fifth one",
    "9",
    "I bought it the first time in May and it has never worked as it should have, has it",
  ])("takes no choice out of “%s”", (message) => {
    expect(list && pick(list, message, null)).toBeNull();
  });

  it("knows the other one only where there are two", () => {
    expect(two && pick(two, "what about the other one?", focus)?.key).toBe("EF-204017");
    expect(two && pick(two, "the other one", null)).toBeNull();
    expect(list && pick(list, "the other one", { kind: "ticket", key: "1042", label: "" })).toBeNull();
  });

  it("chooses by words that only one of them has", () => {
    expect(list && pickOrName(list, "the headset", null)?.key).toBe("1042");
    expect(list && pickOrName(list, "something else", null)).toBeNull();
  });
});

describe("a list in a text", () => {
  it("is read where no structure came with it", () => {
    expect(readShown("You have 2 tickets:\n\n- **#1042** Headset: open\n- **#1038** Lamp: open")).toEqual({
      kind: "tickets",
      items: [
        { key: "1042", label: "Headset: open" },
        { key: "1038", label: "Lamp: open" },
      ],
    });
    expect(readShown("1. **EF-204017**: delivered\n2. **EF-204012**: shipped")?.kind).toBe("orders");
  });

  it("is not made of the fields of a request", () => {
    expect(readShown("Shall I?\n\n- **Subject:** a\n- **Description:** b")).toBeNull();
  });
});
