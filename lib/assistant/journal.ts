/**
 * The journal of a turn: model calls and tool calls as they happen. Written behind the stream, in order, so
 * that keeping it never delays a word; `settled` waits for the last line.
 */
import "server-only";
import type { AssistantViewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import { endStep, markFirstToken, startStep } from "@/lib/runs/commands";

/** Characters of arguments or result that a step keeps. */
const KEEP = 8_000;

type Call = { n: number; args: unknown };

export class Journal {
  private n = 0;
  private model: number | null = null;
  private spoke = false;
  private readonly calls = new Map<string, Call>();
  private chain: Promise<void> = Promise.resolve();

  constructor(private readonly viewer: AssistantViewer) {}

  modelStarted(): void {
    if (this.model !== null) return;
    const n = this.n++;
    this.model = n;
    this.later(() => startStep(this.viewer, n, { kind: "model", name: "model", callId: null, args: null }));
  }

  /** The first words of the answer have arrived; how long that took is measured from the run's start. */
  firstText(): void {
    if (this.spoke) return;
    this.spoke = true;
    this.later(() => markFirstToken(this.viewer));
  }

  modelDone(tokens: number | null): void {
    const n = this.model;
    if (n === null) return;
    this.model = null;
    this.later(() => endStep(this.viewer, n, { state: "done", tokens }));
  }

  toolStarted(callId: string, name: string, argumentsJson: string): void {
    const n = this.n++;
    const args = parsed(argumentsJson);
    this.calls.set(callId, { n, args });
    this.later(() => startStep(this.viewer, n, { kind: "tool", name, callId, args: short(args) }));
  }

  /** Closes a call; answers its arguments and its result as data, and whether it failed. */
  toolDone(callId: string, output: unknown): { args: unknown; result: unknown; failed: boolean } {
    const result = parsed(textOf(output));
    const failed = typeof result === "object" && result !== null && "error" in result;
    const call = this.calls.get(callId);
    if (call)
      this.later(() =>
        endStep(this.viewer, call.n, { state: failed ? "failed" : "done", result: short(result) }),
      );
    return { args: call?.args ?? {}, result, failed };
  }

  settled(): Promise<void> {
    return this.chain;
  }

  private later(write: () => Promise<void>): void {
    this.chain = this.chain.then(write).catch((error: unknown) => {
      log().warn({ runId: this.viewer.runId, err: error }, "a step of the journal was not written");
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** PostgreSQL's JSON knows no NUL, and a journal needs no megabytes. */
function short(value: unknown): unknown {
  const text = (JSON.stringify(value) ?? "null").replaceAll("\\u0000", "");
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
