/**
 * The turn's model, with the journal listening: each call is noted, and an answer that calls tools is in the
 * database before the runner sees it, hence before any tool can act. Estimates what a lost answer cost.
 */
import "server-only";
import type { Model, ModelRequest, ModelResponse, StreamEvent } from "@openai/agents-core";
import type { Journal } from "./journal";
import { classifyModelError, isStop } from "./models/errors";

const CHARACTERS_PER_TOKEN = 4;

export class RecordedModel implements Model {
  constructor(
    private readonly inner: Model,
    private readonly journal: Journal,
  ) {}

  /** Turns always stream; this exists because the interface asks for it. */
  getResponse(request: ModelRequest): Promise<ModelResponse> {
    return this.inner.getResponse(request);
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    this.journal.modelStarted();
    let characters = 0;
    let isAnswered = false;
    let failure: unknown = null;
    try {
      for await (const event of this.inner.getStreamedResponse(request)) {
        if (event.type === "output_text_delta") characters += event.delta.length;
        if (event.type === "response_done") {
          isAnswered = true;
          const { usage, output } = event.response;
          await this.journal.modelAnswered(output, {
            input: usage.inputTokens || readBy(request),
            output: usage.outputTokens || tokens(characters),
          });
        }
        yield event;
      }
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      if (!isAnswered) {
        const code = failure === null || isStop(failure) ? "stopped" : classifyModelError(failure).code;
        this.journal.modelFailed(code, { input: readBy(request), output: tokens(characters) });
      }
    }
  }
}

const tokens = (characters: number): number => Math.ceil(characters / CHARACTERS_PER_TOKEN);

const readBy = (request: ModelRequest): number =>
  tokens((request.systemInstructions ?? "").length + JSON.stringify(request.input).length);
