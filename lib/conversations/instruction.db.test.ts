import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { notifications } from "@/db/schema/people";
import { type AssistantViewer, type CustomerViewer, type StaffViewer, systemViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { postMessage } from "@/lib/messages/commands";
import { completeRun, failRun } from "@/lib/runs/commands";
import { claimRun } from "@/lib/runs/lease";
import { makeAgent, makeCustomer } from "@/tests/support/factories";
import { getBrief } from "./brief";
import { handBack, startConversation, takeOver } from "./commands";
import { escalate } from "./escalate";
import { sweepInstructions } from "./instruction";
import { getConversation } from "./queries";

const system = systemViewer("test");
const answer = { text: "Done, as Alex asked.", citations: [], receipts: [], usage: null, fallbackFrom: null };
const failure = { errorCode: "model_error", notice: "Sorry.", shown: null, usage: null };

let casey: CustomerViewer;
let alex: StaffViewer;
let id: string;

beforeEach(async () => {
  [casey, alex] = await Promise.all([makeCustomer({ name: "Casey" }), makeAgent({ name: "Alex" })]);
  ({ id } = await startConversation(casey, { person: false }));
});

async function work(runId: string | null): Promise<AssistantViewer> {
  const claimed = await claimRun(system, {
    runId: runId ?? "",
    instance: "test",
    provider: "test",
    model: "test",
  });
  if (!claimed) throw new Error("the run was not claimed");
  return claimed.viewer;
}

async function handedBack(
  instruction: string | null = "Open a ticket for the scratch",
): Promise<AssistantViewer> {
  await takeOver(alex, id);
  const { runId } = await handBack(alex, id, { instruction });
  return work(runId);
}

const told = () =>
  as(system, (tx) =>
    tx
      .select({ subject: notifications.subject, conversationId: notifications.conversationId })
      .from(notifications)
      .where(eq(notifications.userId, alex.userId)),
  );
const instructionNow = async () => (await getConversation(alex, id)).instruction;

describe("an instruction", () => {
  it("lasts until its turn is complete, and whoever gave it is told once", async () => {
    const run = await handedBack();
    expect((await getBrief(run)).instruction).toEqual({
      from: "Alex",
      text: "Open a ticket for the scratch",
    });
    expect(await told()).toEqual([]);
    await completeRun(run, answer);
    expect(await instructionNow()).toBeNull();
    expect(await told()).toEqual([
      { subject: "The assistant has followed your instruction", conversationId: id },
    ]);
    await sweepInstructions(system);
    expect(await told()).toHaveLength(1);

    const next = await work((await postMessage(casey, id, { id: newId(), text: "And the lamp?" })).runId);
    expect((await getBrief(next)).instruction).toBeNull();
    await completeRun(next, answer);
    expect(await told()).toHaveLength(1);
  });

  it("stays for the next turn when its own fails or is overtaken, and the failure is told", async () => {
    const failed = await handedBack();
    await failRun(failed, failure);
    expect(await told()).toMatchObject([{ subject: "The assistant could not follow your instruction" }]);
    const first = await work((await postMessage(casey, id, { id: newId(), text: "One" })).runId);
    const second = await work((await postMessage(casey, id, { id: newId(), text: "Two" })).runId);
    expect((await getBrief(first)).instruction?.text).toBe("Open a ticket for the scratch");
    expect((await getBrief(second)).instruction?.text).toBe("Open a ticket for the scratch");
    await completeRun(second, answer);
    expect(await told()).toHaveLength(2);
    expect(await instructionNow()).toBeNull();
  });

  it("ends when the assistant passes the conversation on instead", async () => {
    const run = await handedBack();
    await escalate(run, { reason: "policy", urgency: "medium" });
    expect(await told()).toMatchObject([{ subject: "The assistant passed your conversation on" }]);
    expect(await instructionNow()).toBeNull();
  });

  it("ends with a takeover, which needs no telling", async () => {
    await handedBack();
    await takeOver(alex, id);
    expect(await instructionNow()).toBeNull();
    expect(await told()).toEqual([]);
  });

  it("is told by the sweep when the process was lost before it could", async () => {
    const run = await handedBack();
    await completeRun(run, answer);
    // As if the telling had never happened: the event is what counts.
    await as(system, (tx) =>
      tx.update(notifications).set({ dedupeKey: null }).where(eq(notifications.userId, alex.userId)),
    );
    expect(await sweepInstructions(system)).toBe(1);
    expect(await sweepInstructions(system)).toBe(0);
    expect(await told()).toHaveLength(2);
  });

  it("that was not given is not told of", async () => {
    await postMessage(casey, id, { id: newId(), text: "My desk is scratched" });
    const run = await handedBack(null);
    await completeRun(run, answer);
    expect(await told()).toEqual([]);
  });
});
