import "server-only";
/**
 * A remote model with limits on time and size, and with one promise: an answer that was cut off never looks complete.
 * Wraps the SDK's models; what they send and parse stays theirs.
 */
import type { Model, ModelRequest, ModelResponse, StreamEvent } from "@openai/agents-core";
import { AnswerCheck, requireWhole, type Wire } from "./answer";
import { classifyModelError, isStop, ModelFailure } from "./errors";
import { Watchdog } from "./watchdog";

export interface Limits {
  /** Milliseconds until the first event, all tries together. */
  firstByteMs: number;
  /** Milliseconds between two events. */
  idleMs: number;
  /** Milliseconds for a whole answer, streamed or not. */
  wholeMs: number;
}

/** Source: the reliability bar, "Model-endpoint faults". */
export const DEFAULT_LIMITS: Limits = { firstByteMs: 20_000, idleMs: 15_000, wholeMs: 90_000 };

/** Milliseconds that a connection gets to end after its answer has; only one that ends can be used again. */
const ENDING_MS = 1_000;

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
    const { wholeMs } = this.#limits;
    const watchdog = new Watchdog(wholeMs);
    try {
      const answer = this.#inner.getResponse({ ...request, signal: joined(request.signal, watchdog) });
      const response = await watchdog.wait(answer, wholeMs, "No answer in time.");
      return { ...response, output: requireWhole(this.#wire, response, request.input) };
    } catch (error) {
      throw named(error, request, false);
    } finally {
      watchdog.end();
    }
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    const { firstByteMs, idleMs, wholeMs } = this.#limits;
    const watchdog = new Watchdog(wholeMs);
    const check = new AnswerCheck(this.#wire, request.input);
    const events = this.#inner
      .getStreamedResponse({ ...request, signal: joined(request.signal, watchdog) })
      [Symbol.asyncIterator]();
    let started = false;
    try {
      while (!check.isComplete) {
        const next = started
          ? await watchdog.wait(events.next(), idleMs, "The stream fell silent.")
          : await watchdog.wait(events.next(), firstByteMs, "No first event in time.");
        if (next.done) throw cutOff("The stream ended before the answer did.");
        started = true;
        yield* check.see(next.value);
      }
      await ended(events, watchdog);
    } catch (error) {
      throw named(error, request, started);
    } finally {
      // Also reached when the consumer stops early: the connection must not stay open behind it.
      watchdog.end();
      void Promise.resolve(events.return?.()).catch(() => undefined);
    }
  }
}

/** Reads to the end of the connection, if that is near. The answer is complete, whatever happens here. */
async function ended(events: AsyncIterator<StreamEvent>, watchdog: Watchdog): Promise<void> {
  const toEnd = async () => {
    while (!(await events.next()).done);
  };
  await watchdog.wait(toEnd(), ENDING_MS, "The connection stayed open.").catch(() => undefined);
}

/** One name for stops, and one for every failure; a connection lost after the first event is an incomplete answer. */
function named(error: unknown, request: ModelRequest, started: boolean): unknown {
  if (request.signal?.aborted) return new DOMException("The run was stopped.", "AbortError");
  if (error instanceof ModelFailure) return error;
  if (isStop(error)) return new ModelFailure("model_unreachable", "The request was aborted.");
  const { code, retryable, logMessage } = classifyModelError(error);
  if (started && code === "model_unreachable") return cutOff("The connection was lost in the answer.");
  // The server's own fault, or only this request's.
  const isOutage = code === "model_error" ? { isOutage: retryable } : {};
  return new ModelFailure(code, logMessage, { cause: error, ...isOutage });
}

const cutOff = (message: string) => new ModelFailure("model_incomplete", message, { isOutage: true });

const joined = (signal: AbortSignal | undefined, watchdog: Watchdog): AbortSignal =>
  signal ? AbortSignal.any([signal, watchdog.signal]) : watchdog.signal;
