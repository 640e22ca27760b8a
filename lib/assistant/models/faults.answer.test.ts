/**
 * What a call comes to when the answer itself is odd: unusual writing, no end, too much, nothing, or tool calls that no
 * model should make. Over HTTP, on both wires.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createFakeOpenAI, type FakeOpenAI } from "@/tests/support/fake-openai";
import { WHOLE_ANSWER } from "@/tests/support/fake-openai/faults";
import { type Given, providers, remoteTurn } from "@/tests/support/remote-turn";
import { MAX_CALLS, MAX_TEXT, REFUSAL_TEXT } from "./answer";

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
  const resultsSeen = () => fake.requests.at(-1)?.turn.toolResults ?? [];

  describe("writes in an unusual way", () => {
    const writings = ["bom", "crlf", "split", "unknown", "twice", "late", "utf8", "halves", "nul"];
    it.each(writings)("%s: the text is whole", async (fault) => {
      const ended = await turn(`Hello #fault:${fault}`, { limits: { idleMs: 5_000 } });
      expect(ended).toMatchObject({ failure: null, text: WHOLE_ANSWER, output: WHOLE_ANSWER });
      expect(fake.fired.get(fault)).toBe(1);
    });

    it.each(writings)("%s: so is a tool call, which runs once", async (fault) => {
      const ended = await turn(`Hello #fault:${fault} #at:call`, { limits: { idleMs: 5_000 } });
      expect(ended).toMatchObject({
        failure: null,
        text: WHOLE_ANSWER,
        output: WHOLE_ANSWER,
        ran: [WHOLE_ANSWER],
      });
    });

    it("in the wrong order: corrupt, and never an answer", async () => {
      const ended = await turn("Hello #fault:order", { fallback: true });
      expect(ended).toMatchObject({ code: "model_error", output: undefined, stood: [] });
    });
  });

  describe("never ends", () => {
    it("in the text: cut at its limit", async () => {
      const ended = await turn("Hello #fault:endless");
      expect(ended).toMatchObject({ code: "model_incomplete", output: undefined });
      expect(ended.text.length).toBeGreaterThan(MAX_TEXT / 2);
      expect(ended.text.length).toBeLessThanOrEqual(MAX_TEXT);
    });

    it("in a tool call: cut at the time limit at the latest, and the tool does not run", async () => {
      const ended = await turn("Hello #fault:endless #at:call", { limits: { wholeMs: 600 } });
      expect(ended.code).toMatch(/^model_(?:timeout|incomplete)$/);
      expect(ended).toMatchObject({ text: "", ran: [] });
    });

    it("drop by drop: watched until the time limit, and what came by then stays", async () => {
      const ended = await turn("Hello #fault:drip #every:40", {
        limits: { idleMs: 200, wholeMs: 600 },
      });
      expect(ended).toMatchObject({ code: "model_timeout", output: undefined });
      expect(ended.text).toMatch(/^This/);
    });

    it("drop by drop: goes to its end when there is time, however slow it is", async () => {
      const ended = await turn("Hello #fault:drip #every:2", { limits: { idleMs: 200 } });
      expect(ended.failure).toBeNull();
      expect(ended.text).toMatch(/It has come\.$/);
    });

    it("drop by drop: stops at once when it is told to", async () => {
      const stop = new AbortController();
      const shown: string[] = [];
      const ended = await turn("Hello #fault:drip #every:20", {
        signal: stop.signal,
        fallback: true,
        onText: (text) => {
          shown.push(text);
          if (text.length === 10) stop.abort();
        },
      });
      expect(ended).toMatchObject({ output: undefined, stood: [] });
      expect(shown.at(-1)?.length).toBeLessThan(15);
    });
  });

  describe("calls tools as no model should", () => {
    it.each(["badtool", "badjson", "badtypes", "bigargs"])(
      "%s: hears that it was wrong, and answers",
      async (fault) => {
        const ended = await turn(`Hello #fault:${fault}`);
        expect(ended).toMatchObject({ failure: null, ran: [] });
        expect(ended.output).not.toBe("");
        expect(fake.requests).toHaveLength(2);
        expect(resultsSeen()).toHaveLength(1);
        expect(resultsSeen()[0]?.output).not.toContain("30 days");
        expect(JSON.stringify(fake.requests.at(-1)?.body).length).toBeLessThan(10_000);
      },
    );

    it("fifty at once: the first few run", async () => {
      const ended = await turn("Hello #fault:manycalls");
      expect(ended.failure).toBeNull();
      expect(ended.ran).toEqual(Array.from({ length: MAX_CALLS }, (_, n) => `returns ${n}`));
    });

    it("two with one id: both run, each with an id of its own", async () => {
      const ended = await turn("Hello #fault:sameid");
      expect(ended.failure).toBeNull();
      expect([...ended.ran].sort()).toEqual(["refunds", "returns"]);
      expect(resultsSeen()).toHaveLength(2);
    });

    it("one call, sent twice: it runs once", async () => {
      const ended = await turn("Hello #fault:samecall");
      expect(ended).toMatchObject({ failure: null, ran: ["returns"] });
    });

    it("for ever: stopped by the limit of the run", async () => {
      const ended = await turn("Hello #fault:loop");
      expect(ended.output).toBeUndefined();
      expect(ended.failure).toMatchObject({ name: "MaxTurnsExceededError" });
      expect(fake.requests).toHaveLength(9);
    });
  });

  describe("answers with nothing one could show", { timeout: 60_000 }, () => {
    /** Two megabytes take their time on a busy machine, and it is not time that is asked about. */
    const patient = { firstByteMs: 20_000, idleMs: 20_000, wholeMs: 50_000 };

    it.each(["empty", "length", "filter"])("%s: failed", async (fault) => {
      const ended = await turn(`Hello #fault:${fault}`);
      expect(ended).toMatchObject({ code: "model_incomplete", output: undefined });
      expect(fake.requests).toHaveLength(1);
    });

    it("2 MB in one piece: failed, and nothing of it shown", async () => {
      const ended = await turn("Hello #fault:huge", { fallback: true, limits: patient });
      expect(ended).toMatchObject({ failure: null, stood: ["model_incomplete"] });
      expect(ended.text.length).toBeLessThan(10_000);
    });

    it("2 MB in the arguments of a call: the tool does not take them", async () => {
      const ended = await turn("Hello #fault:huge #at:call", { limits: patient });
      expect(ended.ran).toEqual([]);
      expect(ended.code).toMatch(/^model_incomplete$/);
    });

    it("a refusal: said in words of ours", async () => {
      const ended = await turn("Hello #fault:refusal");
      expect(ended).toMatchObject({ failure: null, text: REFUSAL_TEXT, output: REFUSAL_TEXT });
    });
  });
});
