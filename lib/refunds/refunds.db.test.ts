import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { refunds, toolEffects } from "@/db/schema/tools";
import { approve } from "@/lib/approvals/commands";
import { admit } from "@/lib/approvals/gate";
import { setToolPolicy } from "@/lib/approvals/policies";
import { listApprovals } from "@/lib/approvals/queries";
import { type AssistantViewer, systemViewer } from "@/lib/auth/viewer";
import { takeOver } from "@/lib/conversations/commands";
import { makeAgent, makeConversation, makeManager, makeRun, makeTurn } from "@/tests/support/factories";
import { makeOrder } from "@/tests/support/orders";
import { requestRefund } from "./commands";
import { getOrderRefunds, refundAmountCents } from "./queries";

const system = systemViewer("test");
const call = (callId: string) => ({ callId });
const ask = (orderNumber: string, amountCents: number | null) => ({
  orderNumber,
  amountCents,
  reason: "It is broken.",
});
const granted = (orderId: string) =>
  as(system, (tx) => tx.select().from(refunds).where(eq(refunds.orderId, orderId)));

async function makeApproval(assistant: AssistantViewer, callId: string) {
  const policy = { policy: "approve", approveAboveCents: 5_000 } as const;
  await admit(assistant, {
    callId,
    tool: "request_refund",
    args: {},
    policy,
    amountCents: 9_000,
    sensitive: false,
  });
  const agent = await makeAgent();
  const [request] = await listApprovals(agent, assistant.conversationId);
  if (!request) throw new Error("nothing was asked for");
  await approve(agent, request.id, {});
  return agent;
}

describe("a refund", () => {
  it("is granted once for a call, with its event and its effect, and counts against the order", async () => {
    const { assistant, customer } = await makeTurn();
    const order = await makeOrder(customer.userId);
    const first = await requestRefund(assistant, ask(order.number, 3_000), call("c1"));
    expect(first).toMatchObject({ state: "granted", amountCents: 3_000, orderNumber: order.number });
    expect(await requestRefund(assistant, ask(order.number, 3_000), call("c1"))).toMatchObject({
      id: first.id,
    });
    expect(await granted(order.id)).toHaveLength(1);
    const told = await as(system, (tx) =>
      tx.execute(sql`select data from events where type = 'refund.granted' and subject_id = ${first.id}`),
    );
    expect(told).toHaveLength(1);
    const effects = await as(system, (tx) =>
      tx.select().from(toolEffects).where(eq(toolEffects.runId, assistant.runId)),
    );
    expect(effects).toMatchObject([
      { callId: "c1", label: `Granted a refund of €30.00 for order ${order.number}`, undoneAt: null },
    ]);
    const state = await getOrderRefunds(customer, order.number.toLowerCase());
    expect(state).toMatchObject({
      refunds: [{ amountCents: 3_000 }],
      refundable: { ok: true, maxCents: 7_000 },
    });
  });

  it("never gives back more than was paid, whatever happens at the same moment", async () => {
    const { assistant, customer, conversation } = await makeTurn();
    const order = await makeOrder(customer.userId, { totalCents: 4_000 });
    const other = await makeConversation(customer.userId);
    const elsewhere = await makeRun(other);
    expect(conversation.id).not.toBe(other.id);
    const asked = [1, 2, 3, 4, 5, 6].map((n) =>
      requestRefund(n % 2 ? assistant : elsewhere, ask(order.number, 1_500), call(`p${n}`)),
    );
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "conflict" });
    const sum = (await granted(order.id)).reduce((cents, row) => cents + row.amountCents, 0);
    expect(sum).toBe(3_000);
  });

  it("up to the limit needs nobody, one cent above it a person, also when it is split", async () => {
    const { assistant, customer } = await makeTurn();
    const order = await makeOrder(customer.userId);
    const amount = (amountCents: number | null) =>
      refundAmountCents(assistant, { orderNumber: order.number, amountCents });
    expect(await amount(5_000)).toBe(5_000);
    await requestRefund(assistant, ask(order.number, 5_000), call("within"));
    expect(await amount(1)).toBe(5_001);
    await expect(requestRefund(assistant, ask(order.number, 1), call("split"))).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("approve"),
    });
    expect(await granted(order.id)).toHaveLength(1);
  });

  it("is granted above the limit when a person has approved this very call", async () => {
    const { assistant, customer } = await makeTurn();
    const order = await makeOrder(customer.userId);
    const agent = await makeApproval(assistant, "big");
    await expect(requestRefund(assistant, ask(order.number, 9_000), call("other"))).rejects.toThrow();
    await requestRefund(assistant, ask(order.number, 9_000), call("big"));
    expect(await granted(order.id)).toMatchObject([{ amountCents: 9_000, approvedBy: agent.userId }]);
  });

  it("goes by what managers have set", async () => {
    const { assistant, customer } = await makeTurn();
    const order = await makeOrder(customer.userId);
    const manager = await makeManager();
    await setToolPolicy(manager, "request_refund", { policy: "deny", approveAboveCents: null });
    await expect(requestRefund(assistant, ask(order.number, 1), call("denied"))).rejects.toThrow();
    await setToolPolicy(manager, "request_refund", { policy: "allow", approveAboveCents: null });
    await requestRefund(assistant, ask(order.number, null), call("allowed"));
    expect(await granted(order.id)).toMatchObject([{ amountCents: 10_000 }]);
  });

  it("is not granted for somebody else's order, nor after a takeover", async () => {
    const { assistant, customer, conversation } = await makeTurn();
    const stranger = await makeTurn();
    const theirs = await makeOrder(stranger.customer.userId);
    const missing = { code: "not_found", message: "Order not found." };
    await expect(requestRefund(assistant, ask(theirs.number, 1), call("x"))).rejects.toMatchObject(missing);
    await expect(requestRefund(assistant, ask("EF-0", 1), call("y"))).rejects.toMatchObject(missing);
    await expect(getOrderRefunds(assistant, theirs.number)).rejects.toMatchObject(missing);
    expect(await refundAmountCents(assistant, { orderNumber: theirs.number, amountCents: 1 })).toBe(0);
    const own = await makeOrder(customer.userId);
    await takeOver(await makeAgent(), conversation.id);
    await expect(requestRefund(assistant, ask(own.number, 1), call("late"))).rejects.toMatchObject({
      name: "StaleRun",
    });
    expect(await granted(own.id)).toEqual([]);
  });
});
