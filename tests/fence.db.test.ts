/**
 * The fence, condition by condition: whichever one of owner, epoch and run has changed, and only that one, nothing
 * that the assistant writes may land. Elsewhere they change together, and each would hide the loss of another.
 */
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { runs } from "@/db/schema/runs";
import { type AssistantViewer, systemViewer } from "@/lib/auth/viewer";
import { escalate } from "@/lib/conversations/escalate";
import { updateProfile } from "@/lib/customers/commands";
import { rememberFact } from "@/lib/memory/commands";
import { notify } from "@/lib/notifications/commands";
import { requestRefund } from "@/lib/refunds/commands";
import { completeRun, failRun, flushChunks } from "@/lib/runs/commands";
import { commentOnTicket, openTicket } from "@/lib/tickets/commands";
import { fingerprint } from "./authorization/outcomes";
import { makeSide, type Side } from "./support/world";

const call = { callId: "call-1" };
const answer = { text: "Too late.", citations: [], receipts: [], usage: null, fallbackFrom: null };
const ticket = { subject: "Late", description: "Late", priority: "low", category: "general" } as const;

const acts: Record<string, (by: AssistantViewer, side: Side) => Promise<unknown>> = {
  "an answer": (by) => completeRun(by, answer),
  "a notice": (by) => failRun(by, { errorCode: "late", notice: "Late", shown: null, usage: null }),
  "a piece of an answer": (by) => flushChunks(by, 9, [{ type: "start" }]),
  "an escalation": (by) => escalate(by, { reason: "policy", urgency: "low" }),
  "a ticket": (by) => openTicket(by, { ...ticket, tags: [] }, call),
  "a comment": (by, { ids }) => commentOnTicket(by, ids.ticket, { text: "Late", audience: "everyone" }, call),
  "a change of profile": (by) => updateProfile(by, { phone: "+49 30 999999" }, call),
  "a remembered fact": (by) => rememberFact(by, { kind: "note", about: "late", text: "Came late" }, call),
  "a refund": (by, { refundedOrder }) =>
    requestRefund(by, { orderNumber: refundedOrder, amountCents: 100, reason: "Late" }, call),
  "a notification": (by, { ids }) =>
    notify(by, { userId: ids.user, method: "in_app", subject: "Late", body: "Late" }, call),
};

type Values = Partial<typeof conversations.$inferInsert>;
const ofConversation = (values: Values) => (side: Side) =>
  as(systemViewer("test"), (tx) =>
    tx.update(conversations).set(values).where(eq(conversations.id, side.ids.conversation)),
  );
const ofRun = (values: Partial<typeof runs.$inferInsert>) => (side: Side) =>
  as(systemViewer("test"), (tx) => tx.update(runs).set(values).where(eq(runs.id, side.ids.run)));

const changes: Record<string, (side: Side) => Promise<unknown>> = {
  "the owner": ofConversation({ ownerKind: "queue" }),
  "the epoch": ofConversation({ epoch: 2 }),
  "the run's state": ofRun({ state: "cancelled" }),
  "the run's epoch": ofRun({ epoch: 2 }),
  "the run's claim": ofRun({ attempt: 2 }),
};

describe.each(Object.entries(changes))("after %s has changed", (_, change) => {
  it.each(Object.entries(acts))("%s of the assistant does not land", async (_name, act) => {
    const side = await makeSide("alder");
    await change(side);
    const before = await fingerprint([side.ids.user]);
    await expect(act(side.assistant, side)).rejects.toMatchObject({ name: "StaleRun" });
    expect(await fingerprint([side.ids.user])).toEqual(before);
  });
});

describe("while nothing has changed", () => {
  it.each(Object.entries(acts))("%s lands", async (_name, act) => {
    const side = await makeSide("alder");
    const before = await fingerprint([side.ids.user]);
    await act(side.assistant, side);
    expect((await fingerprint([side.ids.user])).own).not.toBe(before.own);
  });
});
