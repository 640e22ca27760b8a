/**
 * Runs that lose their process at the worst moments, on a scripted model, real tools and real PostgreSQL: what was
 * done is done once, what was said is said again where it still holds, and nothing is left hanging.
 */
import {
  assistantMessage,
  functionCall,
  modelError,
  modelStreamResponder,
  ScriptedModel,
} from "@openai/agents-core/testing";
import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { runChunks, runItems, runSteps, runs } from "@/db/schema/runs";
import { type AssistantViewer, type CustomerViewer, systemViewer } from "@/lib/auth/viewer";
import { startConversation } from "@/lib/conversations/commands";
import { getConversation } from "@/lib/conversations/queries";
import { newId } from "@/lib/core/ids";
import { postMessage, retryAnswer } from "@/lib/messages/commands";
import { listMessages } from "@/lib/messages/queries";
import { listNotifications } from "@/lib/notifications/queries";
import { flushChunks } from "@/lib/runs/commands";
import { saveItem } from "@/lib/runs/items";
import { claimRun, heartbeat, MAX_ATTEMPTS, releaseRun } from "@/lib/runs/lease";
import { INTERRUPTED_NOTICE } from "@/lib/runs/sweep";
import { openTicket } from "@/lib/tickets/commands";
import { listTickets } from "@/lib/tickets/queries";
import { makeCustomer, makeManager } from "@/tests/support/factories";
import { forgetScript, script } from "@/tests/support/scripted-turns";
import { BuiltinProvider } from "./models/builtin/provider";
import type { ChosenModel } from "./models/choose";
import { ModelFailure } from "./models/errors";
import { recoverRuns } from "./recovery";
import { drainTurns, runTurn, startTurn } from "./turn";

const system = systemViewer("test");
const shelf = globalThis as typeof globalThis & { batonModel?: ChosenModel; batonTurns?: unknown };

const ticket = { subject: "Scratched desk", description: "The top is scratched.", priority: "low" } as const;
const asked = { ...ticket, category: "general" };
const opensTicket = functionCall("create_ticket", asked, { callId: "c1" });

let casey: CustomerViewer;
let id: string;

beforeEach(async () => {
  casey = await makeCustomer({ name: "Casey Lindqvist" });
  ({ id } = await startConversation(casey, { person: false }));
});

afterEach(() => {
  forgetScript();
});

async function ask(text = "Please open a ticket for my scratched desk"): Promise<string> {
  const { runId } = await postMessage(casey, id, { id: newId(), text });
  if (!runId) throw new Error("no run");
  return runId;
}

/** A claim of a process that will never be heard of again; its lease has passed. */
async function claimedByTheDead(runId: string): Promise<AssistantViewer> {
  const claimed = await claimRun(system, { runId, instance: "dead", provider: "p", model: "m" });
  if (!claimed) throw new Error("not claimed");
  return claimed.viewer;
}
const dies = (runId: string, values: Partial<typeof runs.$inferInsert> = {}) =>
  as(system, (tx) =>
    tx
      .update(runs)
      .set({ leaseUntil: new Date(0), ...values })
      .where(eq(runs.id, runId)),
  );

const runOf = async (runId: string) =>
  (await as(system, (tx) => tx.select().from(runs).where(eq(runs.id, runId))))[0];
const ticketsOf = async () => (await listTickets(casey, { sort: "updated", limit: 10 })).items;
const answersOf = async () =>
  (await listMessages(casey, id, { after: 0, limit: 100 })).items.filter(
    (item) => item.author.kind === "assistant",
  );
async function chunksOf(runId: string): Promise<{ type: string; delta?: string }[]> {
  const rows = await as(system, (tx) =>
    tx.select().from(runChunks).where(eq(runChunks.runId, runId)).orderBy(asc(runChunks.n)),
  );
  return rows.flatMap((row) => row.chunks as { type: string; delta?: string }[]);
}
/** What a reader is left with: the text after the last restart. */
function readable(chunks: { type: string; delta?: string }[]): string {
  const from = chunks.findLastIndex((chunk) => chunk.type === "data-restart");
  return chunks
    .slice(from + 1)
    .flatMap((chunk) => chunk.delta ?? [])
    .join("");
}
const results = (model: ScriptedModel, call = 0) => {
  const input = model.calls[call]?.request.input;
  return Array.isArray(input) ? input.filter((item) => item.type === "function_call_result") : [];
};

