import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ask } from "./asking";
import { decide } from "./decide";
import { IDLE_LIMIT } from "./escalation";
import { findInstruction } from "./instruction";
import { newTicket } from "./pending";
import { SAY } from "./phrases";
import { readOutcome, type ToolOutcome } from "./results";
import { type Entry, foldHistory } from "./state";

const TOOLS = [
  "search_knowledge_base",
  "search_tickets",
  "search_products",
  "create_ticket",
  "update_ticket",
  "get_customer",
  "update_customer_profile",
  "send_notification",
  "escalate_to_human",
];
const WRITES = ["create_ticket", "update_ticket", "update_customer_profile"];

interface Options {
  outcomes?: ToolOutcome[];
  tools?: string[];
  instruction?: string;
}

/** Texts alternate: the customer speaks first and last. */
function next(texts: string[], { outcomes = [], tools = TOOLS, instruction }: Options = {}) {
  const entries = texts.map(
    (text, index): Entry => ({ role: index % 2 === 0 ? "customer" : "assistant", text }),
  );
  return decide({
    state: foldHistory(entries),
    outcomes,
    tools: new Set(tools),
    instruction: instruction ? findInstruction(`Instruction from Mia: ${instruction}`) : null,
  });
}

const outcome = (name: string, result: unknown) => readOutcome(name, "{}", JSON.stringify(result));
const nothing = outcome("search_knowledge_base", { answerable: false, results: [] });
const confirm = ask(newTicket({ asked: "confirm", subject: "Crackling", description: "Left side" }));

