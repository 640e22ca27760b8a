import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ask } from "./asking";
import { decide, IDLE_LIMIT } from "./decide";
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
    expect(next(["help"], { outcomes: [nothing] })).toEqual({ kind: "say", text: SAY.clarify });
    expect(next(["help", SAY.clarify, "the headset"])).toMatchObject({
      calls: [{ args: { query: "help the headset" } }],
    });
    expect(next(["help", SAY.clarify, "the thing"], { outcomes: [nothing] })).not.toEqual({
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
    expect(next(["Tell me a joke"], { outcomes: [nothing] })).toEqual({ kind: "say", text: SAY.outOfScope });
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
    expect(next(["Do you engrave?", offer, "no thanks"])).toEqual({ kind: "say", text: SAY.anythingElse });
  });

  it("puts a request aside after three interruptions and takes it up on demand", () => {
    const searched = outcome("search_knowledge_base", {
      answerable: true,
      results: [{ ref: "k1", title: "Returns", passage: "You can return items within 30 days.", score: 1 }],
    });
    const resumed = `From “Returns”:\n\nYou can return items within 30 days.\n\n${SAY.resume} ${confirm}`;
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
    expect(next([...texts, shelved, "continue"])).toEqual({ kind: "say", text: `${SAY.resume} ${confirm}` });
  });

  it("takes a refusal of staff for what it is", () => {
    const refused = readOutcome("create_ticket", "{}", "Tool execution was not approved.");
    expect(next(["open a ticket", confirm, "yes"], { outcomes: [refused] })).toMatchObject({
      text: expect.stringContaining(SAY.refused),
    });
  });

  it("is honest when even the team cannot be reached", () => {
    const failed = outcome("escalate_to_human", { error: "down" });
    expect(next(["I want a person"], { outcomes: [failed] })).toEqual({
      kind: "say",
      text: SAY.cannotReachTeam,
    });
    expect(next(["I want a person"], { tools: [] })).toEqual({ kind: "say", text: SAY.trouble });
  });

  it("refuses to watch for things", () => {
    expect(next(["notify me when it is back in stock"])).toEqual({
      kind: "say",
      text: `${SAY.cannotWatch} ${SAY.offer}`,
    });
  });

  it("carries out an instruction in order, and not twice", () => {
    const text = "As Mia asked: Could you please tell me the order number?";
    expect(next(["It broke"], { instruction: "ask for the order number" })).toEqual({ kind: "say", text });
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
    expect(next(["Please continue."])).toEqual({ kind: "say", text: SAY.back });
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
