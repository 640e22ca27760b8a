/**
 * How every tool is made: it works as the assistant's viewer of its turn, knows the call it answers, returns
 * JSON without secrets, and turns a failure into words that the model can act on.
 */
import "server-only";
import { type Tool, tool } from "@openai/agents-core";
import type { z } from "zod";
import { redact } from "@/lib/assistant/guardrails/input";
import { type AssistantViewer, assistantViewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import { toAppError } from "@/lib/core/problem";
import { StaleRun } from "@/lib/runs/fence";

/** Ids of the turn; who is asking is never an argument of a tool. */
export type ToolContext = {
  conversationId: string;
  customerId: string;
  runId: string;
  epoch: number;
  attempt: number;
  /** Calls so far in this turn, those of an earlier process included. */
  calls: number;
};

export type AssistantTool = Extract<Tool<ToolContext>, { type: "function" }>;

/** Tool calls of one turn; bringing in a person stays possible after them. */
export const MAX_TOOL_CALLS = 8;
const ALWAYS = new Set(["escalate_to_human"]);

/** Reads are quick or not worth waiting for; a write waits as long as the database lets a statement wait. */
export const READ_MS = 8_000;
export const WRITE_MS = 12_000;

/** A failure that the model may hear about; written for it and for the customer. */
export class ToolFailure extends Error {
  override readonly name = "ToolFailure";
}

type Definition<S extends z.ZodObject> = {
  name: string;
  description: string;
  /** Nullable, never optional: strict tool schemas require every field. */
  parameters: S;
  timeoutMs: number;
  work: (viewer: AssistantViewer, input: z.output<S>, call: { callId: string }) => Promise<object>;
};

export function defineTool<S extends z.ZodObject>(given: Definition<S>): AssistantTool {
  const { name, description, timeoutMs } = given;
  return tool({
    name,
    description,
    parameters: given.parameters as z.ZodObject,
    timeoutMs,
    timeoutErrorFunction: () => failure("This took too long. Go on without it, or bring in a person."),
    errorFunction: (_, error) => {
      log().info({ tool: name, type: error instanceof Error ? error.name : null }, "a tool call was refused");
      return failure("The arguments are invalid. Check them against the tool's parameters.");
    },
    async execute(input, runContext, details) {
      const context = runContext?.context as ToolContext | undefined;
      const callId = details?.toolCall?.callId;
      if (!context || !callId) throw new Error(`${name} was called outside of a turn`);
      context.calls += 1;
      if (context.calls > MAX_TOOL_CALLS && !ALWAYS.has(name))
        return failure(
          "That were all the tool calls of this turn. Answer with what you have, or bring in a person.",
        );
      try {
        const viewer = assistantViewer(context);
        return JSON.stringify(withoutSecrets(await given.work(viewer, input as z.output<S>, { callId })));
      } catch (error) {
        return failure(wordsFor(error, name, context.runId));
      }
    },
  }) as AssistantTool;
}

const failure = (error: string) => JSON.stringify({ error });

function wordsFor(error: unknown, tool: string, runId: string): string {
  if (error instanceof ToolFailure) return error.message;
  // The stream of a stale run cannot write either: whoever took the conversation has ended this run.
  if (error instanceof StaleRun) return "The conversation has been passed on. Stop here.";
  const known = toAppError(error);
  if (known && known.code !== "unavailable") return known.message;
  log().error({ tool, runId, err: error }, "a tool failed");
  return "This did not work just now. Try once more, then bring in a person.";
}

/** Card numbers, account numbers and the like leave every text of a result before a model reads it. */
function withoutSecrets(value: unknown): unknown {
  if (typeof value === "string") return redact(value).text;
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]));
}

/** At most `max` characters, cut at a word. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > max * 0.6 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