describe("deciding", () => {
  it("searches before it answers a question", () => {
    expect(next(["How do returns work?"])).toEqual({
      kind: "call",
      calls: [
        {
          name: "search_knowledge_base",
          args: { query: "How do returns work?", category: null, max_results: 5 },
        },
      ],
    });
  });

  it("asks one clarifying question, then searches with both messages", () => {
    expect(next(["help"], { outcomes: [nothing] })).toMatchObject({ kind: "say", text: SAY.clarify });
    expect(next(["help", SAY.clarify, "the headset"])).toMatchObject({
      calls: [{ args: { query: "help the headset" } }],
    });
    expect(next(["help", SAY.clarify, "the thing"], { outcomes: [nothing] })).not.toMatchObject({
      kind: "say",
      text: SAY.clarify,
    });
  });

  it("offers a ticket with a refund answer, and promises nothing", () => {
    const found = outcome("search_knowledge_base", {
      answerable: true,
      results: [{ ref: "k1", title: "Refunds", passage: "Refunds take 5 business days.", score: 1 }],
    });
    const step = next(["I want a refund"], { outcomes: [found] });
    expect(step).toMatchObject({ text: expect.stringContaining(SAY.offer) });
    expect(step).toMatchObject({ text: expect.stringContaining("Refunds take 5 business days. [[k1]]") });
  });

  it("refuses small talk kindly once the help center has nothing", () => {
    expect(next(["Tell me a joke"], { outcomes: [nothing] })).toMatchObject({
      kind: "say",
      text: SAY.outOfScope,
    });
  });

  it("brings in a person after too many messages without progress", () => {
    const texts = Array.from({ length: IDLE_LIMIT }, () => [
      "What is the weather today?",
      SAY.outOfScope,
    ]).flat();
    expect(next([...texts, "Do you engrave?"])).toMatchObject({
      calls: [{ name: "escalate_to_human", args: { reason: "budget" } }],
    });
  });

  it("takes a person's name for the offer of one", () => {
    const offer = `${SAY.notFound} ${SAY.offer}`;
    expect(next(["Do you engrave?", offer, "the second, a person"])).toMatchObject({
      calls: [{ name: "escalate_to_human" }],
    });
    expect(next(["Do you engrave?", offer, "no thanks"])).toMatchObject({
      kind: "say",
      text: SAY.anythingElse,
    });
  });

  it("puts a request aside after three interruptions and takes it up on demand", () => {
    const searched = outcome("search_knowledge_base", {
      answerable: true,
      results: [{ ref: "k1", title: "Returns", passage: "You can return items within 30 days.", score: 1 }],
    });
    const resumed = `You can return items within 30 days.\n\n${SAY.resume} ${confirm}`;
    const texts = [
      "open a ticket",
      confirm,
      "how do returns work?",
      resumed,
      "what is the returns window?",
      resumed,
      "how many days for returns?",
    ];
    const step = next(texts, { outcomes: [searched] });
    expect(step).toMatchObject({ text: expect.stringContaining(SAY.shelved) });
    const shelved = step.kind === "say" ? step.text : "";
    expect(next([...texts, shelved, "continue"])).toMatchObject({
      kind: "say",
      text: `${SAY.resume} ${confirm}`,
    });
  });

  it("takes a refusal of staff for what it is", () => {
    const refused = readOutcome("create_ticket", "{}", "Tool execution was not approved.");
    expect(next(["open a ticket", confirm, "yes"], { outcomes: [refused] })).toMatchObject({
      text: expect.stringContaining(SAY.refused),
    });
  });

  it("is honest when even the team cannot be reached", () => {
    const failed = outcome("escalate_to_human", { error: "down" });
    expect(next(["I want a person"], { outcomes: [failed] })).toMatchObject({
      kind: "say",
      text: SAY.cannotReachTeam,
    });
    expect(next(["I want a person"], { tools: [] })).toMatchObject({ kind: "say", text: SAY.trouble });
  });

  it("refuses to watch for things", () => {
    expect(next(["notify me when it is back in stock"])).toMatchObject({
      kind: "say",
      text: `${SAY.cannotWatch} ${SAY.offer}`,
    });
  });

  it("searches for both halves of a double question at once, and answers what it finds", () => {
    const texts = ["How long does delivery take and can I pay with PayPal?"];
    const step = next(texts);
    expect(step).toMatchObject({
      calls: [
        { args: { query: "How long does delivery take" } },
        { args: { query: "can I pay with PayPal?" } },
      ],
    });
    const [first, second] = step.kind === "call" ? step.calls : [];
    const found = readOutcome(
      "search_knowledge_base",
      JSON.stringify(first?.args),
      JSON.stringify({
        answerable: true,
        results: [{ ref: "k1", title: "Delivery", passage: "Delivery takes 5 days.", score: 1 }],
      }),
    );
    const missed = readOutcome(
      "search_knowledge_base",
      JSON.stringify(second?.args),
      JSON.stringify({ answerable: false, results: [] }),
    );
    expect(next(texts, { outcomes: [found, missed] })).toMatchObject({
      kind: "say",
      text: `Delivery takes 5 days. [[k1]]\n\n${SAY.partNotFound} ${SAY.offer}`,
    });
  });

  it.each(["and a chair?", "what about desks", "no, I meant the lamp"])(
    "takes “%s” for the same question about something else",
    (message) => {
      const step = next(["how much is assembly for a table", "59 EUR for a table.", message]);
      expect(step).toMatchObject({
        calls: [{ name: "search_knowledge_base", args: { query: expect.stringContaining("assembly") } }],
      });
    },
  );

  it("still shows products when the question before was about products", () => {
    const shown = "Here is what fits from our catalogue:\n\n- **Glim**";
    expect(next(["do you sell lamps", shown, "and chairs?"])).toMatchObject({
      calls: [{ name: "search_products" }],
    });
  });

  it("offers help when the answer did not help", () => {
    expect(next(["How do returns work?", "Returns take a week.", "that did not help"])).toMatchObject({
      kind: "say",
      text: `${SAY.noHelp} ${SAY.offer}`,
    });
  });

  it.each(["are you a bot", "Are you a human?", "who are you", "what can you do?"])(
    "says what it is: %s",
    (message) => {
      expect(next([message])).toMatchObject({ kind: "say", text: SAY.aboutMe });
    },
  );

  it.each([
    ["EF-1: 208782", "208782", "get_customer"],
    ["a ticket", "1183", "search_tickets"],
  ])("looks up a number alone as that of %s", (_, message, name) => {
    expect(next([message])).toMatchObject({ calls: [{ name }] });
  });

  it("keeps to the price and the words of a product that was asked for", () => {
    const found = outcome("search_products", {
      products: [
        { name: "Tarn Standing Desk 120", price: "€479.00", stock: 3 },
        { name: "Tarn Standing Desk 140", price: "€529.00", stock: 3 },
        { name: "Glim Desk Lamp", price: "€99.00", stock: 3 },
      ],
    });
    const step = next(["looking for a standing desk under 500 eur"], { outcomes: [found] });
    expect(step).toMatchObject({ text: expect.stringContaining("Desk 120") });
    expect(step).toMatchObject({ text: expect.not.stringMatching(/Desk 140|Lamp/) });
  });

  it("answers for the one thing of the account that was asked", () => {
    const account = outcome("get_customer", { name: "Casey", plan: "plus", orders: [], open_tickets: [] });
    expect(next(["which plan do I have on my account?"], { outcomes: [account] })).toMatchObject({
      kind: "say",
      text: "Here is what your account says:\n\n- Plan: Plus",
    });
  });

  it("sends no apology by mail", () => {
    expect(next(["do you engrave?", `${SAY.notFound} ${SAY.offer}`, "email me that"])).toMatchObject({
      text: expect.stringContaining("nothing to send"),
    });
  });

  it("carries out an instruction in order, and not twice", () => {
    const text = "As Mia asked: Could you please tell me the order number?";
    expect(next(["It broke"], { instruction: "ask for the order number" })).toMatchObject({
      kind: "say",
      text,
    });
    expect(
      next(["It broke", text, "order 10023, when will it arrive?"], {
        instruction: "ask for the order number",
      }),
    ).toMatchObject({
      calls: [{ name: "get_customer" }],
    });
  });

  it("repeats no wording that it could not map", () => {
    const step = next(["It broke"], {
      instruction: "be careful, this customer is difficult",
      outcomes: [nothing],
    });
    expect(step).toMatchObject({ kind: "say", text: expect.not.stringContaining("difficult") });
  });

  it("answers the cue of an empty thread", () => {
    expect(next(["Please continue."])).toMatchObject({ kind: "say", text: SAY.back });
  });

  it("writes only after a yes to the question that shows what is written", () => {
    const texts = fc.constantFrom(
      "yes",
      "open a ticket: my lamp is broken and hot",
      "close #12",
      "change my phone to +44 20 7946 0000",
      "ok",
      "go ahead",
      "make it urgent",
      "How do returns work?",
      "no",
      "hi",
    );
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 6 }), (said) => {
        const history: string[] = [];
        for (const text of said) {
          const before = history.at(-1) ?? "";
          history.push(text);
          const step = next(history);
          const writes = step.kind === "call" ? step.calls.filter((call) => WRITES.includes(call.name)) : [];
          if (writes.length > 0) expect(before).toContain("Shall I");
          history.push(step.kind === "say" ? step.text : SAY.notFound);
        }
      }),
    );
  });

  it("always decides something, and calls only tools it has", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 5 }),
        fc.subarray(TOOLS),
        (texts, tools) => {
          const step = next(texts, { tools });
          if (step.kind === "say") expect(step.text).not.toBe("");
          else for (const call of step.calls) expect(tools).toContain(call.name);
        },
      ),
    );
  });

  it("survives any tool result", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TOOLS),
        fc.json(),
        fc.constantFrom("How do returns work?", "where is my order", "show my tickets", "do you sell lamps?"),
        (name, json, text) => {
          const step = next([text], {
            outcomes: [readOutcome(name, "{}", json), readOutcome(name, "oops", "not json")],
          });
          expect(["say", "call"]).toContain(step.kind);
        },
      ),
    );
  });
});
