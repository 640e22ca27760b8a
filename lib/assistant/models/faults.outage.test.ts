/**
 * What a call comes to when the provider refuses, is down, falls silent or breaks off: over HTTP, on both wires, before
 * a word, in the text and in a tool call. What a turn makes of it is tested in lib/assistant, on the database.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Breaker } from "@/lib/core/breaker";
import { createFakeOpenAI, type FakeOpenAI } from "@/tests/support/fake-openai";
import { type Given, LIMITS, providers, remoteTurn } from "@/tests/support/remote-turn";
import { chooseModel } from "./choose";
import { classifyModelError } from "./errors";
import { CLOCK } from "./retry";

describe.each(providers)("the %s provider", (provider) => {
  let fake: FakeOpenAI;
  beforeAll(async () => {
    fake = await createFakeOpenAI();
  });
  afterEach(() => {
    fake.requests.length = 0;
    fake.fired.clear();
  });
  afterAll(() => fake.close());

  const turn = (message: string, given: Given & { baseUrl?: string } = {}) =>
    remoteTurn(provider, given.baseUrl ?? fake.url, message, given);

  describe("refuses", () => {
    it.each([
      ["401", "model_unauthorized"],
      ["403", "model_unauthorized"],
      ["404", "model_not_found"],
      ["400", "model_error"],
    ])("with %s: one request, %s", async (status, code) => {
      const ended = await turn(`Hello #fault:${status}`);
      expect(ended).toMatchObject({ code, text: "", output: undefined, waits: [] });
      expect(fake.requests).toHaveLength(1);
    });

    it.each(["401", "403", "404"])("with %s: the built-in model answers at once", async (status) => {
      const ended = await turn(`Hello #fault:${status}`, { fallback: true });
      expect(ended.stood).toHaveLength(1);
      expect(ended.output).not.toBe("");
      expect(ended.text).toBe(ended.output);
      expect(fake.requests).toHaveLength(1);
    });
  });

  describe("is busy or broken", () => {
    it.each([
      ["429", "model_rate_limited"],
      ["500", "model_error"],
      ["502", "model_unreachable"],
      ["503", "model_unreachable"],
      ["504", "model_timeout"],
      ["reset", "model_unreachable"],
      ["cut #at:start", "model_unreachable"],
    ])("with %s: three requests, then %s", async (fault, code) => {
      const ended = await turn(`Hello #fault:${fault}`);
      expect(ended).toMatchObject({ code, text: "", output: undefined });
      expect(ended.waits).toHaveLength(2);
      expect(fake.requests).toHaveLength(3);
    });

    it.each(["429", "500", "503", "reset", "cut #at:start"])(
      "with %s twice: the third request is answered, and nobody notices",
      async (fault) => {
        const ended = await turn(`Hello #fault:${fault} #times:2`);
        expect(ended).toMatchObject({ failure: null, output: "Hello! How can I help you today?" });
        expect(ended.text).toBe(ended.output);
        expect(fake.requests).toHaveLength(3);
      },
    );

    it("waits as long as it is asked to, and a little longer", async () => {
      const ended = await turn("Hello #fault:429 #times:1 #after:3");
      expect(ended.failure).toBeNull();
      expect(ended.waits).toEqual([3_250]);
    });

    it("does not wait for longer than the retries may take", async () => {
      const ended = await turn("Hello #fault:429 #times:1 #after:60");
      expect(ended).toMatchObject({ code: "model_rate_limited", waits: [] });
      expect(fake.requests).toHaveLength(1);
    });

    it.each(["500", "reset"])("with %s: the built-in model answers after the retries", async (fault) => {
      const ended = await turn(`Hello #fault:${fault}`, { fallback: true });
      expect(ended.stood).toHaveLength(1);
      expect(ended.text).toBe(ended.output);
      expect(fake.requests).toHaveLength(3);
    });
  });

  describe("cannot be reached", () => {
    const noSuchName = "http://nobody.invalid/v1";
    const notTls = () => fake.url.replace("http:", "https:");
    const gone = async () => {
      const closed = await createFakeOpenAI();
      await closed.close();
      return closed.url;
    };
    it.each([
      ["nobody listens", gone],
      ["it has no address", async () => noSuchName],
      ["it speaks no TLS", async () => notTls()],
    ])("because %s: tried again, then named", async (_, url) => {
      const ended = await turn("Hello", { baseUrl: await url(), limits: { firstByteMs: 4_000 } });
      expect(ended).toMatchObject({ code: "model_unreachable", text: "" });
      expect(ended.waits).toHaveLength(2);
    });
  });

  describe("falls silent", () => {
    it.each(["hang", "stall #at:start", "stall #at:opened"])(
      "before a word (%s): no second request",
      async (fault) => {
        const ended = await turn(`Hello #fault:${fault}`);
        expect(ended).toMatchObject({ code: "model_timeout", text: "", waits: [] });
        expect(fake.requests).toHaveLength(1);
      },
    );

    it("in the text: what was shown stays, and is no answer", async () => {
      const ended = await turn("Hello #fault:stall", { fallback: true });
      expect(ended).toMatchObject({
        code: "model_timeout",
        text: "This answer breaks ",
        output: undefined,
        stood: [],
      });
    });

    it("in a tool call: the tool does not run", async () => {
      const ended = await turn("Hello #fault:stall #at:call");
      expect(ended).toMatchObject({ code: "model_timeout", text: "", ran: [] });
    });
  });

  describe("breaks off", () => {
    const faults = ["cut", "eof", "malformed", "error"] as const;
    it.each(faults)("with %s before a word: failed, and the built-in model answers", async (fault) => {
      for (const at of ["start", "opened"]) {
        const alone = await turn(`Hello #fault:${fault} #at:${at}`);
        expect(alone).toMatchObject({ text: "", output: undefined });
        expect(alone.code).toMatch(/^model_/);
        const ended = await turn(`Hello #fault:${fault} #at:${at}`, { fallback: true });
        expect(ended.failure).toBeNull();
        expect(ended.stood).toHaveLength(1);
        expect(ended.text).toBe(ended.output);
      }
    });

    it.each(faults)("with %s in the text: failed, with no second voice", async (fault) => {
      const ended = await turn(`Hello #fault:${fault}`, { fallback: true });
      expect(ended).toMatchObject({ text: "This answer breaks ", output: undefined, stood: [], waits: [] });
      expect(ended.code).toMatch(/^model_(?:incomplete|error)$/);
      expect(fake.requests).toHaveLength(1);
    });

    it.each(faults)("with %s in a tool call: the tool does not run", async (fault) => {
      const ended = await turn(`Hello #fault:${fault} #at:call`);
      expect(ended).toMatchObject({ text: "", output: undefined, ran: [] });
      expect(ended.code).toMatch(/^model_(?:incomplete|error)$/);
      expect(fake.requests).toHaveLength(1);
    });
  });

  it("is left alone after five failures, asked once after a rest, and used again when it answers", async () => {
    let now = 0;
    const message = "Hello #fault:500 #times:15";
    const chosen = chooseModel(
      { provider, apiKey: "sk-test", baseUrl: fake.url, model: "test-model" },
      {
        limits: LIMITS,
        clock: { ...CLOCK, now: () => now, sleep: async () => undefined },
        breaker: new Breaker(() => now),
      },
    );
    const ask = async () => {
      const model = await chosen.provider.getModel(chosen.name);
      const events = model.getStreamedResponse({
        input: message,
        modelSettings: {},
        tools: [],
        outputType: "text",
        handoffs: [],
        tracing: false,
      });
      try {
        for await (const event of events) if (event.type === "response_done") return "answered";
        return "nothing";
      } catch (error) {
        return classifyModelError(error).code;
      }
    };
    for (let n = 0; n < 5; n++) expect(await ask()).toBe("model_error");
    expect(fake.requests).toHaveLength(15);
    expect(await ask()).toBe("model_unavailable");
    now = 29_999;
    expect(await ask()).toBe("model_unavailable");
    expect(fake.requests).toHaveLength(15);
    now = 30_000;
    expect(await ask()).toBe("answered");
    expect(await ask()).toBe("answered");
    expect(fake.requests).toHaveLength(17);
  });
});
