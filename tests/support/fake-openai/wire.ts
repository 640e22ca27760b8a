/**
 * Writes a reply the way the real services do: as one JSON body, or as server-sent events with every event type that
 * clients rely on. Knows nothing of scripts or faults but the two ends an answer can have.
 */
import type { FakeTurn } from "./request";
import type { FakeReply } from "./script";

export type Ending = "complete" | "length" | "empty";

/** One server-sent event; `event` is null for Chat Completions, which sends data only. */
export interface Frame {
  event: string | null;
  data: string;
  /** True for a piece of the answer's text: the only frames worth a delay. */
  isDelta: boolean;
}

let counter = 0;

function id(prefix: string): string {
  counter += 1;
  return `${prefix}_fake${String(counter).padStart(6, "0")}`;
}

function tokens(value: unknown): number {
  return Math.ceil(JSON.stringify(value).length / 4);
}

function pieces(text: string): string[] {
  return text.match(/\s*\S+\s*/g) ?? [];
}

export function body(turn: FakeTurn, reply: FakeReply, ending: Ending): unknown {
  if (turn.wire === "responses") {
    const items = ending === "empty" ? [] : responseItems(reply);
    return response(turn, id("resp"), items, ending === "length" ? "incomplete" : "completed");
  }
  const message = ending === "empty" ? { role: "assistant", content: "", refusal: null } : chatMessage(reply);
  return {
    id: id("chatcmpl"),
    object: "chat.completion",
    created: now(),
    model: turn.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason(reply, ending) }],
    usage: chatUsage(turn, reply),
  };
}

export function frames(turn: FakeTurn, reply: FakeReply, ending: Ending): Frame[] {
  return turn.wire === "responses" ? responseFrames(turn, reply, ending) : chatFrames(turn, reply, ending);
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}

type Item = Record<string, unknown> & { id: string; type: string };

function responseItems(reply: FakeReply): Item[] {
  if ("text" in reply) {
    const content = [{ type: "output_text", text: reply.text, annotations: [], logprobs: [] }];
    return [{ id: id("msg"), type: "message", status: "completed", role: "assistant", content }];
  }
  return reply.calls.map((call) => ({
    id: id("fc"),
    type: "function_call",
    status: "completed",
    call_id: id("call"),
    name: call.name,
    arguments: JSON.stringify(call.arguments),
  }));
}

function response(turn: FakeTurn, responseId: string, output: Item[], status: string) {
  const inputTokens = tokens(turn);
  const outputTokens = tokens(output);
  return {
    id: responseId,
    object: "response",
    created_at: now(),
    status,
    error: null,
    incomplete_details: status === "incomplete" ? { reason: "max_output_tokens" } : null,
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

function responseFrames(turn: FakeTurn, reply: FakeReply, ending: Ending): Frame[] {
  const responseId = id("resp");
  const items = ending === "empty" ? [] : responseItems(reply);
  const found: Frame[] = [];
  const send = (type: string, data: Record<string, unknown>) => {
    const isDelta = type === "response.output_text.delta";
    found.push({
      event: type,
      data: JSON.stringify({ type, sequence_number: found.length, ...data }),
      isDelta,
    });
  };
  send("response.created", { response: response(turn, responseId, [], "in_progress") });
  send("response.in_progress", { response: response(turn, responseId, [], "in_progress") });
  items.forEach((item, output_index) => {
    if (item.type === "message" && "text" in reply) sendMessage(send, item, reply.text, output_index);
    else sendCall(send, item, output_index);
  });
  const status = ending === "length" ? "incomplete" : "completed";
  send(`response.${status}`, { response: response(turn, responseId, items, status) });
  return found;
}

type Send = (type: string, data: Record<string, unknown>) => void;

function sendMessage(send: Send, item: Item, text: string, output_index: number): void {
  const at = { item_id: item.id, output_index, content_index: 0 };
  const part = { type: "output_text", text: "", annotations: [], logprobs: [] };
  send("response.output_item.added", { output_index, item: { ...item, status: "in_progress", content: [] } });
  send("response.content_part.added", { ...at, part });
  for (const delta of pieces(text)) send("response.output_text.delta", { ...at, delta, logprobs: [] });
  send("response.output_text.done", { ...at, text, logprobs: [] });
  send("response.content_part.done", { ...at, part: { ...part, text } });
  send("response.output_item.done", { output_index, item });
}

function sendCall(send: Send, item: Item, output_index: number): void {
  const args = String(item.arguments);
  const at = { item_id: item.id, output_index };
  send("response.output_item.added", {
    output_index,
    item: { ...item, status: "in_progress", arguments: "" },
  });
  for (const delta of args.match(/[\s\S]{1,24}/g) ?? [])
    send("response.function_call_arguments.delta", { ...at, delta });
  send("response.function_call_arguments.done", { ...at, name: item.name, arguments: args });
  send("response.output_item.done", { output_index, item });
}

function chatMessage(reply: FakeReply) {
  if ("text" in reply) return { role: "assistant", content: reply.text, refusal: null };
  const tool_calls = reply.calls.map((call) => ({
    id: id("call"),
    type: "function",
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));
  return { role: "assistant", content: null, refusal: null, tool_calls };
}

function finishReason(reply: FakeReply, ending: Ending): string {
  if (ending === "length") return "length";
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

function chatFrames(turn: FakeTurn, reply: FakeReply, ending: Ending): Frame[] {
  const base = { id: id("chatcmpl"), object: "chat.completion.chunk", created: now(), model: turn.model };
  const found: Frame[] = [];
  const send = (delta: Record<string, unknown>, finish_reason: string | null = null, isDelta = false) => {
    const choices = [{ index: 0, delta, logprobs: null, finish_reason }];
    found.push({ event: null, data: JSON.stringify({ ...base, choices, usage: null }), isDelta });
  };
  send({ role: "assistant", content: "", refusal: null });
  if (ending !== "empty" && "text" in reply)
    for (const piece of pieces(reply.text)) send({ content: piece }, null, true);
  if (ending !== "empty" && "calls" in reply) {
    reply.calls.forEach((call, index) => {
      send({
        tool_calls: [
          { index, id: id("call"), type: "function", function: { name: call.name, arguments: "" } },
        ],
      });
      for (const part of JSON.stringify(call.arguments).match(/[\s\S]{1,24}/g) ?? []) {
        send({ tool_calls: [{ index, function: { arguments: part } }] });
      }
    });
  }
  send({}, finishReason(reply, ending));
  found.push({
    event: null,
    data: JSON.stringify({ ...base, choices: [], usage: chatUsage(turn, reply) }),
    isDelta: false,
  });
  found.push({ event: null, data: "[DONE]", isDelta: false });
  return found;
}
