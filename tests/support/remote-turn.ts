/**
 * One turn of the assistant on a remote model, as the product runs it but without a database: for tests of what
 * becomes of an answer when its provider misbehaves. Waits between tries are noted down instead of waited.
 */
import { Agent, Runner, setTracingDisabled, tool } from "@openai/agents-core";
import { z } from "zod";
import { chooseModel } from "@/lib/assistant/models/choose";
import { classifyModelError, type ModelFailureCode } from "@/lib/assistant/models/errors";
import { withFallback } from "@/lib/assistant/models/fallback";
import { CLOCK, type Clock } from "@/lib/assistant/models/retry";

/** Short, so that silence is noticed in a moment; long beside what an answer takes here. */
export const LIMITS = { firstByteMs: 500, idleMs: 500, wholeMs: 5_000 };

export const providers = ["openai", "compatible"] as const;
export type Provider = (typeof providers)[number];

export type Given = {
  limits?: Partial<typeof LIMITS>;
  signal?: AbortSignal;
  onText?: (text: string) => void;
  fallback?: boolean;
};

/** @param baseUrl of the provider. Of its tools there is one, a search; `ran` has what it was asked. */
export async function remoteTurn(provider: Provider, baseUrl: string, message: string, given: Given = {}) {
  setTracingDisabled(true);
  const waits: number[] = [];
  const clock: Clock = {
    ...CLOCK,
    random: () => 0.5,
    sleep: async (ms) => void waits.push(ms),
  };
  const chosen = chooseModel(
    {
      provider,
      apiKey: "sk-test-1234567890abcdef",
      baseUrl,
      model: "test-model",
      fallback: "builtin",
    },
    { limits: { ...LIMITS, ...given.limits }, clock },
  );
  const primary = await chosen.provider.getModel(chosen.name);
  const stood: ModelFailureCode[] = [];
  const builtin = given.fallback ? await chosen.fallback?.getModel() : undefined;
  const model = builtin ? withFallback(primary, builtin, ({ code }) => stood.push(code)) : primary;
  const ran: string[] = [];
  const search = tool({
    name: "search_knowledge_base",
    description: "Searches the help center.",
    parameters: z.object({
      query: z.string().max(256),
      category: z.string().nullable(),
      max_results: z.number().int(),
    }),
    errorFunction: () => JSON.stringify({ error: "The arguments are invalid." }),
    execute: async ({ query }) => {
      ran.push(query);
      return {
        answerable: true,
        results: [{ ref: "k1", title: "Returns", passage: "30 days.", link: "/help/returns" }],
      };
    },
  });
  const agent = new Agent({ name: "Customer Success", instructions: "You help customers.", tools: [search] });
  const runner = new Runner({
    modelProvider: { getModel: () => model },
    model: chosen.name,
    toolNotFoundBehavior: "return_error_to_model",
  });
  const stream = await runner.run(agent, message, {
    stream: true,
    maxTurns: 9,
    ...(given.signal ? { signal: given.signal } : {}),
  });
  let text = "";
  let failure: unknown = null;
  try {
    for await (const event of stream) {
      if (event.type !== "raw_model_stream_event" || event.data.type !== "output_text_delta") continue;
      text += event.data.delta;
      given.onText?.(text);
    }
    await stream.completed;
  } catch (error) {
    failure = error;
  }
  const output = failure || stream.cancelled ? undefined : stream.finalOutput;
  return {
    text,
    failure,
    code: failure ? classifyModelError(failure).code : null,
    output,
    ran,
    waits,
    stood,
  };
}
