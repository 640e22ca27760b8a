/** Many messages at once, from several tabs and around changes of hands: one answer, one order, nobody talked over. */
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { as, sqlState } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { runs } from "@/db/schema/runs";
import { tickets } from "@/db/schema/tickets";
import { type CustomerViewer, type StaffViewer, systemViewer } from "@/lib/auth/viewer";
import { handBack, startConversation, takeOver } from "@/lib/conversations/commands";
import { getConversation } from "@/lib/conversations/queries";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { completeRun } from "@/lib/runs/commands";
import { StaleRun } from "@/lib/runs/fence";
import { claimRun } from "@/lib/runs/lease";
import { openTicket } from "@/lib/tickets/commands";
import { makeAgent, makeCustomer } from "@/tests/support/factories";
import { postMessage, postReply } from "./commands";
import { listMessages } from "./queries";

const system = systemViewer("test");
const answer = { text: "One answer.", citations: [], receipts: [], usage: null, fallbackFrom: null };
let casey: CustomerViewer;
let alex: StaffViewer;
let id: string;

beforeEach(async () => {
  [casey, alex] = await Promise.all([makeCustomer(), makeAgent({ name: "Alex" })]);
  ({ id } = await startConversation(casey, { person: false }));
});

const say = (text: string, messageId = newId()) => postMessage(casey, id, { id: messageId, text });
const runsOf = () => as(system, (tx) => tx.select().from(runs).where(eq(runs.conversationId, id)));
const thread = async () => (await listMessages(alex, id, { after: 0, limit: 200 })).items;

/** Every number once, from the first to the last. */
async function expectGapless() {
  const rows = await as(system, (tx) =>
    tx
      .select({ seq: events.seq })
      .from(events)
      .where(sql`${events.conversationId} = ${id} and ${events.seq} is not null`)
      .orderBy(events.seq),
  );
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, n) => n + 1));
  expect((await getConversation(alex, id)).seq).toBe(rows.length);
}

/** What a process does with a run: claims it, and answers if it still may. Answers whether it did. */
async function work(runId: string | null): Promise<boolean> {
  if (!runId) return false;
  const claimed = await claimRun(system, { runId, instance: "test", provider: "test", model: "test" });
  if (!claimed) return false;
  try {
    await completeRun(claimed.viewer, answer);
    return true;
  } catch (error) {
    if (error instanceof StaleRun) return false;
    throw error;
  }
}

describe("twenty messages from two tabs, each sent twice", () => {
  it("are stored once, in one order, with one live run and one answer to them all", async () => {
    const sent = Array.from({ length: 20 }, (_, n) => ({ id: newId(), text: `Message ${n}` }));
    const posted = await Promise.all([...sent, ...sent].map((message) => postMessage(casey, id, message)));

    const live = (await runsOf()).filter((run) => run.state === "queued" || run.state === "running");
    expect(live).toHaveLength(1);
    expect(posted.filter((one) => one.starts)).toHaveLength(20);
    const ended = (await runsOf()).filter((run) => run.id !== live[0]?.id);
    expect(ended.map((run) => run.state)).toEqual(Array(19).fill("superseded"));

    const answered = await Promise.all(posted.map((one) => work(one.starts ? one.runId : null)));
    expect(answered.filter(Boolean)).toHaveLength(1);
    const items = await thread();
    expect(items.filter((item) => item.author.kind === "customer")).toHaveLength(20);
    // The run answers the last of them: it is the one that saw them all.
    expect(items.at(-1)).toMatchObject({ author: { kind: "assistant" }, runId: live[0]?.id });
    await expectGapless();
  });

  it("get one answer when the work begins between them", async () => {
    for (let round = 0; round < 5; round++) {
      const before = (await thread()).length;
      const answered = await Promise.all(
        Array.from({ length: 6 }, async (_, n) => work((await say(`Round ${round}, ${n}`)).runId)),
      );
      // An answer that lands early was right when it landed; the last message always has one after it.
      expect(answered.some(Boolean)).toBe(true);
      const items = (await thread()).slice(before);
      expect(items.at(-1)?.author.kind).toBe("assistant");
      for (const [n, item] of items.entries())
        if (item.author.kind === "assistant") expect(items[n - 1]?.author.kind).toBe("customer");
    }
    await expectGapless();
  });
});

describe("messages around takeover and hand back", () => {
  it("start no run while a person has the conversation, whoever wins each race", async () => {
    const acts = [
      () => takeOver(alex, id),
      () => handBack(alex, id, {}),
      () => handBack(alex, id, { instruction: "Go on" }),
      () => postReply(alex, id, { id: newId(), text: "I have it." }),
    ];
    const starts: (string | null)[] = [];
    for (let round = 0; round < 40; round++) {
      const results = await Promise.allSettled([
        say(`Before ${round}`),
        acts[round % acts.length]?.(),
        say(`After ${round}`),
      ]);
      for (const result of results)
        if (result.status === "rejected") expect(result.reason).toBeInstanceOf(AppError);
      for (const result of [results[0], results[2]])
        if (result?.status === "fulfilled" && result.value?.starts) starts.push(result.value.runId);
    }
    const passes = await as(system, (tx) =>
      tx.execute<{ epoch: number; owner: string }>(sql`
        select (data->>'epoch')::int as epoch, data->'to'->>'kind' as owner from events
         where conversation_id = ${id} and data ? 'epoch'`),
    );
    const ownerAt = new Map(passes.map((pass) => [pass.epoch, pass.owner]));
    const all = await runsOf();
    expect(all.length).toBeGreaterThan(10);
    expect(passes.filter((pass) => pass.owner === "agent").length).toBeGreaterThan(5);
    for (const run of all) expect(ownerAt.get(run.epoch) ?? "assistant").toBe("assistant");
    expect(all.map((run) => run.id)).toEqual(expect.arrayContaining(starts));
    const { owner } = await getConversation(alex, id);
    const live = all.filter((run) => run.state === "queued" || run.state === "running");
    expect(live.length).toBeLessThanOrEqual(owner.kind === "assistant" ? 1 : 0);
    await expectGapless();
  }, 60_000);
});

describe("a ticket", () => {
  const ticket = {
    subject: "Screw",
    description: "Send one.",
    priority: "low",
    category: "general",
    tags: [],
  } as const;

  it("exists only with a conversation of the same customer", async () => {
    const jordan = await makeCustomer();
    const nowhere = newId();
    await expect(
      openTicket(casey, { ...ticket, tags: [], conversationId: nowhere }, { callId: "a" }),
    ).rejects.toMatchObject({ code: "not_found" });
    const row = { id: newId(), subject: "Screw", description: "Send one.", openedBy: "staff" as const };
    const attempts = [
      { ...row, conversationId: nowhere, customerId: casey.userId },
      { ...row, conversationId: id, customerId: jordan.userId },
    ];
    for (const values of attempts) {
      const failed = await as(system, (tx) => tx.insert(tickets).values(values)).catch(
        (error: unknown) => error,
      );
      expect(sqlState(failed)).toBe("23503");
    }
    expect(await as(system, (tx) => tx.select().from(tickets).where(eq(tickets.id, row.id)))).toEqual([]);
  });
});
