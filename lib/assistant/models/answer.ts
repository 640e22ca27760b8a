import "server-only";
/**
 * What an answer of a remote model must be before the rest of Baton sees it: complete, within its limits, in order,
 * with text that can be stored and tool calls that can be told apart. Sorts out what is harmless and refuses the rest.
 */
import { randomUUID } from "node:crypto";
import type { ModelRequest, ModelResponse, StreamEvent } from "@openai/agents-core";
import { ModelFailure } from "./errors";

/** How the answers of this wire say that they are complete. */
export type Wire = "responses" | "chat_completions";
type Item = ModelResponse["output"][number];
type Said = Extract<Item, { role: "assistant" }>;

/**
 * Characters of text in one answer. Asked for are 4,096 tokens at most; a token is about 4 characters, and half as
 * much again keeps a talkative but honest server from being cut.
 */
export const MAX_TEXT = 4_096 * 4 * 1.5;
/** Characters of the arguments of one call; more than a tool ever takes. */
export const MAX_ARGUMENTS = MAX_TEXT;
/** Characters of everything that is streamed for one answer: text, arguments, reasoning. */
export const MAX_STREAMED = 2 * 1024 * 1024;
/** Tool calls of one answer; the model sees their results and may ask for more. */
export const MAX_CALLS = 8;

/** Said when the model declined without words that may be shown: a provider's refusals name itself and its policies. */
export const REFUSAL_TEXT =
  "I am not able to help with that here. If you think I should, a person on our team can take a look.";

const tooLong = (what: string) => new ModelFailure("model_incomplete", `${what} went over its limit.`);
const outOfOrder = () => new ModelFailure("model_error", "The parts of the answer came out of order.");

/** Follows one streamed answer, event by event. */
export class AnswerCheck {
  readonly #wire: Wire;
  readonly #input: ModelRequest["input"];
  readonly #text = new TextMender();
  #finish: string | null = null;
  #shown = "";
  #streamed = 0;
  #isComplete = false;

