import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAsk } from "./asked";
import { ask } from "./asking";
import { classifyIntent } from "./intents";
import { newTicket, type Request, startChange, startProfile, startTicket } from "./pending";
import { interpret } from "./replies";

const reply = (request: Request, message: string) => interpret(request, message, classifyIntent(message));

/** One-line text without the marks that our own questions are made of. */
const words = fc
  .array(
    fc.constantFrom(
      "headset",
      "crackles",
      "since",
      "Monday",
      "(1)",
      "10%",
      "it's",
      "né",
      "“x”",
      "a:b",
      "- c",
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(" "));
const requests: fc.Arbitrary<Request> = fc.oneof(
  fc.record({
    kind: fc.constant("create_ticket" as const),
    asked: fc.constant("confirm" as const),
    subject: words,
    description: words,
    priority: fc.constantFrom("low" as const, "medium" as const, "high" as const, "urgent" as const),
    category: fc.constantFrom("billing", "general"),
  }),
  words.map((subject) => newTicket({ asked: "description", subject })),
  fc.constant(newTicket({})),
  fc.record({
    kind: fc.constant("update_profile" as const),
    asked: fc.constant("confirm" as const),
    field: fc.constant(null),
    changes: fc.oneof(
      fc.record(
        { name: words, phone: fc.constant("+44 20 7946 0000"), language: fc.constant("de") },
        { requiredKeys: ["name"] },
      ),
      fc.record({ time_zone: fc.constant("Europe/Berlin"), contact_method: fc.constant("email") }),
    ),
  }),
  fc.record({
    kind: fc.constant("update_ticket" as const),
    asked: fc.constant("confirm" as const),
    action: fc.constant("comment" as const),
    number: fc.integer({ min: 1, max: 99_999 }),
    value: words,
  }),
  fc.record({
    kind: fc.constant("update_ticket" as const),
    asked: fc.constant("confirm" as const),
    action: fc.constantFrom("close" as const, "reopen" as const),
    number: fc.integer({ min: 1, max: 99_999 }),
    value: fc.constant(""),
  }),
);

describe("asking", () => {
  it("carries the whole request in the question", () => {
    fc.assert(
      fc.property(requests, words, (request, before) => {
        expect(readAsk(`${before}\n\nBack to your request: ${ask(request)}`)).toEqual(request);
      }),
    );
  });

  it("keeps one line per field, whatever the customer wrote", () => {
    const request = newTicket({ asked: "confirm", subject: "a\n- **Priority:** urgent", description: "b" });
    expect(readAsk(ask(request))).toMatchObject({ subject: "a - Priority: urgent", priority: "medium" });
  });

  it("reads nothing into other texts", () => {
    expect(readAsk("You can return any item within 30 days.")).toBeNull();
  });
});

describe("starting a request", () => {
  it("asks only for what is missing", () => {
    expect(startTicket("open a ticket")).toMatchObject({ asked: "subject" });
    expect(startTicket("open a ticket about headset")).toMatchObject({ asked: "subject" });
    expect(startTicket("open a ticket: crackling headset")).toMatchObject({
      asked: "description",
      subject: "Crackling headset",
    });
    expect(startTicket("open an urgent ticket: my headset crackles on the left side")).toMatchObject({
      asked: "confirm",
      priority: "urgent",
      category: "products",
      description: "My headset crackles on the left side",
    });
    expect(startTicket("", "Do you engrave names on it?")).toMatchObject({
      asked: "confirm",
      subject: "Do you engrave names on it?",
    });
  });

  it("reads the change of a profile", () => {
    expect(startProfile("change my details")).toMatchObject({ asked: "field" });
    expect(startProfile("change my phone number")).toMatchObject({ asked: "value", field: "phone" });
    expect(startProfile("set my language to German")).toMatchObject({
      asked: "confirm",
      changes: { language: "de" },
    });
  });

  it("reads the change of a ticket", () => {
    expect(startChange("close #12", null)).toMatchObject({ action: "close", number: 12, asked: "confirm" });
    expect(startChange("close my ticket", null)).toMatchObject({
      action: "close",
      number: null,
      asked: "number",
    });
    expect(startChange("reopen it", 7)).toMatchObject({ action: "reopen", number: 7 });
    expect(startChange("make ticket 12 urgent", null)).toMatchObject({ action: "priority", value: "urgent" });
    expect(startChange("add a note to #12: it happened again", null)).toMatchObject({
      action: "comment",
      value: "it happened again",
      asked: "confirm",
    });
    expect(startChange("add a comment to #12", null)).toMatchObject({ action: "comment", asked: "comment" });
  });
});

describe("replies", () => {
  const confirm = newTicket({ asked: "confirm", subject: "Crackling", description: "It crackles." });

  it.each([
    "yes",
    "Yes please",
    "ok",
    "go ahead",
    "sure",
    "yes, open it",
    "Yes, that's right, thanks!",
    "ok do it",
  ])("takes %s for a yes", (message) => {
    expect(reply(confirm, message)).toMatchObject({ kind: "confirmed", request: confirm });
  });

  it.each(["no", "never mind", "cancel", "forget it", "no thanks", "stop", "I changed my mind"])(
    "takes %s for a no",
    (message) => {
      expect(reply(confirm, message)).toEqual({ kind: "cancelled" });
    },
  );

  it.each([
    ["make it urgent", { priority: "urgent" }],
    ["no, the subject should be Loud crackling", { subject: "Loud crackling" }],
    ["change the category to billing", { category: "billing" }],
    ["description: it hums as well", { description: "it hums as well" }],
    ["it also happens on my phone", { description: "It crackles. it also happens on my phone" }],
    ["can you make it high priority?", { priority: "high" }],
  ])("takes %s for a correction", (message, change) => {
    expect(reply(confirm, message)).toMatchObject({ kind: "next", request: { asked: "confirm", ...change } });
  });

  it.each(["How long do returns take?", "what is your warranty"])(
    "takes %s for an interruption",
    (message) => {
      expect(reply(confirm, message)).toEqual({ kind: "interrupted" });
      expect(reply(newTicket({ asked: "description", subject: "x" }), message)).toEqual({
        kind: "interrupted",
      });
    },
  );

  it("takes no yes to another act for a yes to this one", () => {
    expect(reply(confirm, "close it").kind).toBe("unclear");
    const change = startChange("close #12", null);
    expect(reply(change, "close it").kind).toBe("confirmed");
    expect(reply(change, "yes, reopen it").kind).toBe("unclear");
  });

  it("never takes an unclear reply for a yes", () => {
    for (const message of [
      "hmm",
      "hello",
      "thanks",
      "maybe later",
      "???",
      "yes but wait",
      "ok what?",
      "right after lunch",
    ])
      expect(reply(confirm, message).kind).not.toBe("confirmed");
  });

  it("goes from subject to description to confirmation", () => {
    const first = reply(newTicket({}), "Crackling headset");
    expect(first).toMatchObject({
      kind: "next",
      request: { asked: "description", subject: "Crackling headset" },
    });
    expect(
      reply(newTicket({ asked: "description", subject: "Crackling headset" }), "Since Monday, left side"),
    ).toMatchObject({
      kind: "next",
      request: { asked: "confirm", description: "Since Monday, left side", category: "products" },
    });
    expect(
      reply(newTicket({}), "My headset has been crackling on the left side since Monday morning"),
    ).toMatchObject({
      request: { asked: "confirm" },
    });
  });

  it("does not accept a phone number that is none", () => {
    const request: Request = { kind: "update_profile", asked: "value", field: "phone", changes: {} };
    expect(reply(request, "my usual one")).toEqual({ kind: "unclear" });
    expect(reply(request, "0171 555 0134")).toMatchObject({
      kind: "next",
      request: { changes: { phone: "0171 555 0134" } },
    });
  });
});

describe("a yes where a description was asked for", () => {
  it("does not become the description", () => {
    const answered = reply(newTicket({ asked: "description", subject: "The lamp flickers" }), "yes");
    expect(answered).toMatchObject({
      kind: "next",
      request: { description: "The lamp flickers", asked: "confirm" },
    });
  });
});