describe("a run whose process died", () => {
  it("between a tool's effect and its result is resumed, and the effect is not repeated", async () => {
    const runId = await ask();
    const dead = await claimedByTheDead(runId);
    await saveItem(dead, 0, { kind: "answer", items: [opensTicket], runId, messageSeq: 2 });
    await openTicket(dead, { ...ticket, category: "general", tags: [] }, { callId: "c1" });
    await dies(runId);
    const model = script([assistantMessage("Your ticket is open.")]);
    await runTurn(runId);
    model.assertComplete();
    const tickets = await ticketsOf();
    expect(tickets).toHaveLength(1);
    expect(results(model)).toHaveLength(1);
    expect(JSON.stringify(results(model))).toContain(String(tickets[0]?.number));
    expect(await runOf(runId)).toMatchObject({ state: "completed", attempt: 2 });
    expect((await answersOf()).map((answer) => answer.text)).toEqual(["Your ticket is open."]);
    expect((await answersOf())[0]?.receipts).toMatchObject([
      { label: `Opened ticket #${tickets[0]?.number}` },
    ]);
  });

  it("after a call was made but before its effect has it made once", async () => {
    const runId = await ask();
    const dead = await claimedByTheDead(runId);
    await saveItem(dead, 0, { kind: "answer", items: [opensTicket], runId, messageSeq: 2 });
    await dies(runId);
    script([assistantMessage("Your ticket is open.")]);
    await runTurn(runId);
    expect(await ticketsOf()).toHaveLength(1);
    const steps = await as(system, (tx) => tx.select().from(runSteps).where(eq(runSteps.runId, runId)));
    expect(steps.filter((step) => step.kind === "tool")).toMatchObject([{ callId: "c1", state: "done" }]);
  });

  it("does not call a finished tool again: its saved result is what the model reads", async () => {
    const runId = await ask();
    const dead = await claimedByTheDead(runId);
    const result = {
      type: "function_call_result",
      callId: "c1",
      name: "create_ticket",
      status: "completed",
      output: { type: "text", text: JSON.stringify({ number: 777_777 }) },
    };
    await saveItem(dead, 0, { kind: "answer", items: [opensTicket], runId, messageSeq: 2 });
    await saveItem(dead, 1, {
      kind: "result",
      callId: "c1",
      item: result,
      sources: [],
      runId,
      messageSeq: 2,
    });
    await dies(runId);
    const model = script([assistantMessage("Done.")]);
    await runTurn(runId);
    expect(await ticketsOf()).toEqual([]);
    expect(JSON.stringify(results(model))).toContain("777777");
  });

  it("in mid-sentence starts its answer again, and every reader is told to forget the first one", async () => {
    const runId = await ask();
    const dead = await claimedByTheDead(runId);
    const half = [
      { type: "start", messageId: runId },
      { type: "text-start", id: "t0" },
      { type: "text-delta", id: "t0", delta: "Your desk " },
    ];
    await flushChunks(dead, 1, half);
    await dies(runId);
    script([assistantMessage("Here is the whole answer.")]);
    await runTurn(runId);
    const chunks = await chunksOf(runId);
    expect(chunks.filter((chunk) => chunk.type === "data-restart")).toHaveLength(1);
    expect(readable(chunks)).toBe("Here is the whole answer.");
    expect((await answersOf()).map((answer) => answer.text)).toEqual(["Here is the whole answer."]);
    await expect(flushChunks(dead, 9, half)).rejects.toMatchObject({ name: "StaleRun" });
  });

  it("is taken up by the sweep of any instance", async () => {
    const runId = await ask();
    await claimedByTheDead(runId);
    await dies(runId);
    script([assistantMessage("I am back.")]);
    expect(await recoverRuns()).toBe(1);
    await drainTurns(10_000);
    expect(await runOf(runId)).toMatchObject({ state: "completed", attempt: 2 });
  });

  it("is claimed once, however many try", async () => {
    const runId = await ask();
    await claimedByTheDead(runId);
    await dies(runId);
    const claim = () => claimRun(system, { runId, instance: "i", provider: "p", model: "m" });
    const claims = await Promise.all(Array.from({ length: 8 }, claim));
    expect(claims.filter((claimed) => claimed !== null)).toHaveLength(1);
  });

  it.each([
    ["has been tried too often", { attempt: MAX_ATTEMPTS }],
    ["has waited too long", { queuedAt: new Date(Date.now() - 80_000) }],
  ])("ends honestly when it %s", async (_, values) => {
    const runId = await ask();
    await claimedByTheDead(runId);
    await dies(runId, values);
    expect(await recoverRuns()).toBe(1);
    expect(await runOf(runId)).toMatchObject({ state: "expired", errorCode: "lease_expired" });
    const { items } = await listMessages(casey, id, { after: 0, limit: 100 });
    expect(items.at(-1)).toMatchObject({ kind: "notice", text: INTERRUPTED_NOTICE });
  });

  it("ends honestly when what was saved cannot be read", async () => {
    const runId = await ask();
    const dead = await claimedByTheDead(runId);
    await saveItem(dead, 0, { kind: "answer", items: [opensTicket], runId, messageSeq: 2 });
    await as(dead, (tx) =>
      tx.insert(runItems).values({
        runId,
        n: 1,
        customerId: casey.userId,
        version: 99,
        sealed: Buffer.from("from the future"),
      }),
    );
    await dies(runId);
    script();
    await runTurn(runId);
    expect(await runOf(runId)).toMatchObject({ state: "failed", errorCode: "not_resumable" });
    expect(await ticketsOf()).toEqual([]);
    expect((await answersOf())[0]).toMatchObject({ kind: "notice" });
  });
});

