import { describe, expect, it } from "vitest";
import { isAsking, ownQuestion, withoutFillers } from "./asks";
import { commandIn, readIntent } from "./reading";

describe("a command", () => {
  it.each([
    ["Please open a ticket: my lamp flickers", "create_ticket"],
    ["could you file a new support ticket for me", "create_ticket"],
    ["actually close ticket 1042", "update_ticket"],
    ["show me my tickets", "ticket_status"],
    ["change my phone number", "update_profile"],
    ["please change my address", "change_address"],
    ["when was that order delivered again?", "order_status"],
    ["I want a refund", "refund_request"],
    ["that did not help. open a ticket for it please", "create_ticket"],
  ])("is what it says: %s", (message, intent) => {
    const reading = readIntent(message);
    expect(reading.intent).toBe(intent);
    expect(reading.confidence).toBeGreaterThan(0.9);
  });

  it.each(["How do I open a ticket?", "why was my ticket closed", "Can I change the address of an order?"])(
    "is no question about one: %s",
    (message) => {
      expect(commandIn(message)).toBeNull();
    },
  );

  it("knows what was said before it", () => {
    expect(commandIn("It still wobbles. Please open a ticket. Thanks.")).toEqual({
      intent: "create_ticket",
      before: "It still wobbles.",
      text: "Please open a ticket. Thanks.",
    });
  });
});

describe("asking", () => {
  it.each([
    ["How long does a refund take?", true],
    ["wait, how long is the warranty?", true],
    ["hi\none question\nuntil when can I cancel?", true],
    ["I put the wrong address on it, can I still change that?", true],
    ["can you open a ticket?", false],
    ["refund me", false],
  ])("%s: %s", (message, expected) => {
    expect(isAsking(message)).toBe(expected);
  });

  it("takes fillers away, and no more", () => {
    expect(withoutFillers("Hello there! Wait, what is E03?")).toBe("what is e03?");
    expect(withoutFillers("wait for the carrier?")).toBe("wait for the carrier?");
    expect(withoutFillers("hello")).toBe("hello");
  });

  it("finds the question in a story", () => {
    expect(ownQuestion("I bought a desk. It is nice. What does E03 on the display mean?")).toBe(
      "What does E03 on the display mean?",
    );
    expect(ownQuestion("My desk shows E03. What is it?")).toBeNull();
  });
});
