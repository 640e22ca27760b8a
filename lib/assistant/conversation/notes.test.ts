import { describe, expect, it } from "vitest";
import { emptyState } from "./dialogue-state";
import { factLines } from "./lines";
import { readMove } from "./moves";
import { applyNotes, type Note, noteInput } from "./notes";
import { heardAssistant, step } from "./state";

const note = (given: Partial<Note>): Note => ({
  topic: null,
  intent: null,
  request: null,
  offered_help: false,
  ...given,
});
const asked = (text: string, before = emptyState()) => step(before, { role: "customer", text });

describe("what a large model notes", () => {
  it("names the topic that a message began, and returns to an earlier one", () => {
    const first = applyNotes(asked("How do returns work?"), [note({ topic: "Returns", intent: "question" })]);
    expect(first.state.topics).toMatchObject([{ id: "t1", title: "Returns" }]);
    expect(first.reading).toEqual({ intent: "question", confidence: 1, topic: "Returns" });
    const answered = heardAssistant(first.state, "Within 30 days.", readMove("Within 30 days."), 0);
    const second = applyNotes(asked("And delivery to Spain, how long?", answered), [
      note({ topic: "Delivery" }),
    ]);
    expect(second.state.topics.map(({ title }) => title)).toEqual(["Delivery", "Returns"]);
    const back = applyNotes(second.state, [note({ topic: "returns" })]);
    expect(back.state.topics.map(({ title }) => title)).toEqual(["Returns", "Delivery"]);
  });

  it("keeps a request that the built-in model could go on with", () => {
    const fields = [
      { name: "subject", value: "Lamp flickers" },
      { name: "description", value: "Since Monday" },
      { name: "priority", value: "high" },
    ];
    const { state, move } = applyNotes(asked("open a ticket"), [
      note({ request: { kind: "create_ticket", state: "confirming", fields } }),
    ]);
    const after = heardAssistant(state, "Shall I open it?", { ...readMove("Shall I open it?"), ...move }, 0);
    expect(after.pending).toMatchObject({ asked: "confirm", subject: "Lamp flickers", priority: "high" });
    expect(asked("yes", after).reply?.kind).toBe("confirmed");
  });

  it("ends a request, and offers", () => {
    const done = note({ request: { kind: "create_ticket", state: "done", fields: [] }, offered_help: true });
    expect(applyNotes(emptyState(), [done]).move).toMatchObject({
      asked: null,
      settled: true,
      offer: { kind: "help" },
    });
  });

  it("is refused when it is not of the shape", () => {
    expect(noteInput.safeParse({ topic: "x".repeat(81) }).success).toBe(false);
    expect(noteInput.safeParse(note({ intent: "rule_the_world" as never })).success).toBe(false);
  });
});

describe("the facts for a large model", () => {
  it("say what is under way, in one line each", () => {
    const text = "Shall I close ticket #1042?";
    const state = asked(
      "How long is the warranty?",
      heardAssistant(asked("close #1042"), text, readMove(text), 0),
    );
    expect(factLines(state)).toEqual([
      "Topic now: “How long is the warranty” (open).",
      "Request under way: change to your ticket, action “close”, number “#1042”, waits for the customer's yes.",
      "The customer's last message interrupts it: answer that, then take the request up again.",
    ]);
  });

  it("are none in a conversation that has just begun", () => {
    expect(factLines(asked("hi"))).toEqual([]);
  });
});
