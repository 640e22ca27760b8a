/**
 * How every tool is made: it works as the assistant's viewer of its turn, knows the call it answers, is admitted or
 * made to wait before it acts, returns JSON without secrets, and turns a failure into words that the model can act on.
 */
import "server-only";
import { type Tool, tool } from "@openai/agents-core";
import type { z } from "zod";
import { defaultPolicyOf, type ToolPolicy } from "@/lib/approvals/defaults";
import { type Admission, admit } from "@/lib/approvals/gate";
import { redactAll } from "@/lib/assistant/guardrails/input";
import { type AssistantViewer, assistantViewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import { toAppError } from "@/lib/core/problem";
import { StaleRun } from "@/lib/runs/fence";

/** The turn that a call belongs to; who is asking is never an argument of a tool. */
export type ToolContext = {
  conversationId: string;
  customerId: string;
  runId: string;
  epoch: number;
  attempt: number;
  /** Calls so far in this turn, those of an earlier process included. */
  calls: number;
  /** How often each call was made, by name and arguments. */
  made: Map<string, number>;
  /** What managers have set, by tool. */
  policies: Readonly<Record<string, ToolPolicy>>;
  /** What was decided about each call, by name and id: a call is judged once. */
  admissions: Map<string, Promise<Admission>>;
  /** Calls that wait for somebody's decision. */
  waiting: Waiting[];
};

export type Waiting = {
  callId: string;
  tool: string;
  args: Record<string, unknown>;
  amountCents: number | null;
  for: "approval" | "identity";
  /** Where a code was sent, shortened. */
  sentTo: string | null;
};

type FunctionTool = Extract<Tool<ToolContext>, { type: "function" }>;
export type AssistantTool = FunctionTool & {
  /** Whether the call may be made; asked by the runner before each call, and by a turn that goes on. */
  admission: (context: ToolContext, callId: string, input: unknown) => Promise<Admission>;
  /** What does not fit about arguments, in words for staff; null when they fit. */
  problemWith: (args: unknown) => string | null;
};

/** Tool calls of one turn; bringing in a person stays possible after them. */
export const MAX_TOOL_CALLS = 8;
/** The same call with the same arguments: once more may help after a failure, a third time never does. */
export const MAX_SAME_CALLS = 2;
const ALWAYS = new Set(["escalate_to_human"]);

/** Reads are quick or not worth waiting for; a write waits as long as the database lets a statement wait. */
export const READ_MS = 8_000;
export const WRITE_MS = 12_000;

/** A failure that the model may hear about; written for it and for the customer. */
export class ToolFailure extends Error {
  override readonly name = "ToolFailure";
}

export type ToolCall = {
  callId: string;
  /** Aborted when the call's time is up or the turn is over: what is under way must stop. */
  signal: AbortSignal;
  /** Who approved the call, when it needed that. */
  approvedBy: string | null;
};

type Definition<S extends z.ZodType> = {
  name: string;
  description: string;
  /** Nullable, never optional: strict tool schemas require every field. */
  parameters: S;
  /** For tools of others: what the model is told instead, as JSON Schema; not strict. */
  schema?: object;
  timeoutMs: number;
  /** The customer must have proved recently that it is them, for all of its calls or for some. */
  sensitive?: boolean | ((input: z.output<S>) => boolean);
  /** Cents that the call would move; null when that cannot be told. */
  amountCents?: (viewer: AssistantViewer, input: z.output<S>) => Promise<number | null>;
  /** Where `lib/approvals/defaults.ts` cannot know it: the policy until a manager sets one. */
  defaultPolicy?: ToolPolicy;
  work: (viewer: AssistantViewer, input: z.output<S>, call: ToolCall) => Promise<object>;
};

export function defineTool<S extends z.ZodType>(given: Definition<S>): AssistantTool {
  const { name, description, timeoutMs } = given;
  const admission = (context: ToolContext, callId: string, input: unknown): Promise<Admission> => {
    const key = `${name} ${callId}`;
    const known = context.admissions.get(key) ?? judge(given, context, callId, input);
    context.admissions.set(key, known);
    return known;
  };
  const made = tool({
    name,
    description,
    ...shapeOf(given),
    timeoutMs,
    timeoutErrorFunction: () => failure("This took too long. Go on without it, or bring in a person."),
    errorFunction: (_, error) => {
      log().info({ tool: name, type: error instanceof Error ? error.name : null }, "a tool call was refused");
      return failure("The arguments are invalid. Check them against the tool's parameters.");
    },
    async needsApproval(runContext, input, callId) {
      const context = runContext.context as ToolContext;
      if (!callId) return false;
      return (await admission(context, callId, input)).kind === "wait";
    },
    async execute(input, runContext, details) {
      const context = runContext?.context as ToolContext | undefined;
      const callId = details?.toolCall?.callId;
      if (!context || !callId) throw new Error(`${name} was called outside of a turn`);
      const admitted = await admission(context, callId, input);
      if (admitted.kind === "refuse") return failure(admitted.why);
      if (admitted.kind === "wait") return failure("This waits for a decision and has not been done.");
      const checked = given.parameters.safeParse(admitted.args);
      if (!checked.success) return failure("What was approved does not fit this tool. Bring in a person.");
      const signal = details.signal ?? new AbortController().signal;
      const call: ToolCall = { callId, signal, approvedBy: admitted.by };
      try {
        const result = await given.work(assistantViewer(context), checked.data as z.output<S>, call);
        return JSON.stringify(redactAll({ ...result, ...approvalNote(admitted) }));
      } catch (error) {
        return failure(wordsFor(error, name, context.runId));
      }
    },
  }) as FunctionTool;
  const problemWith = (args: unknown): string | null => {
    const issue = given.parameters.safeParse(args).error?.issues[0];
    return issue ? `${issue.path.join(".") || "The arguments"}: ${issue.message}` : null;
  };
  return Object.assign(made, { admission, problemWith });
}

/** The runner checks our own schemas; those of others are for the model alone. */
function shapeOf({ schema, parameters }: Pick<Definition<z.ZodType>, "schema" | "parameters">) {
  const shape = schema ? { parameters: schema, strict: false } : { parameters, strict: true };
  return shape as { parameters: z.ZodObject; strict: true };
}

/** What the model has to know about a call that a person let through. */
function approvalNote({ by, edited, args }: Extract<Admission, { kind: "go" }>): object {
  if (by === null) return {};
  return { approved_by: by, ...(edited ? { approved_with_changes: args } : {}) };
}

const failure = (error: string) => JSON.stringify({ error });

async function judge<S extends z.ZodType>(
  given: Definition<S>,
  context: ToolContext,
  callId: string,
  input: unknown,
): Promise<Admission> {
  const { name } = given;
  context.calls += 1;
  if (context.calls > MAX_TOOL_CALLS && !ALWAYS.has(name))
    return refusal(
      "Those were all the tool calls of this turn. Answer with what you have, or bring in a person.",
    );
  const checked = given.parameters.safeParse(input);
  // Invalid arguments are answered by the tool itself.
  if (!checked.success)
    return { kind: "go", args: input as Record<string, unknown>, by: null, edited: false };
  const args = checked.data as z.output<S> & Record<string, unknown>;
  const times = (context.made.get(callKey(name, args)) ?? 0) + 1;
  context.made.set(callKey(name, args), times);
  if (times > MAX_SAME_CALLS)
    return refusal(
      "This very call was made before. Use what it answered, ask the customer, or bring in a person.",
    );
  const viewer = assistantViewer(context);
  try {
    const policy = context.policies[name] ?? given.defaultPolicy ?? defaultPolicyOf(name);
    const sensitive =
      typeof given.sensitive === "function" ? given.sensitive(args) : given.sensitive === true;
    const amountCents =
      policy.policy === "approve" && given.amountCents ? await given.amountCents(viewer, args) : null;
    const admitted = await admit(viewer, { callId, tool: name, args, policy, amountCents, sensitive });
    if (admitted.kind === "wait")
      context.waiting.push({
        callId,
        tool: name,
        args,
        amountCents,
        for: admitted.for,
        sentTo: admitted.sentTo,
      });
    return admitted;
  } catch (error) {
    return refusal(wordsFor(error, name, context.runId));
  }
}

const refusal = (why: string): Admission => ({ kind: "refuse", why });

/** The same for the same arguments, in whatever order a model wrote them. */
export function callKey(name: string, args: unknown): string {
  return `${name} ${JSON.stringify(sorted(args))}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

function wordsFor(error: unknown, tool: string, runId: string): string {
  if (error instanceof ToolFailure) return error.message;
  // The stream of a stale run cannot write either: whoever took the conversation has ended this run.
  if (error instanceof StaleRun) return "The conversation has been passed on. Stop here.";
  const known = toAppError(error);
  if (known && known.code !== "unavailable") return known.message;
  log().error({ tool, runId, err: error }, "a tool failed");
  return "This did not work just now. Try once more, then bring in a person.";
}
