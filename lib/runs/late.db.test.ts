/** What a process does whose run was taken from it, or ended without it: it comes too late, and must not show. */
import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { runSteps, runs } from "@/db/schema/runs";
import { type AssistantViewer, type CustomerViewer, systemViewer } from "@/lib/auth/viewer";
import { startConversation, stopRun } from "@/lib/conversations/commands";
import { newId } from "@/lib/core/ids";
import { postMessage, retryAnswer } from "@/lib/messages/commands";
import { listMessages } from "@/lib/messages/queries";
import { makeCustomer } from "@/tests/support/factories";
import { completeRun, endStep, keepStopped, reopenStep, startStep } from "./commands";
import { fence } from "./fence";
import { claimRun } from "./lease";

const system = systemViewer("test");
const claim = (runId: string) => claimRun(system, { runId, instance: "i", provider: "p", model: "m" });
const said = (text: string) => ({ text, citations: [], receipts: [] });

let casey: CustomerViewer;
let id: string;
let first: AssistantViewer;

async function work(runId: string | null): Promise<AssistantViewer> {
  const claimed = await claim(runId ?? "");
  if (!claimed) throw new Error("not claimed");
  return claimed.viewer;
}

beforeEach(async () => {
  casey = await makeCustomer();
  ({ id } = await startConversation(casey, { person: false }));
  first = await work((await postMessage(casey, id, { id: newId(), text: "Tell me everything" })).runId);
});

const leasePasses = () =>
  as(system, (tx) =>
    tx
      .update(runs)
      .set({ leaseUntil: new Date(0) })
      .where(eq(runs.id, first.runId)),
  );

describe("a run that another process claims", () => {
  it("is claimed only after what the process before is writing has been committed", async () => {
    await leasePasses();
    const order: string[] = [];
    let claiming: Promise<unknown> = Promise.resolve();
    await as(first, async (tx) => {
      await fence(tx, first);
      let isSettled = false;
      claiming = claim(first.runId).then(() => {
        isSettled = true;
        order.push("claimed");
      });
      while (!isSettled && !(await somebodyWaits()));
      order.push("written");
    });
    await claiming;
    expect(order).toEqual(["written", "claimed"]);
  });

  it("has a journal of which the process before is no part", async () => {
    await startStep(first, 0, { kind: "tool", name: "get_customer", callId: "c1", args: {} });
    await leasePasses();
    const second = await work(first.runId);
    await reopenStep(second, 0);
    await endStep(first, 0, { state: "failed", error: "stopped" });
    await startStep(first, 1, { kind: "tool", name: "search_tickets", callId: "c2", args: {} });
    const steps = await as(system, (tx) =>
      tx.select().from(runSteps).where(eq(runSteps.runId, first.runId)).orderBy(asc(runSteps.n)),
    );
    expect(steps).toMatchObject([{ n: 0, state: "running", error: null }]);
  });
});

describe("what a stopped answer had shown, told late", () => {
  const shown = { ...said("The first half"), usage: { requests: 1, inputTokens: 10, outputTokens: 5 } };
  const texts = async () =>
    (await listMessages(casey, id, { after: 0, limit: 50 })).items.map(({ text }) => text);
  beforeEach(() => stopRun(casey, id));

  it("is kept while nothing has come after it", async () => {
    await keepStopped(system, first, shown);
    expect((await texts()).at(-1)).toBe("The first half");
  });

  it.each([
    ["a newer message", async () => (await postMessage(casey, id, { id: newId(), text: "In short?" })).runId],
    ["another try", async () => (await retryAnswer(casey, id)).runId],
  ])("is not put behind the answer to %s", async (_, ask) => {
    const second = await work(await ask());
    await completeRun(second, { ...said("In short: yes."), usage: null, fallbackFrom: null });
    await keepStopped(system, first, shown);
    expect((await texts()).at(-1)).toBe("In short: yes.");
    const [run] = await as(system, (tx) => tx.select().from(runs).where(eq(runs.id, first.runId)));
    expect(run?.usage).toEqual(shown.usage);
  });
});

/** Whether any transaction waits for a row. */
async function somebodyWaits(): Promise<boolean> {
  const rows = await as(system, (tx) =>
    tx.execute(sql`select 1 from pg_locks where locktype = 'transactionid' and not granted`),
  );
  return rows.length > 0;
}
