/**
 * Run events -> UI message chunks, guarded, and stored before they are shown. The first words of a text and everything
 * that is not text leave at once; further words gather until the next batch is due.
 */
import "server-only";
import type { UIMessageChunk } from "ai";
import { createCitationFilter } from "@/lib/assistant/citations";
import { Known } from "@/lib/assistant/guardrails/known";
import { createStreamGuard, type GuardCounts } from "@/lib/assistant/guardrails/stream-guard";
import { RULES } from "@/lib/assistant/instructions";
import { type Source, sourceOf } from "@/lib/assistant/sources";
import type { AssistantViewer } from "@/lib/auth/viewer";
import { env } from "@/lib/core/env";
import type { Receipt } from "@/lib/messages/schema";
import { emitStored } from "@/lib/realtime/run-feed";
import { flushChunks } from "@/lib/runs/commands";

/** Milliseconds between two batches: as smooth to a reader as half of it, at half the cost of a reply. */
const BATCH_MS = 100;

export class AnswerStream {
  private readonly citations;
  private readonly known = new Known();
  private readonly guard = createStreamGuard({
    hosts: [new URL(env().APP_URL).hostname, ...env().ALLOWED_LINK_HOSTS],
    known: this.known,
    instructions: RULES,
  });
  private readonly pending: UIMessageChunk[] = [];
  private readonly receipts = new Map<string, Receipt>();
  private readonly citedBefore = new Set<number>();
  private n: number;
  private part = 0;
  private open: string | null = null;
  private shown = "";
  private writing: Promise<void> | null = null;
  private failure: unknown;
  /** When the next batch of mere text may leave. */
  private nextAt = 0;
  /** Ends the wait for it. */
  private wake: (() => void) | null = null;

  constructor(
    private readonly viewer: AssistantViewer,
    /** Called once, when a batch could not be stored: the run must stop. */
    private readonly onLost: (reason: unknown) => void,
    /** Batches that an earlier process has stored; what they showed is void, and said again where it still holds. */
    before = 0,
  ) {
    this.n = before;
    this.citations = createCitationFilter<Source>((ref) => sourceOf(viewer.runId, ref));
    if (before > 0) this.pending.push({ type: "data-restart", data: {} });
    else this.pending.push({ type: "start", messageId: viewer.runId }, { type: "start-step" });
  }

  /**
   * What the answer may name from now on: what this customer knows, and what a tool has just returned.
   * @param isOwn whether the company's own articles say it.
   */
  allow(value: unknown, isOwn = false): void {
    this.known.add(value, isOwn);
  }

  /** Text as the model writes it; citation marks and what must not be said are dealt with before anything is stored. */
  text(delta: string): void {
    this.write(this.guard.push(this.citations.push(delta)));
  }

  /** What was taken out of the answer so far. */
  guarded(): GuardCounts {
    return this.guard.counts();
  }

  /** The model's turn to speak is over: what the filters held back is decided now. */
  endText(): void {
    this.write(this.guard.push(this.citations.end()) + this.guard.end());
    if (!this.open) return;
    this.push({ type: "text-end", id: this.open });
    this.open = null;
  }

  /** What the assistant is doing, in words for the customer; replaces an earlier state of the same call. */
  activity(receipt: Receipt, keep: boolean): void {
    if (keep || this.receipts.has(receipt.callId)) this.receipts.set(receipt.callId, receipt);
    this.push({ type: "data-activity", id: receipt.callId, data: receipt });
  }

  /** From here on the built-in model answers, because the configured one could not. */
  fallback(): void {
    this.push({ type: "data-fallback", data: {} });
  }

  toolCall(callId: string, toolName: string): void {
    this.push({ type: "tool-input-available", toolCallId: callId, toolName, input: {}, dynamic: true });
  }

  toolResult(callId: string, ok: boolean): void {
    this.push({ type: "tool-output-available", toolCallId: callId, output: { ok }, dynamic: true });
  }

  /** What a reader has seen so far, ready to be kept as a message. */
  result() {
    return {
      text: this.shown.trim(),
      citations: this.citations.sources().map(({ number, source }) => ({ n: number, ...source })),
      receipts: [...this.receipts.values()].filter((receipt) => receipt.state !== "running"),
    };
  }

  /** Writes everything; rejects when a batch could not be stored. */
  async drain(): Promise<void> {
    this.endText();
    this.push({ type: "finish-step" });
    while (this.writing) await this.writing;
    if (this.failure) throw this.failure;
  }

  private write(text: string): void {
    if (!text) return;
    if (!this.open) {
      this.open = `t${this.part++}`;
      if (this.shown) {
        this.shown += "\n\n";
      }
      this.push({ type: "text-start", id: this.open });
    }
    this.shown += text;
    this.push({ type: "text-delta", id: this.open, delta: text });
    for (const { number: n, source } of this.citations.sources()) {
      if (this.citedBefore.has(n)) continue;
      this.citedBefore.add(n);
      const { hash: _, ...shown } = source;
      this.push({ type: "data-citation", id: `c${n}`, data: { n, ...shown } });
      this.push({ type: "source-url", sourceId: source.passageId, url: source.href, title: source.title });
    }
  }

  /** Emits nothing more: the run goes on elsewhere. */
  silence(): void {
    this.pending.length = 0;
    this.failure ??= new Error("the stream was silenced");
    this.wake?.();
  }

  private push(chunk: UIMessageChunk): void {
    if (this.failure) return;
    if (!isMoreText(chunk)) this.wake?.();
    const last = this.pending.at(-1);
    if (chunk.type === "text-delta" && last?.type === "text-delta" && last.id === chunk.id)
      this.pending[this.pending.length - 1] = { ...last, delta: last.delta + chunk.delta };
    else this.pending.push(chunk);
    this.writing ??= this.writeLoop();
  }

  private async writeLoop(): Promise<void> {
    // One turn of the event loop: what the model sends together is stored together.
    await Promise.resolve();
    try {
      for (;;) {
        await this.pace();
        if (this.pending.length === 0) break;
        const batch = this.pending.splice(0);
        this.nextAt = performance.now() + BATCH_MS;
        const n = this.n + 1;
        await flushChunks(this.viewer, n, batch);
        this.n = n;
        emitStored(this.viewer.runId, n, batch);
      }
    } catch (error) {
      this.failure ??= error;
      this.onLost(error);
    } finally {
      this.writing = null;
    }
  }

  /** Waits until the next batch is due, if there is nothing but more text to write. */
  private async pace(): Promise<void> {
    const wait = this.nextAt - performance.now();
    if (wait <= 0 || this.pending.length === 0 || !this.pending.every(isMoreText)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = null;
  }
}

/** Everything else, the first words of a text among it, leaves at once. */
const isMoreText = (chunk: UIMessageChunk): boolean => chunk.type === "text-delta";
