import type { Model, ModelRequest, ModelResponse, StreamEvent } from "@openai/agents-core";
import { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ModelFailure } from "./errors";
import { CLOCK, type Clock, RETRY_WITHIN_MS, withRetries } from "./retry";

const done: StreamEvent = {
  type: "response_done",
  response: { id: "r", usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 }, output: [] },
};
const busy = (status: number, headers: Record<string, string> = {}) =>
  APIError.generate(status, { error: { message: "no" } }, "no", new Headers(headers));
const refused = new APIConnectionError({
  cause: Object.assign(new TypeError("fetch failed"), {
    cause: Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }),
  }),
});

/** Fails with each of these in turn, then answers. `ms` passes in each try. */
function failing(failures: unknown[], clock?: { pass: (ms: number) => void }, ms = 0) {
  const left = [...failures];
  let calls = 0;
  const next = () => {
    calls += 1;
    clock?.pass(ms);
    if (left.length > 0) throw left.shift();
  };
  const model: Model = {
    async getResponse(): Promise<ModelResponse> {
      next();
      return { output: [] } as unknown as ModelResponse;
    },
    async *getStreamedResponse() {
      next();
      yield done;
    },
  };
  return { model, calls: () => calls };
}

/** A clock whose waits take no time but are noted down. */
function fakeClock(random = 0.5) {
  let now = 1_000;
  const waits: number[] = [];
  const pass = (ms: number) => {
    now += ms;
  };
  const clock: Clock = {
    now: () => now,
    random: () => random,
    sleep: async (ms) => {
      waits.push(ms);
      pass(ms);
    },
  };
  return { clock, waits, pass };
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

async function read(model: Model, signal?: AbortSignal): Promise<unknown> {
  try {
    for await (const event of model.getStreamedResponse(request(signal)))
      if (event.type === "response_done") return null;
    return "no end";
  } catch (error) {
    return error;
  }
}

describe("a model with retries", () => {
  it.each([429, 500, 502, 503, 504])("is asked twice more after %i", async (status) => {
    const { clock, waits } = fakeClock();
    const twice = failing([busy(status), busy(status)]);
    expect(await read(withRetries(twice.model, clock))).toBeNull();
    expect(waits).toEqual([250, 500]);
    const last = busy(status);
    const often = failing([busy(status), busy(status), last]);
    expect(await read(withRetries(often.model, clock))).toBe(last);
    expect(often.calls()).toBe(3);
  });

  it.each([400, 401, 403, 404, 408, 409, 413, 422, 501])("is not asked again after %i", async (status) => {
    const failure = busy(status);
    const once = failing([failure]);
    expect(await read(withRetries(once.model, fakeClock().clock))).toBe(failure);
    expect(once.calls()).toBe(1);
  });

  it("is asked again when it could not be reached, and not when it took too long", async () => {
    expect(await read(withRetries(failing([refused, refused]).model, fakeClock().clock))).toBeNull();
    const late = new APIConnectionTimeoutError();
    expect(await read(withRetries(failing([late]).model, fakeClock().clock))).toBe(late);
  });

  it("is asked again for answers that are not streamed, too", async () => {
    const { model, calls } = failing([busy(503), refused]);
    await withRetries(model, fakeClock().clock).getResponse(request());
    expect(calls()).toBe(3);
  });

  it("is not asked again for a bad answer or for an error of our own", async () => {
    for (const failure of [new ModelFailure("model_incomplete", "half"), new TypeError("a bug")])
      expect(await read(withRetries(failing([failure]).model, fakeClock().clock))).toBe(failure);
  });

  it("is not asked again when an event had come, whatever it was", async () => {
    const failure = busy(500);
    let calls = 0;
    const model: Model = {
      ...failing([]).model,
      async *getStreamedResponse() {
        calls += 1;
        yield { type: "response_started" };
        throw failure;
      },
    };
    expect(await read(withRetries(model, fakeClock().clock))).toBe(failure);
    expect(calls).toBe(1);
  });

  describe("waits", () => {
    it.each([
      [0, [0, 0]],
      [1, [500, 1_000]],
    ])("any time up to a backoff that doubles (%d)", async (random, expected) => {
      const { clock, waits } = fakeClock(random);
      await read(withRetries(failing([busy(500), busy(500)]).model, clock));
      expect(waits).toEqual(expected);
    });

    it.each([
      [{ "retry-after": "2" }, 2_250],
      [{ "retry-after": "0" }, 0],
      [{ "retry-after-ms": "40" }, 60],
      [{ "retry-after-ms": "40", "retry-after": "9" }, 60],
      [{ "retry-after": "soon" }, 250],
      [{ "retry-after": "-3" }, 250],
    ])("as long as the server says: %j", async (headers, expected) => {
      const { clock, waits } = fakeClock();
      await read(withRetries(failing([busy(429, headers)]).model, clock));
      expect(waits).toEqual([expected]);
    });

    it("until the date that the server says", async () => {
      vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-01T00:00:00Z") });
      const { clock, waits } = fakeClock(0);
      await read(
        withRetries(failing([busy(503, { "retry-after": "Thu, 01 Jan 2026 00:00:03 GMT" })]).model, clock),
      );
      expect(waits).toEqual([3_000]);
    });

    it("for nothing that does not fit: then it fails at once", async () => {
      const failure = busy(429, { "retry-after": "16" });
      const { clock, waits } = fakeClock(0);
      expect(await read(withRetries(failing([failure]).model, clock))).toBe(failure);
      expect(waits).toEqual([]);
    });

    it("no longer than the retries may take, the tries themselves included", async () => {
      const time = fakeClock(0);
      const slow = failing([busy(500), busy(500)], time, RETRY_WITHIN_MS * 0.6);
      expect(await read(withRetries(slow.model, time.clock))).toMatchObject({ status: 500 });
      expect(slow.calls()).toBe(2);
    });
  });

  describe("after a stop", () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());

    it("is not asked again", async () => {
      const stop = new AbortController();
      stop.abort();
      const failure = busy(500);
      const { model, calls } = failing([failure]);
      expect(await read(withRetries(model), stop.signal)).toBe(failure);
      expect(calls()).toBe(1);
    });

    it("ends a wait at once", async () => {
      const stop = new AbortController();
      const { model, calls } = failing([busy(429, { "retry-after": "10" })]);
      // The real sleep, which no timer of the test moves on.
      const clock: Clock = {
        ...CLOCK,
        sleep: (ms, signal) => {
          const sleep = CLOCK.sleep(ms, signal);
          stop.abort();
          return sleep;
        },
      };
      expect(await read(withRetries(model, clock), stop.signal)).toMatchObject({ name: "AbortError" });
      expect(calls()).toBe(1);
    });
  });
});
