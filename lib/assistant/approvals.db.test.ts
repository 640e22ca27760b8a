/**
 * Tool calls that wait for a person, on a scripted model and real PostgreSQL: whatever is decided, and however often,
 * the call is made once or not at all, and the run goes on from there, on whichever instance.
 */
import { assistantMessage, functionCall, type ScriptedModel } from "@openai/agents-core/testing";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { runs } from "@/db/schema/runs";
import { approvals } from "@/db/schema/tools";
import { approve, refuse, withdraw } from "@/lib/approvals/commands";
import { setToolPolicy } from "@/lib/approvals/policies";
import { listApprovals, listPendingApprovals } from "@/lib/approvals/queries";
import { type CustomerViewer, type StaffViewer, systemViewer } from "@/lib/auth/viewer";
import { handBack, resolve, startConversation, takeOver } from "@/lib/conversations/commands";
import { newId } from "@/lib/core/ids";
import { postMessage } from "@/lib/messages/commands";
import { listMessages } from "@/lib/messages/queries";
import { listTickets } from "@/lib/tickets/queries";
import { makeAgent, makeCustomer, makeManager } from "@/tests/support/factories";
import { forgetScript, script } from "@/tests/support/scripted-turns";
import { recoverRuns } from "./recovery";
import { drainTurns, runTurn } from "./turn";

const system = systemViewer("test");

const asked = {
  subject: "Scratched desk",
  description: "The top is scratched.",
  priority: "low",
  category: "general",
} as const;
const opensTicket = functionCall("create_ticket", asked, { callId: "c1" });
const opened = assistantMessage("Your ticket is open.");

let casey: CustomerViewer;
let agent: StaffViewer;
let id: string;

beforeEach(async () => {
  casey = await makeCustomer({ name: "Casey Lindqvist" });
  agent = await makeAgent({ name: "Mira Holm" });
  ({ id } = await startConversation(casey, { person: false }));
  await setToolPolicy(await makeManager(), "create_ticket", { policy: "approve", approveAboveCents: null });
});

afterEach(async () => {
  await drainTurns(5_000);
  forgetScript();
});

async function ask(text = "Please open a ticket for my scratched desk"): Promise<string> {
  const { runId } = await postMessage(casey, id, { id: newId(), text });
  if (!runId) throw new Error("no run");
  return runId;
}

/** A run that waits for an approval of its ticket. */
async function waitingRun(): Promise<{ runId: string; approvalId: string }> {
  const runId = await ask();
  await runTurn(runId);
  const [request] = await listApprovals(agent, id);
  if (!request) throw new Error("nothing was asked for");
  return { runId, approvalId: request.id };
}

const stateOf = async (runId: string) =>
  (await as(system, (tx) => tx.select().from(runs).where(eq(runs.id, runId))))[0]?.state;
const ticketsOf = async () => (await listTickets(casey, { sort: "updated", limit: 10 })).items;
const saidBy = async (kind: string) =>
  (await listMessages(casey, id, { after: 0, limit: 100 })).items.filter((item) => item.author.kind === kind);
const stateOfRequest = async () => (await listApprovals(agent, id)).map(({ state }) => state);
/** What the model was told about the call. */
function toldAbout(model: ScriptedModel, call: number): string {
  const input = model.calls[call]?.request.input;
  if (!Array.isArray(input)) return "";
  return JSON.stringify(input.filter((item) => item.type === "function_call_result"));
}

