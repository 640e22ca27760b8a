/**
 * How a run goes on that another process, or an earlier run, has begun: what was finished is said again and never
 * done again; a call whose end nobody knows is made once more under its own id, which repeats no effect.
 */
import "server-only";
import { type FunctionCallResultItem, invokeFunctionTool, RunContext } from "@openai/agents-core";
import { listItems, type RunItem } from "@/lib/runs/items";
import type { Claimed } from "@/lib/runs/lease";
import { getProgress, type Progress } from "@/lib/runs/queries";
import { isToolCall, type Journal, parsed, readResult } from "./journal";
import { restoreSources } from "./sources";
import type { AnswerStream } from "./stream";
import { outcomeOf } from "./tools";
import { type AssistantTool, callKey, type ToolContext } from "./tools/define";

export type Past = { items: RunItem[]; adopted: RunItem[]; progress: Progress | undefined };

/** An earlier run's items that are taken over at most; a burst of messages must not grow a request without end. */
const ADOPTED = 48;

/** What the run goes on from; null when this release cannot read it. */
export async function pastOf({ viewer, continues }: Claimed): Promise<Past | null> {
  const isFresh = viewer.attempt === 1;
  if (isFresh && !continues) return { items: [], adopted: [], progress: undefined };
  const progress = isFresh ? undefined : await getProgress(viewer);
  const own = isFresh ? [] : await listItems(viewer, viewer.runId);
  if (own === null) return null;
  const earlier = continues ? newest((await listItems(viewer, continues)) ?? []) : [];
  // A process may have been lost while it was taking over.
  const taken = own.filter((item) => item.runId !== viewer.runId).length;
  const adopted = earlier.slice(taken);
  return { items: [...own, ...adopted], adopted, progress };
}

/** Cut where an answer begins: a result without its call is refused by most servers. */
function newest(items: RunItem[]): RunItem[] {
  if (items.length <= ADOPTED) return items;
  const from = items.findIndex((item, i) => i >= items.length - ADOPTED && item.kind === "answer");
  return from < 0 ? [] : items.slice(from);
}

/**
 * The model's answers and finished tool calls that count against the limits of this turn. A call that was left open is
 * counted when it is judged again.
 */
export function spent(past: readonly RunItem[], runId: string) {
  const own = past.filter((item) => item.runId === runId);
  const finished = new Set(own.flatMap((item) => (item.kind === "result" ? [item.callId] : [])));
  const calls = own
    .flatMap((item) => (item.kind === "answer" ? item.items.filter(isToolCall) : []))
    .filter(({ callId }) => finished.has(callId));
  const made = new Map<string, number>();
  for (const call of calls) {
    const key = callKey(call.name, parsed(call.arguments));
    made.set(key, (made.get(key) ?? 0) + 1);
  }
  return { answers: own.filter(({ kind }) => kind === "answer").length, calls: calls.length, made };
}

type Call = { callId: string; name: string; arguments: string };
/** `own`: made by this very run, in a process that was lost. */
type OpenCall = Call & { own: boolean; messageSeq: number };

export type Turn = {
  context: ToolContext;
  tools: readonly AssistantTool[];
  stream: AnswerStream;
  journal: Journal;
};

/**
 * Says again what is still true, and completes the calls that were left open. Answers the whole past, or null when one
 * of the calls has still to wait (`context.waiting` tells which): then nobody may go on yet.
 */
export async function catchUp(past: Past, turn: Turn): Promise<RunItem[] | null> {
  const { context, stream, journal } = turn;
  if (past.items.length === 0) return [];
  await journal.adopt(past.adopted);
  const calls = new Map<string, OpenCall>();
  for (const item of past.items) {
    const own = item.runId === context.runId;
    if (item.kind === "result") {
      restoreSources(context.runId, item.sources);
      const call = calls.get(item.callId);
      retell(stream, call, item.item);
      if (call) {
        const { result, failed } = readResult(outputOf(item.item));
        journal.finished.push({ name: call.name, args: parsed(call.arguments), result, failed });
      }
      continue;
    }
    for (const each of item.items) {
      if (isToolCall(each)) calls.set(each.callId, { ...each, own, messageSeq: item.messageSeq });
      else if (own) for (const text of textsOf(each)) stream.text(text);
    }
    if (own) stream.endText();
  }
  const finished = new Set(past.items.flatMap((item) => (item.kind === "result" ? [item.callId] : [])));
  const open = [...calls.values()].filter((call) => !finished.has(call.callId));
  const completed = await Promise.all(open.map((call) => complete(call, turn)));
  if (context.waiting.length > 0) return null;
  return [...past.items, ...completed.flatMap((item) => item ?? [])];
}

/** The receipts of what was done; what was only looked up leaves none. */
function retell(stream: AnswerStream, call: OpenCall | undefined, item: unknown): void {
  if (!call) return;
  const { result, failed } = readResult(outputOf(item));
  stream.allow(result, call.name === "search_knowledge_base");
  const { activity, isReceipt } = outcomeOf(call, { args: parsed(call.arguments), result, failed });
  if (isReceipt || call.own) stream.activity(activity, isReceipt);
}

/** Null when the call waits for a decision. */
async function complete(call: OpenCall, turn: Turn): Promise<RunItem | null> {
  const { context, stream, journal } = turn;
  const { callId, name } = call;
  const tool = call.own ? turn.tools.find((candidate) => candidate.name === name) : undefined;
  const admitted = await tool?.admission(context, callId, parsed(call.arguments));
  if (admitted?.kind === "wait") return null;
  journal.toolStarted(call);
  const output = call.own ? await again(call, tool, context) : unknownOutcome;
  const item: FunctionCallResultItem = {
    type: "function_call_result",
    callId,
    name,
    status: "completed",
    output: { type: "text", text: output },
  };
  journal.toolDone(item);
  retell(stream, call, item);
  return { runId: context.runId, messageSeq: call.messageSeq, kind: "result", callId, item, sources: [] };
}

const unknownOutcome = JSON.stringify({
  error: "It is not known whether this was done. Look it up before you try it again.",
});

async function again(call: Call, tool: AssistantTool | undefined, context: ToolContext): Promise<string> {
  const { callId, name, arguments: input } = call;
  if (!tool) return JSON.stringify({ error: "There is no such tool." });
  const output = await invokeFunctionTool({
    tool,
    runContext: new RunContext(context),
    input,
    details: { toolCall: { type: "function_call", status: "completed", callId, name, arguments: input } },
  });
  return typeof output === "string" ? output : JSON.stringify(output);
}

const outputOf = (item: unknown): unknown =>
  typeof item === "object" && item !== null && "output" in item ? item.output : null;

function textsOf(item: unknown): string[] {
  if (typeof item !== "object" || item === null || !("type" in item) || item.type !== "message") return [];
  if (!("content" in item) || !Array.isArray(item.content)) return [];
  return item.content.flatMap((part: unknown) =>
    typeof part === "object" && part !== null && "text" in part && typeof part.text === "string"
      ? [part.text]
      : [],
  );
}
