import "server-only";
/**
 * The built-in model: an Agents SDK `Model` that needs no key and no network. It decides by the pure conversation logic
 * and runs the same agent, tools and guardrails as a large model. Deterministic for the same state; keeps nothing between
 * calls but what it is bound to.
 */
import { randomUUID } from "node:crypto";
import {
  createGenerationSpan,
  type Model,
  type ModelRequest,
  type ModelResponse,
  type StreamEvent,
  Usage,
  withGenerationSpan,
} from "@openai/agents-core";
import { decide, type Step } from "@/lib/assistant/conversation/decide";
import type { DialogueState } from "@/lib/assistant/conversation/dialogue-state";
import { readRequest } from "./read";

export const BUILTIN_MODEL_NAME = "builtin";
const CHARACTERS_PER_TOKEN = 4;

/** The turn's dialogue: where it stands, and who wants to know what was decided. */
export interface Bound {
  state: DialogueState;
  decided(step: Step): void;
}

export class BuiltinModel implements Model {
  readonly #bound: Bound | undefined;

  /** @param bound without it the state is folded from the history of each request */
  constructor(bound?: Bound) {
    this.#bound = bound;
  }

  #decide(request: ModelRequest): Step {
    const step = decide(readRequest(request, this.#bound?.state));
    this.#bound?.decided(step);
    return step;
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    throwIfAborted(request.signal);
    const respond = async () => {
      const output = outputOf(this.#decide(request));
      return {
        output,
        usage: new Usage({ requests: 1, ...usageOf(request, output) }),
        responseId: responseId(),
      };
    };
    return request.tracing ? withGenerationSpan(respond, { data: { model: BUILTIN_MODEL_NAME } }) : respond();
  }

  async *getStreamedResponse(request: ModelRequest): AsyncIterable<StreamEvent> {
    throwIfAborted(request.signal);
    // Left unset as the current span: a generator shares its caller's context between steps.
    const span = request.tracing ? createGenerationSpan({ data: { model: BUILTIN_MODEL_NAME } }) : null;
    span?.start();
    try {
      yield { type: "response_started" };
      const step = this.#decide(request);
      const output = outputOf(step);
      const itemId = output[0]?.id;
      for (const delta of step.kind === "say" ? (step.text.match(/\s*\S+\s*/g) ?? []) : []) {
        throwIfAborted(request.signal);
        yield { type: "output_text_delta", delta, itemId };
      }
      throwIfAborted(request.signal);
      yield {
        type: "response_done",
        response: { id: responseId(), usage: { requests: 1, ...usageOf(request, output) }, output },
      };
    } finally {
      span?.end();
    }
  }
}

type Output = Extract<StreamEvent, { type: "response_done" }>["response"]["output"];

function outputOf(step: Step): Output {
  if (step.kind === "call") {
    return step.calls.map((call) => ({
      type: "function_call",
      callId: `call_${randomUUID()}`,
      name: call.name,
      arguments: JSON.stringify(call.args),
      status: "completed",
    }));
  }
  const content = [{ type: "output_text" as const, text: step.text }];
  return [{ type: "message", id: `msg_${randomUUID()}`, role: "assistant", status: "completed", content }];
}

/** There is no tokenizer here: four characters count as one token, on both sides. */
function usageOf(request: ModelRequest, output: Output) {
  const read = (request.systemInstructions ?? "").length + JSON.stringify(request.input).length;
  const inputTokens = Math.ceil(read / CHARACTERS_PER_TOKEN);
  const outputTokens = Math.ceil(JSON.stringify(output).length / CHARACTERS_PER_TOKEN);
  return { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
}

function responseId(): string {
  return `resp_${randomUUID()}`;
}

/** The runner tells a stop from a failure by this name alone, whatever the signal's own reason is. */
function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DOMException("The run was stopped.", "AbortError");
}
