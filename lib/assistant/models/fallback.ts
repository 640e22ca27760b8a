import "server-only";
/**
 * Lets another model answer when the chosen one fails, as long as nobody has seen a word of the failed answer. Made
 * for one turn: once the fallback has spoken it answers the rest, so that one answer never has two voices.
 */
import type { Model, ModelRequest, ModelResponse, StreamEvent } from "@openai/agents-core";
import { classifyModelError, type FailureReport, isStop } from "./errors";

/**
 * @param onFallback called once, before the fallback's first answer; what it throws fails the call.
 * @returns a model for one turn; make a new one for the next, so that the primary is tried again.
 */
export function withFallback(
  primary: Model,
  fallback: Model,
  onFallback: (report: FailureReport) => void,
): Model {
  return new FallbackModel(primary, fallback, onFallback);
}

class FallbackModel implements Model {
  readonly #primary: Model;
  readonly #fallback: Model;
  readonly #onFallback: (report: FailureReport) => void;
  #fellBack = false;

  constructor(primary: Model, fallback: Model, onFallback: (report: FailureReport) => void) {
    this.#primary = primary;
    this.#fallback = fallback;
    this.#onFallback = onFallback;
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    if (this.#fellBack) return this.#fallback.getResponse(request);
    try {
      return await this.#primary.getResponse(request);
    } catch (error) {
      this.#fallBackAfter(error, request);
    }
    return this.#fallback.getResponse(request);
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    if (!this.#fellBack) {
      // Held back until the answer shows: of one that fails before, nothing may be left for the runner to mix up.
      const held: StreamEvent[] = [];
      let shown = false;
      try {
        for await (const event of this.#primary.getStreamedResponse(request)) {
          // Tool calls reach the runner in `response_done` alone.
          if (!shown && event.type !== "output_text_delta" && event.type !== "response_done") {
            held.push(event);
            continue;
          }
          shown = true;
          yield* held.splice(0);
          yield event;
        }
        yield* held;
        return;
      } catch (error) {
        if (shown) throw error;
        this.#fallBackAfter(error, request);
      }
    }
    yield* this.#fallback.getStreamedResponse(request);
  }

  /** @throws the error itself when it is a stop, which no model may answer. */
  #fallBackAfter(error: unknown, request: ModelRequest): void {
    if (request.signal?.aborted || isStop(error)) throw error;
    // Of two calls that fail side by side, only the first is the news.
    if (this.#fellBack) return;
    this.#fellBack = true;
    this.#onFallback(classifyModelError(error));
  }
}
