import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import { runs } from "@/db/schema/runs";
import { refunds } from "@/db/schema/tools";
import { type AssistantViewer, type CustomerViewer, systemViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { updateProfile } from "@/lib/customers/commands";
import { getCustomer } from "@/lib/customers/queries";
import { listMessages } from "@/lib/messages/queries";
import { notify } from "@/lib/notifications/commands";
import { requestRefund } from "@/lib/refunds/commands";
import { getOrderRefunds } from "@/lib/refunds/queries";
import { applyTicketPatch, openTicket } from "@/lib/tickets/commands";
import { getTicket } from "@/lib/tickets/queries";
import { openInput, type TicketPatch } from "@/lib/tickets/schema";
import { makeAgent, makeRun, makeTurn } from "@/tests/support/factories";
import { makeOrder } from "@/tests/support/orders";
import { undoEffect } from "./commands";
import { listEffects } from "./queries";

const system = systemViewer("test");
const call = (callId: string) => ({ callId });
const open = (by: AssistantViewer, callId = "open") =>
  openTicket(by, openInput.parse({ subject: "Lamp flickers", description: "At night." }), call(callId));
const change = (by: AssistantViewer, number: number, patch: TicketPatch, callId: string) =>
  applyTicketPatch(by, number, patch, call(callId));
const undone = async (customer: CustomerViewer) =>
  (await listEffects(customer, { limit: 50 })).items.filter((effect) => effect.undone).length;
const conflict = (words: RegExp) => ({ code: "conflict", message: expect.stringMatching(words) });

describe("what the assistant does for a customer", () => {
  it("is listed for them, newest first, page by page, and for nobody else", async () => {
    const { assistant, customer } = await makeTurn();
    const stranger = await makeTurn();
    const { number } = await open(assistant);
    await open(assistant);
    await change(
      assistant,
      number,
      { priority: "high", comment: { text: "More", audience: "everyone" } },
      "up",
    );
    await updateProfile(assistant, { address: "Kaivokatu 1\n00100 Helsinki" }, call("profile"));
    await notify(
      assistant,
      { userId: customer.userId, method: "in_app", subject: "Hi", body: "Hi" },
      call("told"),
    );
    const first = await listEffects(customer, { limit: 3 });
    const second = await listEffects(customer, { limit: 3, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...second.items].map(({ label, undo }) => [label, undo])).toEqual([
      ["Sent you a notification", false],
      ["Updated your profile", true],
      [`Changed the priority of ticket #${number}`, true],
      [`Opened ticket #${number}`, true],
    ]);
    expect(second.nextCursor).toBeNull();
    expect((await listEffects(stranger.customer, { limit: 3 })).items).toEqual([]);
  });

  it("cannot be taken back by a stranger, nor what was never done", async () => {
    const { assistant, customer } = await makeTurn();
    const stranger = await makeTurn();
    const ticket = await open(assistant);
    const missing = { code: "not_found", message: "Receipt not found." };
    await expect(undoEffect(stranger.customer, assistant.runId, "open")).rejects.toMatchObject(missing);
    await expect(undoEffect(customer, assistant.runId, "nothing")).rejects.toMatchObject(missing);
    await expect(undoEffect(customer, newId(), "open")).rejects.toMatchObject(missing);
    expect(await getTicket(customer, ticket.id)).toMatchObject({ status: "open" });
  });
});

describe("a ticket that was opened", () => {
  it("is withdrawn once, of clicks at the same moment as well, and the log tells of it", async () => {
    const { assistant, customer } = await makeTurn();
    const ticket = await open(assistant);
    const clicks = await Promise.allSettled(
      [1, 2, 3, 4].map(() => undoEffect(customer, assistant.runId, "open")),
    );
    expect(clicks.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await getTicket(customer, ticket.id)).toMatchObject({ status: "closed", tags: ["withdrawn"] });
    const told = await as(system, (tx) =>
      tx.execute(sql`select 1 from events where type = 'effect.undone' and customer_id = ${customer.userId}`),
    );
    expect(told).toHaveLength(1);
    await expect(undoEffect(customer, assistant.runId, "open")).rejects.toMatchObject(conflict(/already/));
    // A replay of the call opens nothing, and revives nothing.
    await open(assistant);
    expect(await undone(customer)).toBe(1);
  });

  it.each([
    ["a note", { comment: { text: "Calling them", audience: "staff" } }],
    ["a priority", { priority: "urgent" }],
  ] as const)("stays when somebody of the team has left %s", async (_, patch) => {
    const { assistant, customer } = await makeTurn();
    const ticket = await open(assistant);
    await applyTicketPatch(await makeAgent(), ticket.number, patch);
    await expect(undoEffect(customer, assistant.runId, "open")).rejects.toMatchObject(
      conflict(/working on ticket/),
    );
    expect(await getTicket(customer, ticket.id)).toMatchObject({ status: "open" });
    expect(await undone(customer)).toBe(0);
  });
});

describe("a ticket that was changed", () => {
  it("gets its status and priority back, and keeps the comment", async () => {
    const { assistant, customer } = await makeTurn();
    const { number } = await open(assistant);
    const patch: TicketPatch = {
      status: "closed",
      priority: "low",
      comment: { text: "Solved", audience: "everyone" },
    };
    await change(assistant, number, patch, "close");
    await undoEffect(customer, assistant.runId, "close");
    expect(await getTicket(customer, number)).toMatchObject({ status: "open", priority: "medium" });
  });

  it("stays when it has been changed since, and a comment alone is no matter of undoing", async () => {
    const { assistant, customer } = await makeTurn();
    const { number } = await open(assistant);
    await change(assistant, number, { priority: "low" }, "low");
    await applyTicketPatch(await makeAgent(), number, { priority: "urgent" });
    await expect(undoEffect(customer, assistant.runId, "low")).rejects.toMatchObject(
      conflict(/changed since/),
    );
    await change(assistant, number, { comment: { text: "Hi", audience: "everyone" } }, "said");
    await expect(undoEffect(customer, assistant.runId, "said")).rejects.toMatchObject(
      conflict(/cannot be taken back/),
    );
  });
});

describe("a profile that was changed", () => {
  it("is put back, all of it or nothing", async () => {
    const { assistant, customer } = await makeTurn();
    const profile = () => getCustomer(customer, customer.userId);
    const { name } = await profile();
    await updateProfile(assistant, { name: "New Name", phone: "+49 30 111111" }, call("p1"));
    await undoEffect(customer, assistant.runId, "p1");
    expect(await profile()).toMatchObject({ name, phone: null });
    await updateProfile(assistant, { language: "de", address: "Somewhere 1" }, call("p2"));
    await updateProfile(customer, { address: "Elsewhere 2" });
    await expect(undoEffect(customer, assistant.runId, "p2")).rejects.toMatchObject(
      conflict(/Your profile has changed/),
    );
    expect(await profile()).toMatchObject({ language: "de", address: "Elsewhere 2" });
  });
});

describe("a refund", () => {
  it("is withdrawn while it has not been paid, and can then be asked for again", async () => {
    const { assistant, customer } = await makeTurn();
    const order = await makeOrder(customer.userId, { totalCents: 4_000 });
    const input = { orderNumber: order.number, amountCents: null, reason: "Broken" };
    await requestRefund(assistant, input, call("r1"));
    await undoEffect(customer, assistant.runId, "r1");
    expect(await getOrderRefunds(customer, order.number)).toMatchObject({
      refunds: [{ state: "withdrawn" }],
      refundable: { ok: true, maxCents: 4_000 },
    });
    const again = await requestRefund(assistant, input, call("r2"));
    await as(system, (tx) => tx.update(refunds).set({ state: "paid" }).where(eq(refunds.id, again.id)));
    await expect(undoEffect(customer, assistant.runId, "r2")).rejects.toMatchObject(conflict(/paid out/));
    expect(await undone(customer)).toBe(1);
  });
});

describe("the receipts of a thread", () => {
  it("say what can be taken back, to its customer, also of a call that an earlier run had made", async () => {
    const { assistant, customer, conversation } = await makeTurn();
    const { number } = await open(assistant);
    await as(system, (tx) => tx.update(runs).set({ state: "failed" }).where(eq(runs.id, assistant.runId)));
    const later = await makeRun(conversation);
    const receipt = {
      callId: "open",
      tool: "create_ticket",
      label: `Opened ticket #${number}`,
      href: `/tickets/${number}`,
      state: "done" as const,
    };
    await as(system, async (tx) => {
      await tx.update(runs).set({ continues: assistant.runId }).where(eq(runs.id, later.runId));
      await tx.insert(messages).values({
        conversationId: conversation.id,
        id: newId(),
        seq: 1,
        customerId: customer.userId,
        authorKind: "assistant",
        authorName: "Assistant",
        text: "Done.",
        runId: later.runId,
        receipts: [receipt, { ...receipt, callId: "told", tool: "send_notification" }],
      });
    });
    const span = { after: 0, limit: 5 };
    const shown = async (viewer: CustomerViewer | Awaited<ReturnType<typeof makeAgent>>) =>
      (await listMessages(viewer, conversation.id, span)).items[0]?.receipts.map(({ undo, undone }) => [
        undo,
        undone,
      ]);
    const agent = await makeAgent();
    expect([await shown(customer), await shown(agent)]).toEqual([
      [
        [true, false],
        [false, false],
      ],
      [
        [false, false],
        [false, false],
      ],
    ]);
    await undoEffect(customer, later.runId, "open");
    expect((await shown(customer))?.[0]).toEqual([false, true]);
    expect((await shown(agent))?.[0]).toEqual([false, true]);
  });
});
