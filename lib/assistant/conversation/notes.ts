/**
 * What a large model tells about the conversation, as a structure: the topic, the intent, a request that is being filled
 * in. Checked, and applied to the same state that the built-in model keeps. It changes no record of anything. Pure.
 */
import { z } from "zod";
import { FIELDS } from "./asking";
import type { DialogueState } from "./dialogue-state";
import { INTENTS, type Intent } from "./intents";
import type { Move } from "./moves";
import { clip, newTicket, nextRefund, type ProfileChanges, type Request } from "./pending";
import * as slots from "./slots";
import { MAX_TOPICS, newTopic, onTop } from "./topics";

const requestKinds = ["create_ticket", "update_ticket", "update_profile", "request_refund"] as const;
const intents = INTENTS as [Intent, ...Intent[]];

/** Nullable, never optional: strict tool schemas require every field. */
export const noteInput = z.object({
  topic: z
    .string()
    .max(80)
    .nullable()
    .describe(
      "What the customer's message is about, in a few words; an earlier topic's words to return to it",
    ),
  intent: z.enum(intents).nullable().describe("What the customer wants with the message"),
  request: z
    .object({
      kind: z.enum(requestKinds),
      state: z
        .enum(["collecting", "confirming", "done", "cancelled", "put_aside"])
        .describe("confirming: you have shown everything and asked for a yes"),
      fields: z
        .array(z.object({ name: z.string().max(40), value: z.string().max(2_000) }))
        .max(10)
        .describe(
          "What is known so far, such as subject, description, priority, order, amount, reason, number, action",
        ),
    })
    .nullable()
    .describe("A request that needs details or a yes; null when there is none"),
  offered_help: z.boolean().describe("True when your answer offers to open a ticket or to bring in a person"),
});

export type Note = z.output<typeof noteInput>;

export interface Noted {
  state: DialogueState;
  /** What the answer did, over what its words say. */
  move: Partial<Move>;
  reading: { intent?: string; confidence?: number; topic?: string };
}

export function applyNotes(state: DialogueState, notes: readonly Note[]): Noted {
  return notes.reduce<Noted>((noted, note) => applyNote(noted, note), { state, move: {}, reading: {} });
}

function applyNote({ state, move, reading }: Noted, { topic, intent, request, offered_help }: Note): Noted {
  const next = topic?.trim() ? withTopic(state, topic.trim(), intent) : state;
  return {
    state: next,
    move: {
      ...move,
      ...(request ? moveOf(request) : {}),
      ...(offered_help ? { offer: { kind: "help" as const, matter: "" } } : {}),
    },
    reading: {
      ...reading,
      ...(intent ? { intent, confidence: 1 } : {}),
      ...(topic?.trim() ? { topic: next.topics[0]?.title ?? topic.trim() } : {}),
    },
  };
}

function withTopic(state: DialogueState, title: string, intent: Intent | null): DialogueState {
  const same = state.topics.find((topic) => topic.title.toLowerCase() === title.toLowerCase());
  if (same) return { ...state, topics: onTop(state.topics, same.id) };
  const [current, ...rest] = state.topics;
  // What was begun with the newest message has its words for a title until somebody knows better.
  if (current && current.question === state.message)
    return { ...state, topics: [{ ...current, title, intent: intent ?? current.intent }, ...rest] };
  const id = state.topicsBegun + 1;
  const topic = { ...newTopic(id, state.message || title, intent ?? state.reading.intent), title };
  return { ...state, topicsBegun: id, topics: [topic, ...state.topics].slice(0, MAX_TOPICS) };
}

function moveOf(given: NonNullable<Note["request"]>): Partial<Move> {
  if (given.state === "done" || given.state === "cancelled") return { asked: null, settled: true };
  if (given.state === "put_aside") return { asked: null, shelved: true };
  return { asked: requestOf(given) };
}

function requestOf({ kind, state, fields }: NonNullable<Note["request"]>): Request {
  const value = (name: string) =>
    clip(
      fields.find(
        (field) =>
          field.name
            .trim()
            .toLowerCase()
            .replace(/[\s-]+/g, "_") === name,
      )?.value ?? "",
    );
  const isReady = state === "confirming";
  switch (kind) {
    case "create_ticket":
      return newTicket({
        subject: value("subject"),
        description: value("description"),
        priority: slots.priorityWord(value("priority")) ?? "medium",
        category: value("category") || "general",
        asked: isReady ? "confirm" : value("subject") ? "description" : "subject",
      });
    case "update_ticket": {
      const action = (["close", "reopen", "priority", "comment"] as const).find((each) =>
        value("action").includes(each),
      );
      const number = Number(value("number").replace(/\D/g, "")) || null;
      const asked = number === null ? "number" : isReady ? "confirm" : "comment";
      const said = value("value") || value("comment") || value("priority");
      return { kind, asked, action: action ?? "comment", number, value: said };
    }
    case "update_profile": {
      const changes: ProfileChanges = {};
      for (const field of FIELDS) if (value(field)) changes[field] = value(field);
      const isKnown = Object.keys(changes).length > 0;
      return { kind, asked: isKnown ? "confirm" : "field", field: null, changes };
    }
    case "request_refund":
      return nextRefund({
        kind,
        asked: "order",
        order: value("order") || value("order_number") || null,
        amount: slots.amount(`${value("amount")} EUR`),
        reason: value("reason"),
      });
  }
}
