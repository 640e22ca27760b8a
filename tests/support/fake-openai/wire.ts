/**
 * Writes a reply the way the real services do: as one JSON body, or as server-sent events with every event type that
 * clients rely on. Knows nothing of scripts or faults but the ends an answer can have.
 */
import type { FakeTurn } from "./request";
import type { FakeCall, FakeReply } from "./script";

/** `length` and `filter` are cut off; `refusal` says the reply's text as one. */
export type Ending = "complete" | "length" | "filter" | "refusal" | "empty";

/** One server-sent event; `event` is null for Chat Completions, which sends data only. */
export interface Frame {
  event: string | null;
  data: string;
  /** True for a piece of the answer's text: the only frames worth a delay. */
  isDelta?: boolean;
  /** True for a piece of a tool call's arguments. */
  isArguments?: boolean;
}

/** How a text is cut into pieces. */
export type Cut = (text: string) => string[];

export const words: Cut = (text) => text.match(/\s*\S+\s*/g) ?? [];
/** Cuts letters of four bytes in two. */
export const letters: Cut = (text) => text.split("");

let counter = 0;

function id(prefix: string): string {
  counter += 1;
  return `${prefix}_fake${String(counter).padStart(6, "0")}`;
}

function tokens(value: unknown): number {
  return Math.ceil(JSON.stringify(value).length / 4);
}

const argumentsOf = (call: FakeCall): string =>
  typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments);

/** A few dozen pieces at most, however long they are. */
const argumentPieces = (text: string): string[] => {
  const size = Math.max(24, Math.ceil(text.length / 64));
  return Array.from({ length: Math.ceil(text.length / size) }, (_, n) =>
    text.slice(n * size, (n + 1) * size),
  );
};

export function body(turn: FakeTurn, reply: FakeReply, ending: Ending): unknown {
  if (turn.wire === "responses") {
    return response(turn, id("resp"), responseItems(reply, ending), ending);
  }
  const message = chatMessage(reply, ending);
  return {
    id: id("chatcmpl"),
    object: "chat.completion",
    created: now(),
    model: turn.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason(reply, ending) }],
    usage: chatUsage(turn, reply),
  };
}

export function frames(turn: FakeTurn, reply: FakeReply, ending: Ending, cut: Cut = words): Frame[] {
  const write = turn.wire === "responses" ? responseFrames : chatFrames;
  return write(turn, reply, ending, cut);
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}

type Item = Record<string, unknown> & { id: string; type: string };

function responseItems(reply: FakeReply, ending: Ending): Item[] {
  if (ending === "empty") return [];
  if ("text" in reply) {
    const refusal = { type: "refusal", refusal: reply.text };
    const text = { type: "output_text", text: reply.text, annotations: [], logprobs: [] };
    const content = [ending === "refusal" ? refusal : text];
    return [{ id: id("msg"), type: "message", status: "completed", role: "assistant", content }];
  }
  return reply.calls.map((call) => ({
    id: id("fc"),
    type: "function_call",
    status: "completed",
    call_id: call.id ?? id("call"),
    name: call.name,
    arguments: argumentsOf(call),
  }));
}

function response(turn: FakeTurn, responseId: string, output: Item[], ending: Ending | null) {
  const isCut = ending === "length" || ending === "filter";
  const status = ending === null ? "in_progress" : isCut ? "incomplete" : "completed";
  const reason = ending === "filter" ? "content_filter" : "max_output_tokens";
  const inputTokens = tokens(turn);
  const outputTokens = tokens(output);
  return {
    id: responseId,
    object: "response",
    created_at: now(),
    status,
    error: null,
    incomplete_details: isCut ? { reason } : null,
    instructions: turn.instructions,
    metadata: {},
    model: turn.model,
    output,
    parallel_tool_calls: true,
    temperature: 1,
    top_p: 1,
    tool_choice: "auto",
    tools: [],
    usage:
      status === "in_progress"
        ? null
        : {
            input_tokens: inputTokens,
            input_tokens_details: { cached_tokens: 0 },
            output_tokens: outputTokens,
            output_tokens_details: { reasoning_tokens: 0 },
            total_tokens: inputTokens + outputTokens,
          },
  };
}

function responseFrames(turn: FakeTurn, reply: FakeReply, ending: Ending, cut: Cut): Frame[] {
  const responseId = id("resp");
  const items = responseItems(reply, ending);
  const found: Frame[] = [];
  const send = (type: string, data: Record<string, unknown>) => {
    found.push({
      event: type,
      data: JSON.stringify({ type, sequence_number: found.length, ...data }),
      isDelta: type === "response.output_text.delta",
      isArguments: type === "response.function_call_arguments.delta",
    });
  };
  send("response.created", { response: response(turn, responseId, [], null) });
  send("response.in_progress", { response: response(turn, responseId, [], null) });
  items.forEach((item, output_index) => {
    if ("text" in reply && ending === "refusal") sendRefusal(send, item, reply.text, output_index);
    else if ("text" in reply) sendMessage(send, item, { text: reply.text, cut }, output_index);
    else sendCall(send, item, output_index);
  });
  const end = response(turn, responseId, items, ending);
  send(`response.${end.status}`, { response: end });
  return found;
}

