import "server-only";
/**
 * Leaves a model alone whose provider keeps failing; see lib/core/breaker.ts. What counts is `ModelFailure.isOutage`:
 * out of reach, time limits, lost connections, 5xx, and 429, since a provider that limits us is best left alone.
 */
import type { Model, ModelRequest, ModelResponse, StreamEvent } from "@openai/agents-core";
import type { Breaker, Outcome, Report } from "@/lib/core/breaker";
import { ModelFailure } from "./errors";

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
