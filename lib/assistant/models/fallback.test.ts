import {
  type Model,
  type ModelRequest,
  type ModelResponse,
  type StreamEvent,
  Usage,
} from "@openai/agents-core";
import { describe, expect, it, vi } from "vitest";
import { BuiltinProvider } from "./builtin/provider";
import { chooseModel } from "./choose";
import { type FailureReport, ModelFailure } from "./errors";
import { withFallback } from "./fallback";

type Part = StreamEvent | Error;
type Output = Extract<StreamEvent, { type: "response_done" }>["response"]["output"];

const started: StreamEvent = { type: "response_started" };
const raw: StreamEvent = { type: "model", event: { type: "response.output_item.added" } };
const delta = (text: string): StreamEvent => ({ type: "output_text_delta", delta: text });
const done = (text: string): StreamEvent => ({
  type: "response_done",
  response: { id: "r", usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 }, output: said(text) },
});
const said = (text: string): Output => [
  { type: "message", role: "assistant", status: "completed", content: [{ type: "output_text", text }] },
];
const down = new ModelFailure("model_unreachable", "gone");

/** Answers each call with the next script, and fails a test that asks more often. */
class Scripted implements Model {
  readonly requests: ModelRequest[] = [];
  readonly #scripts: Part[][];
  constructor(...scripts: Part[][]) {
    this.#scripts = scripts;
  }
  async *getStreamedResponse(request: ModelRequest) {
    this.requests.push(request);
    const script = this.#scripts.shift();
    if (!script) throw new Error("an unexpected call");
    for (const part of script) {
      if (part instanceof Error) throw part;
      yield part;
    }
  }
  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    for await (const event of this.getStreamedResponse(request))
      if (event.type === "response_done") return { usage: new Usage(), output: event.response.output };
    throw new Error("no end");
  }
}

const request = (signal?: AbortSignal): ModelRequest => ({
  input: "Hello",
  modelSettings: {},
  tools: [],
  outputType: "text",
  handoffs: [],
  tracing: false,
  ...(signal ? { signal } : {}),
});

async function stream(model: Model, signal?: AbortSignal) {
  const events: StreamEvent[] = [];
  try {
    for await (const event of model.getStreamedResponse(request(signal))) events.push(event);
  } catch (failure) {
    return { events, failure };
  }
  return { events, failure: null };
}

describe("a model with a fallback", () => {
  it("passes on every event in its order while all is well, and asks the fallback nothing", async () => {
    const whole = [started, raw, delta("Hel"), raw, delta("lo"), done("Hello")];
    const told = vi.fn();
    const model = withFallback(new Scripted(whole), new Scripted(), told);
    expect(await stream(model)).toEqual({ events: whole, failure: null });
    expect(told).not.toHaveBeenCalled();
  });

  it("passes on a tool call, which comes without text", async () => {
    const call: StreamEvent = {
      type: "response_done",
      response: {
        id: "r",
        usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
        output: [{ type: "function_call", callId: "c", name: "t", arguments: "{}", status: "completed" }],
      },
    };
    const model = withFallback(new Scripted([started, raw, call]), new Scripted(), vi.fn());
    expect((await stream(model)).events).toEqual([started, raw, call]);
  });

  it("lets the fallback answer the same request, and leaves nothing of the failed answer", async () => {
    const answer = [started, delta("Hi"), done("Hi")];
    const fallback = new Scripted(answer);
    const told = vi.fn<(report: FailureReport) => void>();
    const primary = new Scripted([started, raw, raw, down]);
    const model = withFallback(primary, fallback, told);
    expect(await stream(model)).toEqual({ events: answer, failure: null });
    expect(fallback.requests).toEqual(primary.requests);
    expect(told).toHaveBeenCalledExactlyOnceWith({
      code: "model_unreachable",
      retryable: true,
      logMessage: "model_unreachable: gone",
    });
  });

  it("stays with the fallback for the rest of the turn, and tells it once", async () => {
    const primary = new Scripted([down]);
    const fallback = new Scripted([done("one")], [done("two")], [done("three")]);
    const told = vi.fn();
    const model = withFallback(primary, fallback, told);
    await stream(model);
    await stream(model);
    expect((await model.getResponse(request())).output).toEqual(said("three"));
    expect(primary.requests).toHaveLength(1);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it("fails when text was shown: half of one answer and half of another is none", async () => {
    const fallback = new Scripted();
    const told = vi.fn();
    const model = withFallback(new Scripted([started, delta("Half"), down]), fallback, told);
    expect(await stream(model)).toEqual({ events: [started, delta("Half")], failure: down });
    expect(told).not.toHaveBeenCalled();
  });

  it("asks no other model after a stop", async () => {
    const stop = new AbortController();
    stop.abort();
    for (const error of [down, new DOMException("The run was stopped.", "AbortError")]) {
      const model = withFallback(new Scripted([started, error]), new Scripted(), vi.fn());
      expect(await stream(model, stop.signal)).toEqual({ events: [], failure: error });
    }
  });

  it("passes on what goes wrong in the fallback itself", async () => {
    const broken = new ModelFailure("model_error", "broken too");
    const model = withFallback(new Scripted([down]), new Scripted([broken]), vi.fn());
    expect((await stream(model)).failure).toBe(broken);
  });

  it("stands in for answers that are not streamed, too", async () => {
    const told = vi.fn();
    const model = withFallback(new Scripted([down]), new Scripted([done("Hi")]), told);
    expect((await model.getResponse(request())).output).toEqual(said("Hi"));
    expect(told).toHaveBeenCalledTimes(1);
  });
});

describe("choosing a fallback", () => {
  const remote = { provider: "openai", apiKey: "sk-test" } as const;

  it("is the built-in model's place, beside a remote one that asks for it", () => {
    expect(chooseModel({ ...remote, fallback: "builtin" }).fallback).toBeInstanceOf(BuiltinProvider);
    expect(chooseModel({ ...remote, fallback: "none" }).fallback).toBeNull();
    expect(chooseModel(remote).fallback).toBeNull();
    const compatible = { provider: "compatible", baseUrl: "http://127.0.0.1:1/v1", model: "m" } as const;
    expect(chooseModel({ ...compatible, fallback: "builtin" }).fallback).toBeInstanceOf(BuiltinProvider);
    expect(chooseModel({ provider: "builtin", fallback: "builtin" }).fallback).toBeNull();
  });
});
