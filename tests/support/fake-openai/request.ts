/** Reads what a client asked, over either OpenAI protocol, into one shape that scripts decide on. */

export type Wire = "responses" | "chat_completions";

export interface ToolResult {
  name: string;
  output: string;
}

export interface FakeTurn {
  wire: Wire;
  model: string;
  stream: boolean;
  instructions: string;
  /** Text of the newest user message. */
  lastUser: string;
  /** Results of tools that ran after it, oldest first. */
  toolResults: ToolResult[];
  tools: string[];
}

type Json = Record<string, unknown>;

/** @throws Error with the text a real server would answer 400 with. */
export function readTurn(wire: Wire, body: unknown): FakeTurn {
  const request = record(body);
  if (!request || typeof request.model !== "string" || !request.model)
    throw new Error("you must provide a model parameter");
  return wire === "responses" ? readResponses(request, request.model) : readChat(request, request.model);
}

function readResponses(request: Json, model: string): FakeTurn {
  const input =
    typeof request.input === "string" ? [{ role: "user", content: request.input }] : request.input;
  if (!Array.isArray(input)) throw new Error("Missing required parameter: 'input'.");
  const turn = emptyTurn("responses", model, request.stream === true, text(request.instructions));
  const calls = new Map<string, string>();
  for (const entry of input) {
    const item = record(entry) ?? {};
    if (item.role === "user") hearUser(turn, text(item.content));
    else if (item.type === "function_call") calls.set(text(item.call_id), text(item.name));
    else if (item.type === "function_call_output") {
      const name = calls.get(text(item.call_id));
      if (name === undefined)
        throw new Error(`No tool call found for function call output with call_id ${text(item.call_id)}.`);
      turn.toolResults.push({ name, output: text(item.output) });
    }
  }
  turn.tools = list(request.tools).flatMap((tool) => text(record(tool)?.name) || []);
  return turn;
}

function readChat(request: Json, model: string): FakeTurn {
  if (!Array.isArray(request.messages)) throw new Error("Missing required parameter: 'messages'.");
  const turn = emptyTurn("chat_completions", model, request.stream === true, "");
  const calls = new Map<string, string>();
  for (const entry of request.messages) {
    const message = record(entry) ?? {};
    if (message.role === "system" || message.role === "developer") turn.instructions += text(message.content);
    else if (message.role === "user") hearUser(turn, text(message.content));
    else if (message.role === "assistant") {
      for (const call of list(message.tool_calls))
        calls.set(text(record(call)?.id), text(record(record(call)?.function)?.name));
    } else if (message.role === "tool") {
      const name = calls.get(text(message.tool_call_id));
      if (name === undefined)
        throw new Error(
          "messages with role 'tool' must be a response to a preceding message with 'tool_calls'.",
        );
      turn.toolResults.push({ name, output: text(message.content) });
    }
  }
  turn.tools = list(request.tools).flatMap((tool) => text(record(record(tool)?.function)?.name) || []);
  return turn;
}

function emptyTurn(wire: Wire, model: string, stream: boolean, instructions: string): FakeTurn {
  return { wire, model, stream, instructions, lastUser: "", toolResults: [], tools: [] };
}

function hearUser(turn: FakeTurn, said: string): void {
  turn.lastUser = said;
  turn.toolResults = [];
}

function record(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A string, or the joined text parts of a content array. */
function text(value: unknown): string {
  if (typeof value === "string") return value;
  return list(value)
    .map((part) => text(record(part)?.text))
    .join("");
}
