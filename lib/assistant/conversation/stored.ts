/**
 * The dialogue's state as it is stored with a conversation: versioned, and checked in full when it is read back. What
 * cannot be read, or is of another version, is as good as none: the visible history is folded anew. Pure.
 */
import { z } from "zod";
import type { DialogueState } from "./dialogue-state";
import { INTENTS } from "./intents";

/** Grows with every change of what the fields mean. */
const VERSION = 1;
/** Own texts that the next turn will see in the history and must not count again. */
const MAX_ANSWERS = 4;

const words = z.string().max(20_000);
const intent = z.enum(INTENTS as [(typeof INTENTS)[number], ...(typeof INTENTS)[number][]]);
const reading = z.object({
  intent,
  confidence: z.number(),
  runnerUp: intent,
  margin: z.number(),
  gap: z.number().optional(),
});
const request = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("create_ticket"),
    asked: z.enum(["subject", "description", "confirm"]),
    subject: words,
    description: words,
    priority: z.enum(["low", "medium", "high", "urgent"]),
    category: words,
  }),
  z.object({
    kind: z.literal("update_profile"),
    asked: z.enum(["field", "value", "confirm"]),
    field: z.enum(["name", "phone", "language", "contact_method", "time_zone", "address"]).nullable(),
    changes: z
      .object({
        name: words,
        phone: words,
        language: words,
        contact_method: words,
        time_zone: words,
        address: words,
      })
      .partial(),
  }),
  z.object({
    kind: z.literal("update_ticket"),
    asked: z.enum(["number", "comment", "confirm"]),
    action: z.enum(["close", "reopen", "comment", "priority"]),
    number: z.number().int().nullable(),
    value: words,
  }),
  z.object({
    kind: z.literal("request_refund"),
    asked: z.enum(["order", "reason", "confirm"]),
    order: words.nullable(),
    amount: z
      .string()
      .regex(/^\d+\.\d\d$/)
      .nullable(),
    reason: words,
  }),
]);
const reply = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("next"), request }),
  z.object({ kind: z.literal("confirmed"), request }),
  z.object({ kind: z.literal("cancelled") }),
  z.object({ kind: z.literal("interrupted") }),
  z.object({ kind: z.literal("unclear") }),
]);
const offer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("help"), matter: words }),
  z.object({ kind: z.literal("person") }),
  z.object({ kind: z.literal("restart"), request }),
  z.object({ kind: z.literal("choice"), between: z.tuple([intent, intent]), message: words }),
]);
const count = z.number().int().nonnegative();

const state = z.object({
  customerMessages: count,
  message: words,
  reading,
  previous: words,
  waiting: z.boolean(),
  pending: request.nullable(),
  reply: reply.nullable(),
  askedAt: z.number().nullable(),
  askedFor: z.string().nullable(),
  expired: request.nullable(),
  shelved: request.nullable(),
  interruptions: count,
  offer: offer.nullable(),
  clarified: z.boolean(),
  failures: count,
  idle: count,
  topics: z.array(
    z.object({
      id: z.string(),
      title: words,
      question: words,
      intent,
      status: z.enum(["open", "answered"]),
      tickets: z.array(z.number().int()),
    }),
  ),
  topicsBegun: count,
  returned: z.boolean(),
  lastAnswer: words,
  told: words,
  lastQuoted: z.boolean(),
  shown: z
    .object({
      kind: z.enum(["tickets", "orders", "products", "options"]),
      items: z.array(z.object({ key: words, label: words })),
    })
    .nullable(),
  focus: z.object({ kind: z.enum(["ticket", "order", "product"]), key: words, label: words }).nullable(),
  ticket: z.number().int().nullable(),
  parked: z.array(z.object({ tool: words, request, topic: words.nullable() })),
  instructionTexts: z.array(words),
}) satisfies z.ZodType<DialogueState>;

const stored = z.object({
  v: z.literal(VERSION),
  /** The last entry of the thread that is in the state. */
  upTo: z.number().int().nonnegative(),
  answers: z.array(words),
  state,
});

export type Stored = z.output<typeof stored>;

/** Null for anything that this version cannot take up, whatever it is. */
export function readStored(value: unknown): Stored | null {
  const read = stored.safeParse(value);
  return read.success ? read.data : null;
}

export function toStored(upTo: number, answers: readonly string[], from: DialogueState): Stored {
  return { v: VERSION, upTo, answers: answers.slice(-MAX_ANSWERS).map(fingerprint), state: from };
}

/** Enough of a text to know it again in the history, where its citations have lost their numbers. */
export function fingerprint(text: string): string {
  return text
    .replace(/\s*(?:\[\[[^\]\n]{1,64}\]\]|\[\d{1,4}\])/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 400);
}
