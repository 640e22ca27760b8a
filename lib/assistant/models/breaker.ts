import "server-only";
/**
 * Stops asking a provider that keeps failing, so that nobody waits for it: the fallback answers at once. Our own,
 * because circuit-breaker libraries (cockatiel, opossum) wrap a promise, and an answer is a stream that can fail late.
 *
 * Five outages in a row within 30 seconds open it; 30 seconds later one call may try, and decides. What counts is
 * `ModelFailure.isOutage`: out of reach, time limits, lost connections, 5xx, and 429, since a provider that limits us
 * is best left alone. What counts neither way: stops, wrong settings (they fail at once by themselves), and answers
 * that are bad in themselves, or one customer's odd questions could take the model away from everybody. These two
 * close a breaker that tries, though: the provider is there.
 */
import type { Model, ModelRequest, ModelResponse, StreamEvent } from "@openai/agents-core";
import { ModelFailure } from "./errors";

export const OPENS_AFTER = 5;
export const WINDOW_MS = 30_000;
export const REST_MS = 30_000;

export type BreakerState = "closed" | "open" | "half_open";
/** `answered`: it is there, but the call failed for reasons of its own. `abandoned`: nobody waited for the end. */
export type Outcome = "success" | "answered" | "outage" | "abandoned";
/** Reports how an admitted call ended; only the first report counts. */
export type Report = (outcome: Outcome) => void;

/** One provider's. Pure but for the clock: milliseconds that only go forward. */
export class Breaker {
  readonly #now: () => number;
  readonly #onChange: (state: BreakerState) => void;
  #state: BreakerState = "closed";
  /** When the last outages were, oldest first; a success in between clears them. */
  #outages: number[] = [];
  #openedAt = 0;
  #probing = false;

  constructor(
    now: () => number = () => performance.now(),
    onChange: (state: BreakerState) => void = () => {},
  ) {
    this.#now = now;
    this.#onChange = onChange;
  }

  get state(): BreakerState {
    return this.#state;
  }

  /** May a call go out now? Null: no. Otherwise its outcome must be reported. */
  admit(): Report | null {
    if (this.#state === "open" && this.#now() - this.#openedAt >= REST_MS) this.#become("half_open");
    if (this.#state === "open" || this.#probing) return null;
    const isProbe = this.#state === "half_open";
    this.#probing = isProbe;
    let reported = false;
    return (outcome) => {
      if (reported) return;
      reported = true;
      if (isProbe) this.#probed(outcome);
      // A call from before it opened says nothing about now.
      else if (this.#state === "closed") this.#count(outcome);
    };
  }

  #probed(outcome: Outcome): void {
    this.#probing = false;
    // Abandoned: the next call tries.
    if (outcome === "success" || outcome === "answered") this.#become("closed");
    if (outcome === "outage") this.#open();
  }

  #count(outcome: Outcome): void {
    if (outcome === "success") this.#outages = [];
    if (outcome !== "outage") return;
    const now = this.#now();
    this.#outages = [...this.#outages.filter((at) => now - at < WINDOW_MS), now];
    if (this.#outages.length >= OPENS_AFTER) this.#open();
  }

  #open(): void {
    this.#openedAt = this.#now();
    this.#outages = [];
    this.#become("open");
  }

  #become(state: BreakerState): void {
    this.#state = state;
    this.#onChange(state);
  }
}

export function withBreaker(model: Model, breaker: Breaker): Model {
  return new BreakerModel(model, breaker);
}

class BreakerModel implements Model {
  readonly #inner: Model;
  readonly #breaker: Breaker;

  constructor(inner: Model, breaker: Breaker) {
    this.#inner = inner;
    this.#breaker = breaker;
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    const report = this.#admit();
    try {
      const response = await this.#inner.getResponse(request);
      report("success");
      return response;
    } catch (error) {
      report(outcomeOf(error));
      throw error;
    }
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    const report = this.#admit();
    try {
      yield* this.#inner.getStreamedResponse(request);
      report("success");
    } catch (error) {
      report(outcomeOf(error));
      throw error;
    } finally {
      // Reached without a report when the reader left before the end.
      report("abandoned");
    }
  }

  #admit(): Report {
    const report = this.#breaker.admit();
    if (report) return report;
    throw new ModelFailure(
      "model_unavailable",
      "The provider failed too often; it is left alone for a while.",
    );
  }
}

function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof ModelFailure)) return "abandoned";
  return error.isOutage ? "outage" : "answered";
}
