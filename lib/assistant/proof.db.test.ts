/**
 * A refund on an old sign-in, from the question to the money: the run waits for a code, then, where the amount asks for
 * it, for a person, and goes on by itself each time.
 */
import { assistantMessage, functionCall, ScriptedModel } from "@openai/agents-core/testing";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { sessions } from "@/db/schema/people";
import { runs } from "@/db/schema/runs";
import { approve } from "@/lib/approvals/commands";
import { listApprovals } from "@/lib/approvals/queries";
import { type CustomerViewer, systemViewer } from "@/lib/auth/viewer";
import { startConversation } from "@/lib/conversations/commands";
import { newId } from "@/lib/core/ids";
import { enterCode } from "@/lib/identity/commands";
import { findPendingCheck } from "@/lib/identity/queries";
import { postMessage } from "@/lib/messages/commands";
import { listMessages } from "@/lib/messages/queries";
import { getOrderRefunds } from "@/lib/refunds/queries";
import { makeAgent, makeCustomer } from "@/tests/support/factories";
import { type MailSink, openMailSink } from "@/tests/support/mail-sink";
import { makeOrder } from "@/tests/support/orders";
import type { ChosenModel } from "./models/choose";
import { drainTurns, runTurn } from "./turn";

const system = systemViewer("test");
const shelf = globalThis as typeof globalThis & { batonModel?: ChosenModel; batonTurns?: unknown };

let sink: MailSink;
beforeAll(async () => {
  sink = await openMailSink();
});
afterAll(() => sink.close());

let customer: CustomerViewer;
let conversationId: string;
let orderNumber: string;
let model: ScriptedModel;

beforeEach(async () => {
  customer = await makeCustomer();
  await as(system, (tx) =>
    tx
      .update(sessions)
      .set({ createdAt: new Date(Date.now() - 86_400_000) })
      .where(eq(sessions.id, customer.sessionId)),
  );
  ({ id: conversationId } = await startConversation(customer, { person: false }));
  orderNumber = (await makeOrder(customer.userId)).number;
});
afterEach(async () => {
  await drainTurns(5_000);
  delete shelf.batonModel;
  delete shelf.batonTurns;
});

/** The model asks for a refund, then says something; answers the run, which has come as far as it can. */
async function askForRefund(amount: number): Promise<string> {
  const args = { order_number: orderNumber, amount, reason: "It is broken." };
  model = new ScriptedModel([
    [functionCall("request_refund", args, { callId: "r1" })],
    [assistantMessage("That is all I can say.")],
  ]);
  const provider = { getModel: () => model };
  shelf.batonModel = { provider, name: "scripted", label: "Scripted", fallback: null };
  const { runId } = await postMessage(customer, conversationId, {
    id: newId(),
    text: "I want my money back for this order",
  });
  if (!runId) throw new Error("no run");
  await runTurn(runId);
  return runId;
}

async function pendingCheck() {
  const check = await findPendingCheck(customer, conversationId);
  if (!check) throw new Error("nothing is waited for");
  return check;
}
const stateOf = async (runId: string) =>
  (await as(system, (tx) => tx.select().from(runs).where(eq(runs.id, runId))))[0]?.state;
const refunds = async () =>
  (await getOrderRefunds(customer, orderNumber)).refunds.map(({ amountCents }) => amountCents);
const told = () => JSON.stringify(model.calls[1]?.request.input ?? "");

describe("a refund on an old sign-in", () => {
  it("waits for the code of the mail, and is granted once with it", async () => {
    const runId = await askForRefund(20);
    expect([await stateOf(runId), await refunds()]).toEqual(["waiting", []]);
    const check = await pendingCheck();
    expect(await enterCode(customer, check.id, sink.lastCode())).toEqual({ verified: true, runId });
    await Promise.all([runTurn(runId), runTurn(runId)]);
    expect([await stateOf(runId), await refunds()]).toEqual(["completed", [2_000]]);
    const { items } = await listMessages(customer, conversationId, { after: 0, limit: 10 });
    expect(items.at(-1)?.receipts).toMatchObject([{ tool: "request_refund", state: "done", undo: true }]);
  });

  it("waits for a person after that, when it is above the limit", async () => {
    const runId = await askForRefund(80);
    const check = await pendingCheck();
    await enterCode(customer, check.id, sink.lastCode());
    await runTurn(runId);
    expect([await stateOf(runId), await refunds()]).toEqual(["waiting", []]);
    const agent = await makeAgent();
    const [request] = await listApprovals(agent, conversationId);
    expect(await approve(agent, request?.id ?? "", {})).toEqual({ runId });
    await runTurn(runId);
    expect([await stateOf(runId), await refunds()]).toEqual(["completed", [8_000]]);
  });

  it("is not granted after three wrong codes, and the model learns why", async () => {
    const runId = await askForRefund(20);
    const check = await pendingCheck();
    const wrong = String((Number(sink.lastCode()) + 1) % 1_000_000).padStart(6, "0");
    for (const _ of [1, 2])
      await expect(enterCode(customer, check.id, wrong)).rejects.toMatchObject({ code: "invalid" });
    expect(await enterCode(customer, check.id, wrong)).toEqual({ verified: false, runId });
    await runTurn(runId);
    expect(await refunds()).toEqual([]);
    expect(told()).toContain("could not prove who they are");
  });
});