  constructor(wire: Wire, input: ModelRequest["input"]) {
    this.#wire = wire;
    this.#input = input;
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** What to pass on for an event. @throws ModelFailure when the answer cannot be trusted any more. */
  *see(event: StreamEvent): Iterable<StreamEvent> {
    // What follows the end belongs to nothing.
    if (this.#isComplete) return;
    if (event.type === "output_text_delta") yield* this.#delta(event);
    else if (event.type === "response_done") yield* this.#done(event);
    else {
      if (event.type === "model") this.#raw(event.event);
      yield event;
    }
  }

  #raw(raw: unknown): void {
    const { carries, finish } = readRaw(raw);
    if (carries > 0 && this.#finish !== null) throw outOfOrder();
    this.#finish ??= finish;
    this.#streamed += carries;
    if (this.#streamed > MAX_STREAMED) throw tooLong("The stream");
  }

  *#delta(event: Extract<StreamEvent, { type: "output_text_delta" }>): Iterable<StreamEvent> {
    if (typeof event.delta !== "string") throw new ModelFailure("model_error", "A piece of text is none.");
    if (this.#shown.length + event.delta.length > MAX_TEXT) throw tooLong("The text");
    const delta = this.#text.push(event.delta);
    this.#shown += delta;
    if (delta) yield { ...event, delta };
  }

  *#done(event: Extract<StreamEvent, { type: "response_done" }>): Iterable<StreamEvent> {
    if (this.#wire === "chat_completions") requireFinish(this.#finish);
    const output = requireOutput(event.response.output, this.#input);
    const text = textOf(output);
    if (this.#shown) {
      if (squeeze(text) !== squeeze(this.#shown)) throw outOfOrder();
    } else if (text) {
      // Declined, or sent in one piece at the end: people see deltas only.
      if (text.length > MAX_TEXT) throw tooLong("The text");
      yield { type: "output_text_delta", delta: text };
    }
    this.#isComplete = true;
    yield { ...event, response: { ...event.response, output } };
  }
}

/** The output of an answer that came in one piece. */
export function requireWhole(
  wire: Wire,
  { output, providerData }: ModelResponse,
  input: ModelRequest["input"],
): Item[] {
  if (wire === "chat_completions") requireFinish(readRaw(providerData).finish);
  const checked = requireOutput(output, input);
  if (textOf(checked).length > MAX_TEXT) throw tooLong("The text");
  return checked;
}

function requireFinish(reason: string | null): void {
  if (reason === null) throw new ModelFailure("model_incomplete", "The answer has no finish reason.");
  if (reason === "length")
    throw new ModelFailure("model_incomplete", "The answer was cut at its length limit.");
  if (reason === "content_filter")
    throw new ModelFailure("model_incomplete", "The answer was cut by the provider's filter.");
}

/** An empty answer would make the runner ask again and again until its limit. */
function requireOutput<T extends Item>(output: T[], input: ModelRequest["input"]): T[] {
  const sorted = sortCalls(output.map(mendMessage), input);
  if (!sorted.some(hasSomething)) throw new ModelFailure("model_incomplete", "The answer is empty.");
  return sorted;
}

function hasSomething(item: Item): boolean {
  if (isSaid(item)) return item.content.some(isAudible);
  return item.type !== "reasoning";
}

/** A refusal becomes words of ours; text becomes what can be stored. */
function mendMessage<T extends Item>(item: T): T {
  if (!isSaid(item)) return item;
  const said = item.content
    .filter((part) => part.type !== "refusal")
    .map((part) => (part.type === "output_text" ? { ...part, text: mend(part.text) } : part));
  const isRefusal = said.length < item.content.length && !said.some(isAudible);
  return { ...item, content: isRefusal ? [{ type: "output_text", text: REFUSAL_TEXT }] : said };
}

const isSaid = (item: Item): item is Said => "role" in item && item.role === "assistant";

const isAudible = (part: Said["content"][number]): boolean =>
  part.type !== "refusal" && (part.type !== "output_text" || part.text.trim() !== "");

/**
 * Every call gets an id that no other call of the conversation has: what a call does happens once per id, so that a
 * server that counts from zero in each answer would have its second call taken for a repetition of the first.
 */
function sortCalls<T extends Item>(output: T[], input: ModelRequest["input"]): T[] {
  const taken = new Set(typeof input === "string" ? [] : input.flatMap((item) => callIdOf(item) ?? []));
  const sent = new Set<string>();
  let calls = 0;
  return output.flatMap((item) => {
    if (item.type !== "function_call") return [item];
    // Sent twice, word for word: one call.
    const whole = JSON.stringify([item.callId, item.name, item.arguments]);
    if (item.callId && sent.has(whole)) return [];
    sent.add(whole);
    calls += 1;
    if (calls > MAX_CALLS) return [];
    const callId = item.callId && !taken.has(item.callId) ? item.callId : `call_${randomUUID()}`;
    taken.add(callId);
    return [{ ...item, callId, arguments: boundedArguments(item.arguments) }];
  });
}

/** Valid JSON that no tool accepts: the tool answers that its arguments are wrong, and nothing huge is kept. */
function boundedArguments(given: string): string {
  if (given.length <= MAX_ARGUMENTS) return given;
  return JSON.stringify(`(${given.length} characters, too long)`);
}

function callIdOf(item: object): string | null {
  return "type" in item &&
    item.type === "function_call" &&
    "callId" in item &&
    typeof item.callId === "string"
    ? item.callId
    : null;
}

function textOf(output: readonly Item[]): string {
  return output
    .flatMap((item) => (isSaid(item) ? item.content : []))
    .map((part) => (part.type === "output_text" ? part.text : ""))
    .join("");
}

/** Servers differ in the spaces around a text; in everything else the pieces and the whole must agree. */
const squeeze = (text: string): string => text.replace(/\s+/g, "");

// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is exactly what must go.
const UNFIT = /\p{Surrogate}|[\u0000\ufffd]/gu;

/** Without halves of characters, the mark for bytes that were none, and NUL, which no database takes. */
const mend = (text: string): string => text.replace(UNFIT, "");

/** The same for text in pieces: a piece may end in the middle of a character. */
class TextMender {
  #half = "";

  push(delta: string): string {
    const text = this.#half + delta;
    this.#half = /[\ud800-\udbff]$/.exec(text)?.[0] ?? "";
    return mend(text.slice(0, text.length - this.#half.length));
  }
}

/** How much a raw event carries, and the finish reason of a Chat Completions chunk or answer, if it has one. */
function readRaw(raw: unknown): { carries: number; finish: string | null } {
  const event = record(raw);
  if (!Array.isArray(event.choices)) return { carries: lengthOf(event.delta), finish: null };
  const choice = record((event.choices as unknown[])[0]);
  const finish = typeof choice.finish_reason === "string" ? choice.finish_reason : null;
  const { tool_calls: calls, role: _, ...delta } = record(choice.delta);
  let carries = 0;
  for (const value of Object.values(delta)) carries += lengthOf(value);
  if (Array.isArray(calls))
    for (const call of calls) carries += lengthOf(record(record(call).function).arguments);
  return { carries, finish };
}

const lengthOf = (value: unknown): number => (typeof value === "string" ? value.length : 0);

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
