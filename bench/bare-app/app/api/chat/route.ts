/**
 * What Baton's chat route is measured against: the same SDK, model and wire, answering with a UI message stream, and
 * nothing else. No session, no limits, no database, no tools; nobody but the sender sees the answer.
 */
import { Agent, Runner, type RunStreamEvent, setTracingDisabled } from "@openai/agents-core";
import { OpenAIProvider } from "@openai/agents-openai";
import { createUIMessageStreamResponse, type UIMessageChunk } from "ai";
import OpenAI from "openai";

setTracingDisabled(true);
const runner = new Runner({
  model: "bench",
  tracingDisabled: true,
  modelProvider: new OpenAIProvider({
    openAIClient: new OpenAI({ apiKey: "none", baseURL: process.env.OPENAI_BASE_URL, maxRetries: 0 }),
    useResponses: process.env.BENCH_WIRE === "responses",
    useResponsesWebSocket: false,
  }),
});
const agent = new Agent({
  name: "Customer Success Agent",
  instructions: "Answer the customer's question in a few sentences.",
  modelSettings: { maxTokens: 4_096 },
});

/** Whether it is there. */
export const GET = (): Response => new Response("ok");

export async function POST(request: Request): Promise<Response> {
  const { text } = (await request.json()) as { text: string };
  const run = await runner.run(agent, text, { stream: true, signal: request.signal });
  const stream = new ReadableStream<UIMessageChunk>({
    async start(controller) {
      await relay(run, (chunk) => controller.enqueue(chunk));
      controller.close();
    },
  });
  return createUIMessageStreamResponse({
    stream,
    headers: { "cache-control": "private, no-store, no-transform" },
  });
}

async function relay(
  run: AsyncIterable<RunStreamEvent>,
  send: (chunk: UIMessageChunk) => void,
): Promise<void> {
  send({ type: "start" });
  send({ type: "start-step" });
  let open = false;
  for await (const event of run) {
    if (event.type !== "raw_model_stream_event" || event.data.type !== "output_text_delta") continue;
    if (!open) send({ type: "text-start", id: "t0" });
    open = true;
    send({ type: "text-delta", id: "t0", delta: event.data.delta });
  }
  if (open) send({ type: "text-end", id: "t0" });
  send({ type: "finish-step" });
  send({ type: "finish", finishReason: "stop" });
}
