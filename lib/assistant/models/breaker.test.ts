import type { Model, ModelRequest, StreamEvent } from "@openai/agents-core";
import { beforeEach, describe, expect, it } from "vitest";
import {
  Breaker,
  type BreakerState,
  OPENS_AFTER,
  type Outcome,
  REST_MS,
  WINDOW_MS,
} from "@/lib/core/breaker";
import { withBreaker } from "./breaker";
import { ModelFailure } from "./errors";

let now: number;
let states: BreakerState[];
let breaker: Breaker;

beforeEach(() => {
  now = 1_000;
  states = [];
  breaker = new Breaker(
    () => now,
    (state) => states.push(state),
  );
});

const call = (outcome: Outcome) => {
  const report = breaker.admit();
  report?.(outcome);
  return report !== null;
};
const open = () => {
  for (let n = 0; n < OPENS_AFTER; n++) call("outage");
};

describe("a breaker", () => {
  it("lets everything through at first", () => {
    expect([call("success"), call("outage"), call("answered")]).toEqual([true, true, true]);
    expect(breaker.state).toBe("closed");
  });

  it("opens after five outages in a row", () => {
    for (let n = 1; n < OPENS_AFTER; n++) call("outage");
    expect(breaker.state).toBe("closed");
    call("outage");
    expect(breaker.state).toBe("open");
    expect(breaker.admit()).toBeNull();
    expect(states).toEqual(["open"]);
  });

  it("starts counting anew after a success, and not after anything else", () => {
    for (let n = 1; n < OPENS_AFTER; n++) call("outage");
    call("success");
    for (let n = 1; n < OPENS_AFTER; n++) call("outage");
    call("answered");
    call("abandoned");
    expect(breaker.state).toBe("closed");
    call("outage");
    expect(breaker.state).toBe("open");
  });

  it("forgets outages that are older than the window", () => {
    call("outage");
    now += WINDOW_MS;
    for (let n = 1; n < OPENS_AFTER; n++) call("outage");
    expect(breaker.state).toBe("closed");
    call("outage");
    expect(breaker.state).toBe("open");
  });

  it("rests, then lets one call try and nobody else", () => {
    open();
    now += REST_MS - 1;
    expect(breaker.admit()).toBeNull();
    now += 1;
    const probe = breaker.admit();
    expect(probe).not.toBeNull();
    expect(breaker.admit()).toBeNull();
    probe?.("success");
    expect(breaker.state).toBe("closed");
    expect(call("success")).toBe(true);
    expect(states).toEqual(["open", "half_open", "closed"]);
  });

  it("rests again when the try fails", () => {
    open();
    now += REST_MS;
    breaker.admit()?.("outage");
    expect(breaker.state).toBe("open");
    now += REST_MS - 1;
    expect(breaker.admit()).toBeNull();
    now += 1;
    expect(breaker.admit()).not.toBeNull();
  });

  it("closes when the try is answered, if not well: the provider is there", () => {
    open();
    now += REST_MS;
    call("answered");
    expect(breaker.state).toBe("closed");
  });

  it("lets the next call try when nobody waited for the first", () => {
    open();
    now += REST_MS;
    call("abandoned");
    expect(breaker.state).toBe("half_open");
    expect(breaker.admit()).not.toBeNull();
  });

  it("believes the first report of a call alone", () => {
    for (let n = 0; n < OPENS_AFTER; n++) {
      const report = breaker.admit();
      report?.("success");
      report?.("outage");
    }
    expect(breaker.state).toBe("closed");
  });

  it("does not hear late news of calls from before it opened", () => {
    const early = breaker.admit();
    const failing = breaker.admit();
    open();
    early?.("success");
    expect(breaker.state).toBe("open");
    now += REST_MS;
    const probe = breaker.admit();
    failing?.("outage");
    expect(breaker.state).toBe("half_open");
    probe?.("success");
    expect(breaker.state).toBe("closed");
  });
});

describe("a model behind a breaker", () => {
  const request: ModelRequest = {
    input: "Hello",
    modelSettings: {},
    tools: [],
    outputType: "text",
    handoffs: [],
    tracing: false,
  };
  const started: StreamEvent = { type: "response_started" };
  const model = (...parts: (StreamEvent | Error)[]): Model => ({
    async getResponse() {
      throw parts[0];
    },
    async *getStreamedResponse() {
      for (const part of parts) {
        if (part instanceof Error) throw part;
        yield part;
      }
    },
  });
  const read = async (inner: Model) => {
    try {
      for await (const _ of withBreaker(inner, breaker).getStreamedResponse(request));
      return null;
    } catch (error) {
      return error;
    }
  };
  const times = async (n: number, inner: Model) => {
    for (let i = 0; i < n; i++) await read(inner);
    return breaker.state;
  };

  it.each(["model_unreachable", "model_timeout", "model_rate_limited"] as const)(
    "counts %s",
    async (code) => {
      expect(await times(OPENS_AFTER, model(started, new ModelFailure(code, "x")))).toBe("open");
    },
  );

  it("counts faults of the server and answers that were cut off by it", async () => {
    const serverError = new ModelFailure("model_error", "500", { isOutage: true });
    const cut = new ModelFailure("model_incomplete", "cut", { isOutage: true });
    await times(2, model(serverError));
    expect(await times(3, model(started, cut))).toBe("open");
  });

  it.each(["model_unauthorized", "model_not_found", "model_error", "model_incomplete"] as const)(
    "does not count %s: no customer's question and no setting may take the model away",
    async (code) => {
      expect(await times(OPENS_AFTER * 2, model(started, new ModelFailure(code, "x")))).toBe("closed");
    },
  );

  it("does not count stops, or readers who leave", async () => {
    await times(OPENS_AFTER, model(new DOMException("stop", "AbortError")));
    for (let n = 0; n < OPENS_AFTER; n++)
      for await (const _ of withBreaker(
        model(started, new ModelFailure("model_timeout", "x")),
        breaker,
      ).getStreamedResponse(request))
        break;
    expect(breaker.state).toBe("closed");
  });

  it("gives the try back when its reader leaves", async () => {
    await times(OPENS_AFTER, model(new ModelFailure("model_timeout", "x")));
    now += REST_MS;
    for await (const _ of withBreaker(model(started), breaker).getStreamedResponse(request)) break;
    expect(await read(model(started))).toBeNull();
    expect(breaker.state).toBe("closed");
  });

  it("fails at once while it is open, without asking anybody", async () => {
    await times(OPENS_AFTER, model(new ModelFailure("model_timeout", "x")));
    expect(await read(model(started))).toMatchObject({ code: "model_unavailable" });
    const whole = withBreaker(model(new Error("asked")), breaker).getResponse(request);
    await expect(whole).rejects.toMatchObject({ code: "model_unavailable" });
  });

  it("counts answers that are not streamed, too", async () => {
    const failing = withBreaker(model(new ModelFailure("model_timeout", "x")), breaker);
    for (let n = 0; n < OPENS_AFTER; n++) await failing.getResponse(request).catch(() => undefined);
    expect(breaker.state).toBe("open");
  });
});
