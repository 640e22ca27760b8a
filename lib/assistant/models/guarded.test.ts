/** The time limits, on a clock of the test. That they end real connections is tested in faults.outage.test.ts. */
import type { Model, ModelRequest, ModelResponse, StreamEvent } from "@openai/agents-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_LIMITS, GuardedModel } from "./guarded";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const { firstByteMs, idleMs, wholeMs } = DEFAULT_LIMITS;
const delta: StreamEvent = { type: "output_text_delta", delta: "a" };
const done = (text: string): StreamEvent => ({
  type: "response_done",
  response: {
    id: "r",
    usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
    output: [
      { type: "message", role: "assistant", status: "completed", content: [{ type: "output_text", text }] },
    ],
  },
});

/** On the clock of the test, which takes no time. */
const passed = (ms: number) => new Promise<void>((wake) => void setTimeout(wake, ms));

/** Sends each event after its wait, and hears nothing of being told to stop: the limits must hold all the same. */
class Slow implements Model {
  readonly #script: [afterMs: number, event: StreamEvent][];
  signal: AbortSignal | undefined;
  constructor(...script: [number, StreamEvent][]) {
    this.#script = script;
  }
  async *getStreamedResponse(request: ModelRequest) {
    this.signal = request.signal;
    for (const [ms, event] of this.#script) {
      if (ms > 0) await passed(ms);
      yield event;
    }
  }
  getResponse(request: ModelRequest): Promise<ModelResponse> {
    this.signal = request.signal;
    return new Promise(() => undefined);
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

async function read(model: Model, { signal, pauseMs = 0 }: { signal?: AbortSignal; pauseMs?: number } = {}) {
  const guarded = new GuardedModel(model, "responses", DEFAULT_LIMITS);
  const began = Date.now();
  let text = "";
  let failure: unknown = null;
  const reading = (async () => {
    try {
      for await (const event of guarded.getStreamedResponse(request(signal))) {
        if (event.type === "output_text_delta") text += event.delta;
        if (pauseMs > 0) await passed(pauseMs);
      }
    } catch (error) {
      failure = error;
    }
    return { text, failure, ms: Date.now() - began };
  })();
  await vi.runAllTimersAsync();
  return reading;
}

describe("the limits of a remote model", () => {
  it("are those of the reliability bar", () => {
    expect(DEFAULT_LIMITS).toEqual({ firstByteMs: 20_000, idleMs: 15_000, wholeMs: 90_000 });
  });

  it("give the first event its time, and no more", async () => {
    expect(await read(new Slow([firstByteMs - 1, delta], [0, done("a")]))).toMatchObject({
      text: "a",
      failure: null,
    });
    const model = new Slow([firstByteMs + 1, delta], [0, done("a")]);
    expect(await read(model)).toMatchObject({
      text: "",
      failure: { code: "model_timeout" },
      ms: firstByteMs,
    });
    expect(model.signal?.aborted).toBe(true);
  });

  it("allow pauses in the answer, and no silence", async () => {
    const pauses = new Slow([0, delta], [idleMs - 1, delta], [idleMs - 1, done("aa")]);
    expect(await read(pauses)).toMatchObject({ text: "aa", failure: null });
    const silent = new Slow([0, delta], [idleMs + 1, done("a")]);
    expect(await read(silent)).toMatchObject({
      text: "a",
      failure: { code: "model_timeout", isOutage: true },
      ms: idleMs,
    });
  });

  it("end an answer that goes on and on, without blaming the provider", async () => {
    const letters = Array.from({ length: 200 }, (): [number, StreamEvent] => [1_000, delta]);
    const { text, failure, ms } = await read(new Slow(...letters));
    expect(failure).toMatchObject({ code: "model_timeout", isOutage: false });
    expect(ms).toBe(wholeMs);
    expect(text.length).toBeGreaterThan(85);
  });

  it("do not count the reader's own pauses as silence", async () => {
    const model = new Slow([0, delta], [0, delta], [0, done("aa")]);
    expect(await read(model, { pauseMs: idleMs * 1.5 })).toMatchObject({ text: "aa", failure: null });
  });

  it("hold for the whole answer, though it passed while the reader was away", async () => {
    const model = new Slow([0, delta], [0, delta], [0, delta], [0, done("aaa")]);
    const { text, failure } = await read(model, { pauseMs: wholeMs * 0.6 });
    expect(failure).toMatchObject({ code: "model_timeout", isOutage: false });
    expect(text).toBe("aa");
    expect(model.signal?.aborted).toBe(true);
  });

  it("let a connection come to its end, so that it can be used again", async () => {
    let ended = false;
    const model: Model = {
      getResponse: () => Promise.reject(new Error("not streamed")),
      async *getStreamedResponse() {
        yield delta;
        yield done("a");
        await passed(10);
        ended = true;
      },
    };
    expect(await read(model)).toMatchObject({ failure: null });
    expect(ended).toBe(true);
  });

  it("hold for answers that are not streamed", async () => {
    const guarded = new GuardedModel(new Slow(), "responses", DEFAULT_LIMITS);
    const answer = expect(guarded.getResponse(request())).rejects.toMatchObject({ code: "model_timeout" });
    await vi.advanceTimersByTimeAsync(wholeMs);
    await answer;
  });

  it("call a stop a stop, whatever the model makes of it, and never a failure", async () => {
    const stop = new AbortController();
    const model: Model = {
      ...new Slow(),
      getResponse: () => Promise.reject(new TypeError("terminated")),
      async *getStreamedResponse() {
        yield delta;
        stop.abort();
        throw new TypeError("terminated");
      },
    };
    expect(await read(model, { signal: stop.signal })).toMatchObject({
      text: "a",
      failure: { name: "AbortError" },
    });
    const whole = new GuardedModel(model, "responses", DEFAULT_LIMITS).getResponse(request(stop.signal));
    await expect(whole).rejects.toMatchObject({ name: "AbortError" });
  });

  it("leave no timer behind, however the answer ends", async () => {
    const guarded = new GuardedModel(new Slow([0, delta], [0, delta]), "responses", DEFAULT_LIMITS);
    for await (const _ of guarded.getStreamedResponse(request())) break;
    await read(new Slow([0, delta], [0, done("a")]));
    expect(vi.getTimerCount()).toBe(0);
  });

  it("do not keep a complete answer waiting for a connection that stays open", async () => {
    const lingering = new Slow([0, delta], [0, done("a")], [60_000, delta]);
    const model = new GuardedModel(lingering, "responses", DEFAULT_LIMITS);
    const events: string[] = [];
    const reading = (async () => {
      for await (const event of model.getStreamedResponse(request())) events.push(event.type);
    })();
    await vi.advanceTimersByTimeAsync(1_000);
    await reading;
    expect(events).toEqual(["output_text_delta", "response_done"]);
  });
});