describe("a call that needs a person", () => {
  it("is not made, keeps the run waiting, and says so to both sides", async () => {
    script([opensTicket]);
    const { runId } = await waitingRun();
    expect(await stateOf(runId)).toBe("waiting");
    expect(await ticketsOf()).toEqual([]);
    const [notice] = await saidBy("assistant");
    expect(notice).toMatchObject({
      kind: "notice",
      text: expect.stringContaining("A colleague has to approve a new ticket: “Scratched desk”"),
      receipts: [{ callId: "c1", state: "waiting" }],
    });
    const pending = await listPendingApprovals(agent);
    expect(pending.find((request) => request.conversationId === id)).toMatchObject({
      tool: "create_ticket",
      args: asked,
      state: "pending",
      customerName: "Casey Lindqvist",
    });
  });

  it("is made once it is approved, and the answer follows", async () => {
    const model = script([opensTicket], [opened]);
    const { runId, approvalId } = await waitingRun();
    const decided = await approve(agent, approvalId, {});
    expect(decided.runId).toBe(runId);
    await runTurn(runId);
    expect(await stateOf(runId)).toBe("completed");
    expect(await ticketsOf()).toMatchObject([{ subject: "Scratched desk" }]);
    expect(toldAbout(model, 1)).toContain("Mira Holm");
    expect((await saidBy("assistant")).at(-1)).toMatchObject({
      text: "Your ticket is open.",
      receipts: [{ callId: "c1", state: "done" }],
    });
  });

  it("is made with the arguments that staff put in place of the model's", async () => {
    const model = script([opensTicket], [opened]);
    const { runId, approvalId } = await waitingRun();
    await approve(agent, approvalId, {
      args: { ...asked, subject: "Desk with a scratch", priority: "high" },
    });
    await runTurn(runId);
    expect(await ticketsOf()).toMatchObject([{ subject: "Desk with a scratch", priority: "high" }]);
    expect(toldAbout(model, 1)).toContain("approved_with_changes");
  });

  it("is not made when it is refused, and the model learns why", async () => {
    const model = script([opensTicket], [assistantMessage("I could not open it.")]);
    const { runId, approvalId } = await waitingRun();
    await refuse(agent, approvalId, { reason: "We have one already." });
    await runTurn(runId);
    expect(await ticketsOf()).toEqual([]);
    expect(toldAbout(model, 1)).toContain("We have one already.");
    expect(await stateOf(runId)).toBe("completed");
  });

  it("is not made when its customer takes it back", async () => {
    script([opensTicket], [assistantMessage("All right.")]);
    const { runId, approvalId } = await waitingRun();
    await withdraw(casey, approvalId);
    await runTurn(runId);
    expect(await ticketsOf()).toEqual([]);
    expect(await stateOfRequest()).toEqual(["revoked"]);
  });

  it("is not made when nobody decides in time", async () => {
    const model = script([opensTicket], [assistantMessage("Nobody could approve it.")]);
    const { runId, approvalId } = await waitingRun();
    await as(systemViewer("test"), (tx) =>
      tx.execute(`select set_config('role', 'none', true)`).then(() =>
        tx
          .update(approvals)
          .set({ expiresAt: new Date(0) })
          .where(eq(approvals.id, approvalId)),
      ),
    );
    await expect(approve(agent, approvalId, {})).rejects.toMatchObject({ code: "conflict" });
    await recoverRuns();
    await drainTurns(5_000);
    expect(await stateOfRequest()).toEqual(["expired"]);
    expect(await stateOf(runId)).toBe("completed");
    expect(await ticketsOf()).toEqual([]);
    expect(toldAbout(model, 1)).toContain("Nobody decided on this in time");
  });
});

describe("a tool that managers have forbidden", () => {
  it("is not called by a model that asks for it, which is told so", async () => {
    await setToolPolicy(await makeManager(), "create_ticket", { policy: "deny", approveAboveCents: null });
    const model = script([opensTicket], [assistantMessage("I cannot open tickets here.")]);
    const runId = await ask();
    await runTurn(runId);
    expect(toldAbout(model, 1)).toContain("This cannot be done here");
    expect(await stateOf(runId)).toBe("completed");
    expect(await ticketsOf()).toEqual([]);
  });
});