describe("a run whose process ends in good order", () => {
  it("is given back for good: a heartbeat that was under way does not take it again", async () => {
    const runId = await ask();
    const claimed = await claimRun(system, { runId, instance: "ending", provider: "p", model: "m" });
    if (!claimed) throw new Error("not claimed");
    await releaseRun(claimed.viewer);
    expect(await heartbeat(claimed.viewer)).toBe(false);
    script([assistantMessage("A whole answer.")]);
    expect(await recoverRuns()).toBe(1);
    await drainTurns(10_000);
    expect(await runOf(runId)).toMatchObject({ state: "completed", attempt: 2 });
  });

  it("is given back, and goes on elsewhere at once", async () => {
    const runId = await ask();
    let reached: () => void = () => {};
    const isSpeaking = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const endless = modelStreamResponder(async function* ({ request }) {
      yield { type: "response_started" };
      yield { type: "output_text_delta", delta: "Half an " };
      reached();
      await new Promise((resolve) => request.signal?.addEventListener("abort", resolve));
      throw new DOMException("The run was stopped.", "AbortError");
    });
    script(endless);
    startTurn(runId, "test");
    await isSpeaking;
    await drainTurns(0);
    expect(await runOf(runId)).toMatchObject({ state: "running", attempt: 1 });
    delete shelf.batonTurns;
    script([assistantMessage("A whole answer.")]);
    expect(await recoverRuns()).toBe(1);
    await drainTurns(10_000);
    expect(await runOf(runId)).toMatchObject({ state: "completed", attempt: 2 });
    expect((await answersOf()).map((answer) => answer.text)).toEqual(["A whole answer."]);
  });
});

