import { describe, expect, it } from "vitest";
import { SAY } from "./conversation/phrases";
import { findCommitments, findFalsePromise } from "./promises";

describe("commitments", () => {
  it.each([
    ["I have refunded your order.", "refund"],
    ["We will refund the full amount.", "refund"],
    ["Your refund has been processed.", "refund"],
    ["I'll give you a 20% discount.", "discount"],
    ["I've cancelled your subscription.", "cancellation"],
    ["I have opened a ticket for you.", "ticket"],
    ["I have closed your ticket.", "ticket"],
    ["I've sent you an email.", "notification"],
    ["I will email you tomorrow.", "notification"],
    ["I have updated your phone number.", "profile"],
    ["I’m transferring you to a colleague.", "handover"],
    ["Someone will call you back.", "callback"],
    ["I'll get back to you within 24 hours.", "callback"],
    ["We will send you a replacement.", "delivery"],
    ["We'll refund you.", "refund"],
    ["You will be refunded by Friday.", "refund"],
    ["If you send it back, we will refund you.", "refund"],
    ["Someone will call you tomorrow.", "callback"],
    ["You will hear from us soon.", "callback"],
    ["I'll let you know when it ships.", "notification"],
    ["I've cancelled your order.", "cancellation"],
    ["I will look into it.", "look_up"],
  ] as const)("finds %s", (text, kind) => {
    expect(findCommitments(`Hello. ${text} Bye.`, [])).toEqual([{ kind, sentence: text, backed: false }]);
  });

  it.each([
    ["I have opened a ticket for you.", "create_ticket"],
    ["I have opened ticket #12: “x”.", "create_ticket"],
    ["I have sent you this by email.", "send_notification"],
    ["I have updated your profile:", "update_customer_profile"],
    ["I have refunded 20 euros.", "request_refund"],
    ["I'll get back to you.", "create_ticket"],
    ["I will look into your order.", "get_order"],
    ["I have cancelled your order.", "shop__cancel_order"],
  ])("lets %s stand after %s", (text, tool) => {
    expect(findFalsePromise(text, [{ name: tool, failed: false }])).toBeNull();
    expect(findFalsePromise(text, [{ name: tool, failed: true }])).toBe(text);
  });

  it.each([
    "I cannot refund this myself.",
    "Shall I open a ticket for you?",
    "We will refund the price within 5 days [1].",
    "I have not cancelled anything.",
    "You can return it within 30 days.",
    "Refunds reach your card within 5 business days.",
    "I could not find this in our help center.",
    "Once you confirm, I will email you the summary.",
    "I will not cancel anything.",
    "We will e-mail you a label. Print it and put it on the box [1].",
  ])("lets %s stand", (text) => {
    expect(findCommitments(text, [])).toEqual([]);
  });

  it("is found under emphasis", () => {
    expect(findFalsePromise("Good news: **I've cancelled your order.** Bye.", [])).toBe(
      "Good news: I've cancelled your order.",
    );
  });

  it("is not excused from a deed by a citation", () => {
    expect(findFalsePromise("I have refunded your order [1].", [])).not.toBeNull();
  });
});

describe("the company's own words", () => {
  const read = {
    name: "search_knowledge_base",
    failed: false,
    result: { results: [{ passage: "Yes. We will send you a new unit within a week." }] },
  };

  it("are no promise of the assistant's when a tool returned them", () => {
    expect(findFalsePromise("We will send you a new unit within a week.", [read])).toBeNull();
    expect(findFalsePromise("We will send you a new unit within a day.", [read])).not.toBeNull();
  });

  it.each(Object.entries(SAY))("of the built-in model promise nothing: %s", (_, text) => {
    expect(findFalsePromise(text, [])).toBeNull();
  });
});
