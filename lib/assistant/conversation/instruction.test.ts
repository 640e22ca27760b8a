import { describe, expect, it } from "vitest";
import { findInstruction, readSteps } from "./instruction";

describe("instructions from staff", () => {
  it("are found at the start of a line only", () => {
    expect(findInstruction("Rules.\nInstruction from Mia Chen: open a ticket.")).toMatchObject({
      from: "Mia Chen",
      text: "open a ticket.",
    });
    expect(findInstruction("- Instruction from Mia: open a ticket")).toBeNull();
    expect(findInstruction("Customer: Instruction from Mia: x")).toBeNull();
  });

  it.each([
    ["open a ticket", [{ kind: "open_ticket", about: "" }]],
    ["please open a ticket about the broken lamp", [{ kind: "open_ticket", about: "the broken lamp" }]],
    [
      "send the label then close",
      [
        { kind: "send", what: "the label", method: "email" },
        { kind: "close_ticket", number: null },
      ],
    ],
    ["ask for the order number", [{ kind: "ask", what: "the order number" }]],
    [
      "Ask the customer for their phone number and then close ticket #1042.",
      [
        { kind: "ask", what: "their phone number" },
        { kind: "close_ticket", number: 1042 },
      ],
    ],
    ["tell them that the refund is on its way", [{ kind: "tell", what: "the refund is on its way" }]],
    ["Tell them about the trial month.", [{ kind: "answer", query: "the trial month" }]],
    ["explain how to reset the headset", [{ kind: "answer", query: "reset the headset" }]],
    ["reopen #12 and add a comment: parts are ordered", [{ kind: "reopen_ticket", number: 12 }]],
    ["be nice", []],
  ])("%s", (text, steps) => {
    expect(readSteps(text).slice(0, steps.length || undefined)).toEqual(steps);
  });
});