describe("what an earlier run had finished", () => {
  it("is not done again when the customer retries after the model failed", async () => {
    const first = await ask();
    script([opensTicket], modelError(new ModelFailure("model_error", "500")));
    await runTurn(first);
    expect(await runOf(first)).toMatchObject({ state: "failed", errorCode: "model_error" });
    expect(await ticketsOf()).toHaveLength(1);
    const model = script([assistantMessage("Your ticket is open.")]);
    const { runId } = await retryAnswer(casey, id);
    await runTurn(runId);
    model.assertComplete();
    expect(results(model)).toHaveLength(1);
    expect(await ticketsOf()).toHaveLength(1);
    expect((await answersOf()).at(-1)?.receipts).toMatchObject([{ tool: "create_ticket", state: "done" }]);
  });

  it("is known to the run of a newer message that superseded it, in its place in the thread", async () => {
    const first = await ask();
    const dead = await claimedByTheDead(first);
    const [row] = await as(system, (tx) => tx.select().from(runs).where(eq(runs.id, first)));
    await saveItem(dead, 0, {
      kind: "answer",
      items: [opensTicket],
      runId: first,
      messageSeq: row?.messageSeq ?? 0,
    });
    const second = await ask("And is there a fee?");
    expect(await runOf(first)).toMatchObject({ state: "superseded" });
    const model = script([assistantMessage("There is no fee.")]);
    await runTurn(second);
    const input = model.calls[0]?.request.input;
    const kinds = Array.isArray(input) ? input.map((item) => item.type ?? "message") : [];
    expect(kinds).toEqual(["message", "function_call", "function_call_result", "message"]);
    // Whether the first run had opened it, nobody knows; it is not opened behind the customer's back.
    expect(JSON.stringify(results(model))).toContain("not known");
    expect(await ticketsOf()).toEqual([]);
  });
});

describe("a model without measure", () => {
  const search = (n: number) =>
    functionCall(
      "search_knowledge_base",
      { query: `q${n}`, category: null, max_results: 1 },
      { callId: `s${n}` },
    );

  it("that asks for fifty calls at once gets eight", async () => {
    const runId = await ask();
    const model = script(
      Array.from({ length: 50 }, (_, n) => search(n)),
      [assistantMessage("That is what I found.")],
    );
    await runTurn(runId);
    model.assertComplete();
    const refused = results(model, 1).filter((item) => JSON.stringify(item).includes("all the tool calls"));
    expect(refused).toHaveLength(42);
    expect(await runOf(runId)).toMatchObject({ state: "completed" });
  });

  it("that never stops calling hands over to a person", async () => {
    const runId = await ask();
    script(...Array.from({ length: 9 }, (_, n) => [search(n)]));
    await runTurn(runId);
    expect(await runOf(runId)).toMatchObject({ state: "completed" });
    const conversation = await getConversation(casey, id);
    expect(conversation.owner.kind).toBe("queue");
  });
});

describe("a turn that another model had to finish", () => {
  it("is marked as answered by the built-in one, with the reason", async () => {
    const runId = await ask("Hello");
    const model = new ScriptedModel([modelError(new ModelFailure("model_unreachable", "refused"))]);
    shelf.batonModel = {
      provider: { getModel: () => model },
      name: "scripted",
      label: "Scripted",
      fallback: new BuiltinProvider(),
    };
    await runTurn(runId);
    expect(await runOf(runId)).toMatchObject({ state: "completed", fallbackFrom: "model_unreachable" });
    const greeting = expect.stringContaining("Hello! I am the assistant.");
    expect((await answersOf())[0]).toMatchObject({ text: greeting, fallback: true });
    expect((await chunksOf(runId)).filter((chunk) => chunk.type === "data-fallback")).toHaveLength(1);
  });
});

describe("a provider that refuses our key", () => {
  it("is told to the managers", async () => {
    const manager = await makeManager();
    const runId = await ask("Hello");
    script(modelError(new ModelFailure("model_unauthorized", "401")));
    await runTurn(runId);
    expect(await runOf(runId)).toMatchObject({ state: "failed", errorCode: "model_unauthorized" });
    await expect
      .poll(async () => (await listNotifications(manager, { limit: 5 })).items.map((told) => told.subject))
      .toEqual(["The assistant's model refuses our key"]);
  });
});

describe("usage", () => {
  it("is booked for a run that was superseded while its model spoke", async () => {
    const runId = await ask();
    const talking = modelStreamResponder(async function* () {
      yield { type: "response_started" };
      yield { type: "output_text_delta", delta: "Twelve chars" };
      await ask("Another question");
      yield { type: "output_text_delta", delta: " and more" };
      throw new DOMException("The run was stopped.", "AbortError");
    });
    script(talking);
    await runTurn(runId);
    expect(await runOf(runId)).toMatchObject({ state: "superseded", usage: { requests: 1 } });
  });
});