describe("exactly once", () => {
  it("decides once, however many click: the others are told who did", async () => {
    script([opensTicket], [opened]);
    const { runId, approvalId } = await waitingRun();
    const other = await makeAgent({ name: "Jonas Berg" });
    const outcomes = await Promise.allSettled([
      approve(agent, approvalId, {}),
      approve(agent, approvalId, {}),
      refuse(other, approvalId, { reason: "No." }),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === "rejected")
        expect(outcome.reason.message).toMatch(/has already (approved|refused)/);
    await Promise.all([runTurn(runId), runTurn(runId)]);
    expect((await ticketsOf()).length).toBe((await stateOfRequest())[0] === "approved" ? 1 : 0);
  });

  it("goes on after a restart between the decision and the call", async () => {
    script([opensTicket], [opened]);
    const { runId, approvalId } = await waitingRun();
    // The process that took the decision dies before it starts the turn.
    await approve(agent, approvalId, {});
    await as(system, (tx) =>
      tx
        .update(runs)
        .set({ leaseUntil: new Date(0) })
        .where(eq(runs.id, runId)),
    );
    await recoverRuns();
    await drainTurns(5_000);
    expect(await stateOf(runId)).toBe("completed");
    expect(await ticketsOf()).toHaveLength(1);
  });

  it("is void after a takeover, even for a decision that comes a moment later", async () => {
    script([opensTicket]);
    const { runId, approvalId } = await waitingRun();
    await takeOver(agent, id);
    expect(await stateOf(runId)).toBe("cancelled");
    expect(await stateOfRequest()).toEqual(["revoked"]);
    await expect(approve(agent, approvalId, {})).rejects.toMatchObject({ code: "conflict" });
    await handBack(agent, id, {});
    await recoverRuns();
    expect(await ticketsOf()).toEqual([]);
  });

  it("lets exactly one of a decision and a takeover be first", async () => {
    script([opensTicket], [opened]);
    const { runId, approvalId } = await waitingRun();
    const [decided] = await Promise.allSettled([approve(agent, approvalId, {}), takeOver(agent, id)]);
    await runTurn(runId);
    expect(await stateOf(runId)).toBe("cancelled");
    expect(await stateOfRequest()).toEqual([decided.status === "fulfilled" ? "approved" : "revoked"]);
    expect(await ticketsOf()).toEqual([]);
  });

  it("is void when the conversation is resolved", async () => {
    script([opensTicket]);
    await waitingRun();
    await resolve(casey, id);
    expect(await stateOfRequest()).toEqual(["revoked"]);
  });
});

describe("a customer who goes on writing meanwhile", () => {
  it("is answered, and the result comes afterwards", async () => {
    const model = script([opensTicket], [assistantMessage("Returns take 30 days.")], [opened]);
    const { runId, approvalId } = await waitingRun();
    const second = await ask("And how long do returns take?");
    await runTurn(second);
    expect(await stateOf(runId)).toBe("waiting");
    await approve(agent, approvalId, {});
    await runTurn(runId);
    expect((await saidBy("assistant")).map(({ text }) => text).slice(-2)).toEqual([
      "Returns take 30 days.",
      "Your ticket is open.",
    ]);
    // The call and its result are the newest thing that the model reads.
    const input = model.calls[2]?.request.input;
    expect(Array.isArray(input) && input.slice(-2).map((item) => item.type)).toEqual([
      "function_call",
      "function_call_result",
    ]);
  });

  it("does not have the same thing asked for twice", async () => {
    const model = script(
      [opensTicket],
      [functionCall("create_ticket", asked, { callId: "c2" })],
      [assistantMessage("It is still waiting.")],
    );
    const { runId } = await waitingRun();
    const second = await ask("Well?");
    await runTurn(second);
    expect(await stateOf(second)).toBe("completed");
    expect(await stateOf(runId)).toBe("waiting");
    expect(await stateOfRequest()).toEqual(["pending"]);
    expect(toldAbout(model, 2)).toContain("waits for a colleague's decision");
  });

  it("puts off what was decided until that message is answered, and loses nothing of it", async () => {
    script([opensTicket], [assistantMessage("Returns take 30 days.")], [opened]);
    const { runId, approvalId } = await waitingRun();
    await approve(agent, approvalId, {});
    expect(await stateOf(runId)).toBe("queued");
    const second = await ask("And how long do returns take?");
    expect(await stateOf(runId)).toBe("waiting");
    await runTurn(second);
    await recoverRuns();
    await drainTurns(5_000);
    expect(await stateOf(runId)).toBe("completed");
    expect(await ticketsOf()).toHaveLength(1);
  });
});
