/**
 * The journal of a turn: model calls and tool calls as they happen, and what another process would need to go
 * on. Written behind the stream, in order, so that keeping it never delays a word; only an answer that calls
 * tools is waited for, because no tool may act before the call is known.
 */
import "server-only";
import { redactAll } from "@/lib/assistant/guardrails/input";
import type { AssistantViewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import { endStep, reopenStep, startStep } from "@/lib/runs/commands";
import { type RunItem, saveItem } from "@/lib/runs/items";
import { BUILTIN_STEP, BY_RULE, type Progress, type Usage } from "@/lib/runs/queries";
import { costOf } from "./cost";
import { sourcesOf } from "./sources";

/** Characters of arguments or result that a step keeps. */
const KEEP = 8_000;

type Call = { n: number; name: string; args: unknown };
type ToolCall = { callId: string; name: string; arguments: string };
export type Finished = { name: string; args: unknown; result: unknown; failed: boolean };

const none: Usage = { requests: 0, inputTokens: 0, outputTokens: 0 };
const nothing: Progress = { nextStep: 0, nextItem: 0, nextChunk: 1, steps: [], used: none, priced: none };

export class Journal {
  private step: number;
  private item: number;
  private model: number | null = null;
  private spokeAt: number | null = null;
  private readonly earlier: Map<string, number>;
  private readonly calls = new Map<string, Call>();
  private chain: Promise<void> = Promise.resolve();
  /** What the customer's words seemed to attempt: noted with each call of the model that reads them. */
  signals: readonly string[] = [];
  /** Every call of this run that has ended, in whichever process. */
  readonly finished: Finished[] = [];
  /** Tokens and requests of the run, those of earlier processes included. */
  readonly usage: Usage;
  /** Of these, what a provider is paid for; and of that, what this process has added. */
  private readonly priced: Usage;
  private readonly pricedBefore: Usage;

  constructor(
    private readonly viewer: AssistantViewer,
    private readonly messageSeq: number,
    progress: Progress = nothing,
    /** The built-in model answers, which costs nothing. */
    private isFree = false,
  ) {
    this.usage = { ...progress.used };
    this.priced = { ...progress.priced };
    this.pricedBefore = progress.priced;
    this.step = progress.nextStep;
    this.item = progress.nextItem;
    this.earlier = new Map(progress.steps.map(({ callId, n }) => [callId, n]));
  }

  modelStarted(): void {
    const n = this.step++;
    this.model = n;
    const args = this.signals.length > 0 ? { signals: this.signals } : null;
    this.later(() => startStep(this.viewer, n, { kind: "model", name: "model", callId: null, args }));
  }

  /** The first words of the answer have arrived. */
  firstText(): void {
    this.spokeAt ??= performance.now();
  }

  /** From here on the built-in model answers. */
  fellBack(): void {
    this.isFree = true;
  }

  /** What is written with the end of the run, however it ends. */
  account(): { usage: Usage; costMicros: number | null; firstWordsAgoMs: number | null } {
    const firstWordsAgoMs = this.spokeAt === null ? null : performance.now() - this.spokeAt;
    return { usage: this.usage, costMicros: costOf(this.priced), firstWordsAgoMs };
  }

  /** Tokens that this process has had from a provider for the run. */
  tokensBought(): number {
    const { priced, pricedBefore } = this;
    return priced.inputTokens + priced.outputTokens - pricedBefore.inputTokens - pricedBefore.outputTokens;
  }

  /** The model has answered. When it calls tools, the calls are safe in the database once this resolves. */
  async modelAnswered(items: readonly unknown[], used: { input: number; output: number }): Promise<void> {
    const spending = this.book(used);
    const n = this.model;
    this.model = null;
    if (n !== null) this.later(() => endStep(this.viewer, n, { state: "done", ...spending }));
    const calls = items.filter(isToolCall);
    if (calls.length === 0) return;
    for (const call of calls) this.toolStarted(call);
    await this.save({ kind: "answer", items: [...items] });
  }

  /** The call to the model did not end in an answer; what it cost is an estimate. */
  modelFailed(error: string | null, used: { input: number; output: number }): void {
    const spending = this.book(used);
    const n = this.model;
    this.model = null;
    if (n !== null) this.later(() => endStep(this.viewer, n, { state: "failed", error, ...spending }));
  }

  toolStarted(call: ToolCall): void {
    const args = parsed(call.arguments);
    const before = this.earlier.get(call.callId);
    const n = before ?? this.step++;
    this.calls.set(call.callId, { n, name: call.name, args });
    this.later(() =>
      before === undefined
        ? startStep(this.viewer, n, { kind: "tool", name: call.name, callId: call.callId, args: short(args) })
        : reopenStep(this.viewer, n),
    );
  }

  /** Closes a call and saves its result; answers both as data. `item` is the SDK's own. */
  toolDone(item: { callId: string; name: string; output: unknown }): Finished {
    const { result, failed } = readResult(item.output);
    const call = this.calls.get(item.callId);
    if (call)
      this.later(() =>
        endStep(this.viewer, call.n, { state: failed ? "failed" : "done", result: short(result) }),
      );
    const sources = sourcesOf(this.viewer.runId);
    this.save({ kind: "result", callId: item.callId, item, sources }).catch(() => {
      // A result that is not saved is worked out again by whoever resumes: the call itself is known.
    });
    const done = { name: item.name, args: call?.args ?? {}, result, failed };
    this.finished.push(done);
    return done;
  }

  /** A rule, and no model, passes the conversation on. Resolves when that stands where the handover is put together. */
  passedOn(because: { reason: string; urgency: string; rule?: string | null }): Promise<void> {
    const n = this.step++;
    const { reason, urgency, rule } = because;
    const args = { reason, urgency, rule };
    this.later(async () => {
      await startStep(this.viewer, n, { kind: "tool", name: "escalate_to_human", callId: null, args });
      await endStep(this.viewer, n, { state: "done", result: BY_RULE });
    });
    return this.settled();
  }

  /** Takes over what an earlier run had saved, so that this one stands alone. */
  async adopt(items: readonly RunItem[]): Promise<void> {
    for (const item of items) await saveItem(this.viewer, this.item++, item);
  }

  settled(): Promise<void> {
    return this.chain;
  }

  private save(
    what:
      | { kind: "answer"; items: unknown[] }
      | Pick<Extract<RunItem, { kind: "result" }>, "kind" | "callId" | "item" | "sources">,
  ): Promise<void> {
    const n = this.item++;
    const { runId } = this.viewer;
    return saveItem(this.viewer, n, { ...what, runId, messageSeq: this.messageSeq });
  }

  /** Counts what a call has used; answers it as columns of its step. */
  private book({ input, output }: { input: number; output: number }) {
    for (const sum of this.isFree ? [this.usage] : [this.usage, this.priced]) {
      sum.requests += 1;
      sum.inputTokens += input;
      sum.outputTokens += output;
    }
    const name = this.isFree ? { name: BUILTIN_STEP } : {};
    return { ...name, tokens: input + output, inputTokens: input };
  }

  private later(write: () => Promise<void>): void {
    this.chain = this.chain.then(write).catch((error: unknown) => {
      log().warn({ runId: this.viewer.runId, err: error }, "a step of the journal was not written");
    });
  }
}

export function isToolCall(item: unknown): item is ToolCall & { type: "function_call" } {
  return typeof item === "object" && item !== null && "type" in item && item.type === "function_call";
}

/** What a tool answered, as data, and whether it failed. */
export function readResult(output: unknown): { result: unknown; failed: boolean } {
  const result = parsed(textOf(output));
  return { result, failed: typeof result === "object" && result !== null && "error" in result };
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A journal keeps no card numbers and needs no megabytes; PostgreSQL's JSON knows no NUL. */
function short(value: unknown): unknown {
  const text = (JSON.stringify(redactAll(value)) ?? "null").replaceAll("\\u0000", "");
  return text.length <= KEEP ? JSON.parse(text) : { shortened: text.slice(0, KEEP) };
}

/** A tool's output arrives as a string, a text part, or a list of parts. */
function textOf(output: unknown): string {
  if (typeof output === "string") return output;
  if (Array.isArray(output)) return output.map(textOf).join("\n");
  if (typeof output === "object" && output !== null && "text" in output && typeof output.text === "string")
    return output.text;
  return JSON.stringify(output) ?? "";
}
