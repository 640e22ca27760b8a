import { Agent, Runner, setTracingDisabled, tool } from "@openai/agents-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createFakeOpenAI, type FakeOpenAI, WRONG_KEY } from "@/tests/support/fake-openai";
import { chooseModel } from "./choose";
import { classifyModelError, isStop } from "./errors";
import { CLOCK } from "./retry";

const KEY = "sk-test-1234567890abcdef";
/** Short, so that a hanging server is noticed in a moment; long beside what an answer takes here. */
const LIMITS = { firstByteMs: 400, idleMs: 400, wholeMs: 800 };
/** Without a wait between two tries. */
const clock = { ...CLOCK, random: () => 0 };

let fake: FakeOpenAI;

beforeAll(async () => {
  setTracingDisabled(true);
  fake = await createFakeOpenAI();
});
afterEach(() => {
  fake.script();
  fake.requests.length = 0;
});
afterAll(() => fake.close());

const search = tool({
  name: "search_knowledge_base",
  description: "Searches the help center.",
  parameters: z.object({ query: z.string(), category: z.string().nullable(), max_results: z.number().int() }),
  execute: async () => ({
    answerable: true,
    results: [
      {
        ref: "k1",
        title: "Returns",
        heading: null,
        passage: "You can return items for 30 days.",
        score: 1,
        link: "/help/returns",
      },
    ],
  }),
});

async function run(
  provider: "openai" | "compatible",
  message: string,
  options: { apiKey?: string; baseUrl?: string; signal?: AbortSignal; limits?: typeof LIMITS } = {},
) {
  const chosen = chooseModel(
    { provider, apiKey: options.apiKey ?? KEY, baseUrl: options.baseUrl ?? fake.url, model: "test-model" },
    { limits: options.limits ?? LIMITS, clock },
  );
  const agent = new Agent({ name: "Customer Success", instructions: "You help customers.", tools: [search] });
  const runner = new Runner({ modelProvider: chosen.provider, model: chosen.name });
  const stream = await runner.run(agent, message, {
    stream: true,
    maxTurns: 4,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  let text = "";
  let failure: unknown = null;
  try {
    for await (const event of stream) {
      if (event.type === "raw_model_stream_event" && event.data.type === "output_text_delta")
        text += event.data.delta;
    }
    await stream.completed;
  } catch (error) {
    failure = error;
  }
  return {
    text,
    failure,
    output: failure || stream.cancelled ? undefined : stream.finalOutput,
    cancelled: stream.cancelled,
    usage: stream.state.usage,
  };
}

describe.each(["openai", "compatible"] as const)("the %s provider", (provider) => {
  it("searches, then answers with the passage and its marker", async () => {
    const { text, output, failure, usage } = await run(provider, "How long can I return items?");
    expect(failure).toBeNull();
    expect(output).toBe("You can return items for 30 days. [[k1]]");
    expect(text).toBe(output);
    expect(usage.totalTokens).toBeGreaterThan(0);
    const path = provider === "openai" ? "/v1/responses" : "/v1/chat/completions";
    expect(fake.requests.map((request) => request.path)).toEqual([path, path]);
    expect(fake.requests.map((request) => request.turn.model)).toEqual(["test-model", "test-model"]);
    expect(fake.requests[1]?.turn.toolResults).toMatchObject([{ name: "search_knowledge_base" }]);
  });

  it.each([
    ["401", "model_unauthorized", false, 1],
    ["429", "model_rate_limited", true, 3],
    ["500", "model_error", true, 3],
    ["cut", "model_incomplete", true, 1],
    ["eof", "model_incomplete", true, 1],
    ["hang", "model_timeout", true, 1],
    ["stall", "model_timeout", true, 1],
    ["malformed", "model_error", false, 1],
    ["empty", "model_incomplete", true, 1],
    ["length", "model_incomplete", true, 1],
  ] as const)("names the fault %s as %s", async (fault, code, retryable, requests) => {
    const { failure, output } = await run(provider, `Please answer #fault:${fault}`);
    expect(output).toBeUndefined();
    const report = classifyModelError(failure);
    expect(report).toMatchObject({ code, retryable });
    expect(report.logMessage).not.toContain("sk-");
    expect(report.logMessage).not.toContain("Incorrect API key");
    expect(fake.requests).toHaveLength(requests);
  });

  it("names a wrong key without repeating it", async () => {
    const report = classifyModelError((await run(provider, "Hello", { apiKey: WRONG_KEY })).failure);
    expect(report.code).toBe("model_unauthorized");
    expect(report.logMessage).not.toContain("wrong");
  });

  it("names a server that is not there", async () => {
    const gone = await createFakeOpenAI();
    await gone.close();
    const report = classifyModelError(
      (await run(provider, "Hello", { baseUrl: gone.url, limits: { ...LIMITS, firstByteMs: 15_000 } }))
        .failure,
    );
    expect(report).toMatchObject({ code: "model_unreachable", retryable: true });
  });

  it("stops when the run is cancelled, and calls that no failure", async () => {
    const controller = new AbortController();
    const running = run(provider, "Please answer #fault:stall", { signal: controller.signal });
    controller.abort();
    const { failure, cancelled } = await running;
    expect(cancelled || isStop(failure)).toBe(true);
  });

  it("fails as loudly when the answer is not streamed", async () => {
    const chosen = chooseModel(
      { provider, apiKey: KEY, baseUrl: fake.url, model: "test-model" },
      { limits: LIMITS },
    );
    const runner = new Runner({ modelProvider: chosen.provider, model: chosen.name });
    const agent = new Agent({
      name: "Customer Success",
      instructions: "You help customers.",
      tools: [search],
    });
    const good = await runner.run(agent, "How long can I return items?");
    expect(good.finalOutput).toBe("You can return items for 30 days. [[k1]]");
    const expected = {
      hang: "model_timeout",
      empty: "model_incomplete",
      length: "model_incomplete",
      "401": "model_unauthorized",
    };
    for (const [fault, code] of Object.entries(expected)) {
      const failure: unknown = await runner.run(agent, `Answer #fault:${fault}`).then(
        () => null,
        (error: unknown) => error,
      );
      expect(classifyModelError(failure).code).toBe(code);
    }
  });
});

describe("choosing a model", () => {
  it("always has a name, and says what is missing", () => {
    expect(chooseModel({ provider: "builtin" })).toMatchObject({ name: "builtin", label: "Built-in model" });
    expect(chooseModel({ provider: "openai", apiKey: KEY }).name).not.toBe("");
    expect(chooseModel({ provider: "openai", apiKey: KEY, model: "gpt-x" })).toMatchObject({
      name: "gpt-x",
      label: "OpenAI gpt-x",
    });
    expect(() => chooseModel({ provider: "openai" })).toThrow("OPENAI_API_KEY");
    expect(() => chooseModel({ provider: "compatible", model: "m" })).toThrow("OPENAI_BASE_URL");
    expect(() => chooseModel({ provider: "compatible", baseUrl: "http://127.0.0.1:1/v1" })).toThrow(
      "MODEL_NAME",
    );
  });
});
