import "server-only";
/**
 * Asks a model again when its server was busy or out of reach, before anything of the answer has come. The only place
 * that does: the provider's client and the SDK's runner are told not to.
 */
import { setTimeout as sleepFor } from "node:timers/promises";
import type { Model, ModelRequest, ModelResponse, StreamEvent } from "@openai/agents-core";
import { classifyModelError, headerOf, isStop, statusOf } from "./errors";

export const MAX_RETRIES = 2;
/** Milliseconds after the first try in which another one may begin. */
export const RETRY_WITHIN_MS = 15_000;
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 4_000;

/** 401, 403 and 404 are no accident: the same request fails again until somebody changes a setting. */
const RETRIED = new Set([429, 500, 502, 503, 504]);

export interface Clock {
  /** Milliseconds, only ever forward. */
  now(): number;
  /** Rejects as soon as the signal aborts. */
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>;
  /** 0 to 1. */
  random(): number;
}

export const CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleepFor(ms, undefined, { signal }),
  random: Math.random,
};

export function withRetries(model: Model, clock: Clock = CLOCK): Model {
  return new RetryingModel(model, clock);
}

class RetryingModel implements Model {
  readonly #inner: Model;
  readonly #clock: Clock;

  constructor(inner: Model, clock: Clock) {
    this.#inner = inner;
    this.#clock = clock;
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    const again = this.#patience(request.signal);
    while (true) {
      try {
        return await this.#inner.getResponse(request);
      } catch (error) {
        await again(error);
      }
    }
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    const again = this.#patience(request.signal);
    while (true) {
      let begun = false;
      try {
        for await (const event of this.#inner.getStreamedResponse(request)) {
          begun = true;
          yield event;
        }
        return;
      } catch (error) {
        if (begun) throw error;
        await again(error);
      }
    }
  }

  /** One call's patience. It waits before the next try, or throws the failure that there is none for. */
  #patience(signal: AbortSignal | undefined): (failure: unknown) => Promise<void> {
    const { now, random, sleep } = this.#clock;
    const last = now() + RETRY_WITHIN_MS;
    let retries = 0;
    return async (failure) => {
      if (retries === MAX_RETRIES || signal?.aborted || !isWorthRetrying(failure)) throw failure;
      // Full jitter, so that callers that failed together do not come back together: any time up to the backoff,
      // or some time after the one that the server named.
      const backoff = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** retries);
      const asked = askedWait(failure, Date.now());
      const wait = asked === null ? random() * backoff : asked + random() * Math.min(asked, backoff);
      if (now() + wait > last) throw failure;
      retries += 1;
      await sleep(wait, signal);
    };
  }
}

function isWorthRetrying(failure: unknown): boolean {
  if (isStop(failure)) return false;
  const status = statusOf(failure);
  return status === null ? classifyModelError(failure).code === "model_unreachable" : RETRIED.has(status);
}

/** What the server asked for: milliseconds, seconds, or a date. Null when it asked for nothing. */
function askedWait(failure: unknown, today: number): number | null {
  const exact = Number.parseFloat(headerOf(failure, "retry-after-ms") ?? "");
  if (exact >= 0) return exact;
  const after = headerOf(failure, "retry-after");
  if (after === null) return null;
  const seconds = Number(after);
  const wait = Number.isNaN(seconds) ? Date.parse(after) - today : seconds * 1_000;
  return wait >= 0 ? wait : null;
}
