import "server-only";
/**
 * A remote model with limits on silence, and with one promise: an answer that was cut off never looks complete. Wraps
 * the SDK's models; what they send and parse stays theirs.
 */
import type { Model, ModelProvider, ModelRequest, ModelResponse, StreamEvent } from "@openai/agents-core";
import { classifyModelError, isStop, ModelFailure } from "./errors";

export interface Limits {
  /** Milliseconds until the first event, all attempts of the client together. */
  firstByteMs: number;
  /** Milliseconds between two events. */
  idleMs: number;
  /** Milliseconds for a whole answer that is not streamed. */
  wholeMs: number;
}

export const DEFAULT_LIMITS: Limits = { firstByteMs: 20_000, idleMs: 15_000, wholeMs: 120_000 };

/** How the answers of this wire say that they are complete. */
export type Wire = "responses" | "chat_completions";

export class GuardedProvider implements ModelProvider {
  readonly #inner: ModelProvider;
  readonly #defaultName: string;
  readonly #wire: Wire;
  readonly #limits: Limits;

  /** @param defaultName used when the runner names none: a provider's own default must never slip in. */
  constructor(inner: ModelProvider, defaultName: string, wire: Wire, limits: Limits) {
    this.#inner = inner;
    this.#defaultName = defaultName;
    this.#wire = wire;
    this.#limits = limits;
  }

  async getModel(name?: string): Promise<Model> {
    return new GuardedModel(await this.#inner.getModel(name || this.#defaultName), this.#wire, this.#limits);
  }
}

export class GuardedModel implements Model {
  readonly #inner: Model;
  readonly #wire: Wire;
  readonly #limits: Limits;

  constructor(inner: Model, wire: Wire, limits: Limits) {
    this.#inner = inner;
    this.#wire = wire;
    this.#limits = limits;
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    const stopper = new AbortController();
    try {
      const answer = this.#inner.getResponse({ ...request, signal: joined(request.signal, stopper) });
      const response = await within(answer, this.#limits.wholeMs, "No answer in time.", stopper);
      if (this.#wire === "chat_completions") requireFinish(finishReasonOf(response.providerData));
      requireOutput(response.output);
      return response;
    } catch (error) {
      throw this.#named(error, request, false);
    }
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    const stopper = new AbortController();
    const events = this.#inner
      .getStreamedResponse({ ...request, signal: joined(request.signal, stopper) })
      [Symbol.asyncIterator]();
    let started = false;
    let completed = false;
    let finish: string | null = null;
    try {
      while (true) {
        const limit = started ? this.#limits.idleMs : this.#limits.firstByteMs;
        const silence = started ? "The stream fell silent." : "No first event in time.";
        const next = await within(events.next(), limit, silence, stopper);
        if (next.done) break;
        started = true;
        if (next.value.type === "model") finish = finishReasonOf(next.value.event) ?? finish;
        if (next.value.type === "response_done") {
          if (this.#wire === "chat_completions") requireFinish(finish);
          requireOutput(next.value.response.output);
          completed = true;
        }
        yield next.value;
      }
      if (!completed) throw new ModelFailure("model_incomplete", "The stream ended before the answer did.");
    } catch (error) {
      throw this.#named(error, request, started);
    } finally {
      // Also reached when the consumer stops early: the connection must not stay open behind it.
      stopper.abort();
      void Promise.resolve(events.return?.()).catch(() => undefined);
    }
  }

  /** One name for stops, and one for every failure; a connection lost after the first event is an incomplete answer. */
  #named(error: unknown, request: ModelRequest, started: boolean): unknown {
    if (request.signal?.aborted) return new DOMException("The run was stopped.", "AbortError");
    if (error instanceof ModelFailure) return error;
    const { code, logMessage } = classifyModelError(error);
    if (started && code === "model_unreachable")
      return new ModelFailure("model_incomplete", "The connection was lost in the answer.");
    return isStop(error)
      ? new ModelFailure("model_unreachable", "The request was aborted.")
      : new ModelFailure(code, logMessage, { cause: error });
  }
}

function joined(signal: AbortSignal | undefined, stopper: AbortController): AbortSignal {
  return signal ? AbortSignal.any([signal, stopper.signal]) : stopper.signal;
}

async function within<T>(
  work: Promise<T>,
  ms: number,
  message: string,
  stopper: AbortController,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ModelFailure("model_timeout", `${message} (${ms} ms)`));
      stopper.abort();
    }, ms);
  });
  // The abandoned work rejects later; nobody waits for it any more.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function requireFinish(reason: string | null): void {
  if (reason === null) throw new ModelFailure("model_incomplete", "The answer has no finish reason.");
  if (reason === "length")
    throw new ModelFailure("model_incomplete", "The answer was cut at its length limit.");
}

/** An empty answer would make the runner ask again and again until its limit. */
function requireOutput(output: readonly unknown[]): void {
  const hasSomething = output.some((item) => {
    if (typeof item !== "object" || item === null || !("type" in item)) return false;
    if (item.type !== "message") return item.type !== "reasoning";
    return "content" in item && Array.isArray(item.content) && item.content.some(hasText);
  });
  if (!hasSomething) throw new ModelFailure("model_incomplete", "The answer is empty.");
}

function hasText(part: unknown): boolean {
  if (typeof part !== "object" || part === null) return false;
  const text = "text" in part ? part.text : "refusal" in part ? part.refusal : "audio" in part ? "audio" : "";
  return typeof text === "string" && text.trim() !== "";
}

/** The finish reason in a raw Chat Completions chunk or answer, if it has one. */
function finishReasonOf(raw: unknown): string | null {
  if (typeof raw !== "object" || raw === null || !("choices" in raw) || !Array.isArray(raw.choices))
    return null;
  const [choice] = raw.choices as unknown[];
  if (typeof choice !== "object" || choice === null || !("finish_reason" in choice)) return null;
  return typeof choice.finish_reason === "string" ? choice.finish_reason : null;
}
