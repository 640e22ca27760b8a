/** What one customer may use of the assistant in a day, and what becomes of a run beyond it. */
import { Usage } from "@openai/agents-core";
import { assistantMessage, ScriptedModel } from "@openai/agents-core/testing";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { as } from "@/db/client";
import { runs } from "@/db/schema/runs";
import { Journal } from "@/lib/assistant/journal";
import { BuiltinProvider } from "@/lib/assistant/models/builtin/provider";
import type { ChosenModel } from "@/lib/assistant/models/choose";
import { runTurn } from "@/lib/assistant/turn";
import { type AssistantViewer, assistantViewer, type CustomerViewer, systemViewer } from "@/lib/auth/viewer";
import { startConversation } from "@/lib/conversations/commands";
import { getConversation } from "@/lib/conversations/queries";
import * as environment from "@/lib/core/env";
import { newId } from "@/lib/core/ids";
import { postMessage } from "@/lib/messages/commands";
import { listMessages } from "@/lib/messages/queries";
import { makeAgent, makeConversation, makeCustomer, makeRun } from "@/tests/support/factories";
import { bookTokens, takeAllowance } from "./budget";
import { getProgress } from "./queries";

const shelf = globalThis as typeof globalThis & { batonModel?: ChosenModel };
let casey: CustomerViewer;
let id: string;

beforeEach(async () => {
  casey = await makeCustomer();
  ({ id } = await startConversation(casey, { person: false }));
  set({ ASSISTANT_DAILY_RUNS: 2, ASSISTANT_DAILY_TOKENS: 1_000 });
});
afterEach(() => {
  delete shelf.batonModel;
});

function set(change: Partial<environment.Env>): void {
  const given = { ...environment.env(), ...change };
  vi.spyOn(environment, "env").mockReturnValue(given);
}

/** A model that has an answer for each turn, and costs what is said. */
function scripted(answers: number, inputTokens: number, outputTokens: number, fallback = true): void {
  const model = new ScriptedModel(
    Array.from({ length: answers }, () => ({
      output: [assistantMessage("Here you are.")],
      usage: new Usage({ requests: 1, inputTokens, outputTokens, totalTokens: inputTokens + outputTokens }),
    })),
  );
  shelf.batonModel = {
    provider: { getModel: () => model },
    name: "scripted",
    label: "Scripted",
    fallback: fallback ? new BuiltinProvider() : null,
  };
}

async function ask(text: string) {
  const { runId } = await postMessage(casey, id, { id: newId(), text });
  if (!runId) throw new Error("nothing was queued");
  await runTurn(runId);
  const [run] = await as(systemViewer("test"), (tx) => tx.select().from(runs).where(eq(runs.id, runId)));
  return run;
}

it("keeps what a run has used and cost", async () => {
  set({ MODEL_PRICE_INPUT: 0.25, MODEL_PRICE_OUTPUT: 2 });
  scripted(1, 400, 50);
  expect(await ask("Hello there")).toMatchObject({
    usage: { requests: 1, inputTokens: 400, outputTokens: 50 },
    costMicros: 400 * 0.25 + 50 * 2,
    fallbackFrom: null,
  });
});

it("lets the built-in model answer when the tokens of the day are used up, and says so", async () => {
  set({ MODEL_PRICE_INPUT: 1, MODEL_PRICE_OUTPUT: 1 });
  scripted(1, 900, 200);
  expect(await ask("Hello there")).toMatchObject({
    state: "completed",
    fallbackFrom: null,
    costMicros: 1_100,
  });
  expect(await ask("Thank you")).toMatchObject({ state: "completed", fallbackFrom: "budget", costMicros: 0 });
  const { items } = await listMessages(casey, id, { after: 0, limit: 50 });
  expect(items.at(-1)).toMatchObject({ fallback: true });
});

it("brings in a person where the built-in model may not answer", async () => {
  scripted(1, 900, 200, false);
  await ask("Hello there");
  await ask("Thank you");
  expect(await getConversation(await makeAgent(), id)).toMatchObject({
    owner: { kind: "queue" },
    handover: { reason: "budget" },
  });
});

it("brings in a person when the answers of the day are used up", async () => {
  await ask("Hello there");
  expect((await getConversation(casey, id)).owner.kind).toBe("assistant");
  await ask("Thank you");
  expect(await ask("And another thing")).toMatchObject({ state: "completed" });
  expect(await getConversation(await makeAgent(), id)).toMatchObject({
    owner: { kind: "queue" },
    handover: { reason: "budget", urgency: "low" },
  });
});

it("counts for each customer, exactly, and a run only once", async () => {
  const conversation = await makeConversation(casey.userId);
  const asked: AssistantViewer[] = [];
  for (let n = 0; n < 4; n++) asked.push(await makeRun(await makeConversation(casey.userId)));
  const allowed = await Promise.all(asked.map(takeAllowance));
  expect(allowed.filter((allowance) => allowance === "none")).toHaveLength(2);
  const [first] = asked;
  if (!first) throw new Error("no run");
  // Claimed again after its process died: what was begun is finished.
  const again = assistantViewer({ ...first, conversationId: conversation.id, attempt: 2 });
  expect(await takeAllowance(again)).toBe("full");
  await bookTokens(first, first.customerId, 1_000);
  expect(await takeAllowance(again)).toBe("free");
  const other = await makeRun(await makeConversation((await makeCustomer()).userId));
  expect(await takeAllowance(other)).toBe("full");
  set({ ASSISTANT_DAILY_RUNS: 2, ASSISTANT_DAILY_TOKENS: 1_000, LIMIT_FACTOR: 10 });
  expect(await takeAllowance(again)).toBe("full");
});

it("sums up a run that two processes worked on, and prices only what a provider is paid for", async () => {
  set({ MODEL_PRICE_INPUT: 1, MODEL_PRICE_OUTPUT: 10 });
  const run = await makeRun(await makeConversation(casey.userId));
  const lost = new Journal(run, 1);
  lost.modelStarted();
  await lost.modelAnswered([], { input: 100, output: 20 });
  lost.modelStarted();
  lost.modelFailed("model_timeout", { input: 100, output: 3 });
  lost.fellBack();
  lost.modelStarted();
  await lost.modelAnswered([], { input: 80, output: 8 });
  await lost.settled();
  const next = new Journal(run, 1, await getProgress(run));
  next.modelStarted();
  await next.modelAnswered([], { input: 50, output: 5 });
  await next.settled();
  expect(next.account()).toMatchObject({
    usage: { requests: 4, inputTokens: 330, outputTokens: 36 },
    costMicros: 250 + 10 * 28,
  });
  expect(next.tokensBought()).toBe(55);
  expect(await getProgress(run)).toMatchObject({ used: next.usage, priced: { requests: 3 } });
});