type Send = (type: string, data: Record<string, unknown>) => void;

function sendMessage(
  send: Send,
  item: Item,
  { text, cut }: { text: string; cut: Cut },
  output_index: number,
): void {
  const at = { item_id: item.id, output_index, content_index: 0 };
  const part = { type: "output_text", text: "", annotations: [], logprobs: [] };
  send("response.output_item.added", { output_index, item: { ...item, status: "in_progress", content: [] } });
  send("response.content_part.added", { ...at, part });
  for (const delta of cut(text)) send("response.output_text.delta", { ...at, delta, logprobs: [] });
  send("response.output_text.done", { ...at, text, logprobs: [] });
  send("response.content_part.done", { ...at, part: { ...part, text } });
  send("response.output_item.done", { output_index, item });
}

function sendRefusal(send: Send, item: Item, refusal: string, output_index: number): void {
  const at = { item_id: item.id, output_index, content_index: 0 };
  send("response.output_item.added", { output_index, item: { ...item, status: "in_progress", content: [] } });
  send("response.content_part.added", { ...at, part: { type: "refusal", refusal: "" } });
  for (const delta of words(refusal)) send("response.refusal.delta", { ...at, delta });
  send("response.refusal.done", { ...at, refusal });
  send("response.content_part.done", { ...at, part: { type: "refusal", refusal } });
  send("response.output_item.done", { output_index, item });
}

function sendCall(send: Send, item: Item, output_index: number): void {
  const args = String(item.arguments);
  const at = { item_id: item.id, output_index };
  send("response.output_item.added", {
    output_index,
    item: { ...item, status: "in_progress", arguments: "" },
  });
  for (const delta of argumentPieces(args)) send("response.function_call_arguments.delta", { ...at, delta });
  send("response.function_call_arguments.done", { ...at, name: item.name, arguments: args });
  send("response.output_item.done", { output_index, item });
}

function chatMessage(reply: FakeReply, ending: Ending) {
  if (ending === "empty") return { role: "assistant", content: "", refusal: null };
  if ("text" in reply)
    return ending === "refusal"
      ? { role: "assistant", content: null, refusal: reply.text }
      : { role: "assistant", content: reply.text, refusal: null };
  const tool_calls = reply.calls.map((call) => ({
    id: call.id ?? id("call"),
    type: "function",
    function: { name: call.name, arguments: argumentsOf(call) },
  }));
  return { role: "assistant", content: null, refusal: null, tool_calls };
}

function finishReason(reply: FakeReply, ending: Ending): string {
  if (ending === "length") return "length";
  if (ending === "filter") return "content_filter";
  return "calls" in reply && ending !== "empty" ? "tool_calls" : "stop";
}

function chatUsage(turn: FakeTurn, reply: FakeReply) {
  const prompt_tokens = tokens(turn);
  const completion_tokens = tokens(reply);
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0 },
  };
}

function chatFrames(turn: FakeTurn, reply: FakeReply, ending: Ending, cut: Cut): Frame[] {
  const base = { id: id("chatcmpl"), object: "chat.completion.chunk", created: now(), model: turn.model };
  const found: Frame[] = [];
  const send = (
    delta: Record<string, unknown>,
    is: Partial<Frame> = {},
    finish_reason: string | null = null,
  ) => {
    const choices = [{ index: 0, delta, logprobs: null, finish_reason }];
    found.push({ ...is, event: null, data: JSON.stringify({ ...base, choices, usage: null }) });
  };
  send({ role: "assistant", content: "", refusal: null });
  if (ending !== "empty" && "text" in reply) {
    if (ending === "refusal") for (const refusal of words(reply.text)) send({ refusal });
    else for (const content of cut(reply.text)) send({ content }, { isDelta: true });
  }
  if (ending !== "empty" && "calls" in reply) {
    reply.calls.forEach((call, index) => {
      const head = { index, id: call.id ?? id("call"), type: "function" };
      send({ tool_calls: [{ ...head, function: { name: call.name, arguments: "" } }] });
      for (const part of argumentPieces(argumentsOf(call)))
        send({ tool_calls: [{ index, function: { arguments: part } }] }, { isArguments: true });
    });
  }
  send({}, {}, finishReason(reply, ending));
  found.push({ event: null, data: JSON.stringify({ ...base, choices: [], usage: chatUsage(turn, reply) }) });
  found.push({ event: null, data: "[DONE]" });
  return found;
}
