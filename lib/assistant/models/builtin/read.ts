/**
 * Turns a model request of the Agents SDK into what the conversation logic decides on: the visible history, this run's
 * finished tool calls, the tools at hand, and an instruction from staff. Reads only; tolerates any item it is given.
 */
import type { AgentInputItem, ModelRequest } from "@openai/agents-core";
import type { Situation } from "@/lib/assistant/conversation/decide";
import type { DialogueState } from "@/lib/assistant/conversation/dialogue-state";
import { findInstruction } from "@/lib/assistant/conversation/instruction";
import { readOutcome, type ToolOutcome } from "@/lib/assistant/conversation/results";
import { type Entry, foldHistory } from "@/lib/assistant/conversation/state";

/** @param known where the conversation stands, when that was stored; else it is folded from the request's history. */
export function readRequest(request: ModelRequest, known?: DialogueState): Situation {
  const items: AgentInputItem[] =
    typeof request.input === "string"
      ? [{ type: "message", role: "user", content: request.input }]
      : request.input;
  const entries: Entry[] = [];
  let outcomes: ToolOutcome[] = [];
  const earlier: ToolOutcome[] = [];
  const calls = new Map<string, string>();
  for (const item of items) {
    if (item.type === "function_call") calls.set(item.callId, item.arguments);
    else if (item.type === "function_call_result") {
      outcomes.push(readOutcome(item.name, calls.get(item.callId) ?? "{}", outputText(item.output)));
    } else if (isMessage(item) && (item.role === "user" || item.role === "assistant")) {
      const text = contentText(item.content);
      if (!text) continue;
      entries.push({ role: item.role === "user" ? "customer" : "assistant", text });
      // Results that lie before a later message belong to an earlier run, or to one that had to wait.
      earlier.push(...outcomes);
      outcomes = [];
    }
  }
  return {
    state: known ?? foldHistory(entries),
    outcomes,
    earlier,
    tools: new Set(request.tools.flatMap((tool) => (tool.type === "function" ? [tool.name] : []))),
    instruction: findInstruction(request.systemInstructions ?? ""),
  };
}

function isMessage(item: AgentInputItem): item is Extract<AgentInputItem, { role: string }> {
  return "role" in item && "content" in item;
}

function contentText(content: unknown): string {
  if (typeof content === "string") return content.trim();
  return partsText(content);
}

/** A tool's output may be a string, one part, or several. */
function outputText(output: unknown): string {
  if (typeof output === "string") return output;
  if (Array.isArray(output)) return partsText(output);
  return partsText([output]);
}

function partsText(parts: unknown): string {
  if (!Array.isArray(parts)) return "";
  return parts
    .flatMap((part: unknown) => {
      if (typeof part !== "object" || part === null) return [];
      const text = "text" in part ? part.text : "refusal" in part ? part.refusal : null;
      return typeof text === "string" ? [text] : [];
    })
    .join("\n")
    .trim();
}
