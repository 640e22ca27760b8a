import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { events, messages } from "@/db/schema/conversations";
import { runs } from "@/db/schema/runs";
import type { AssistantViewer, CustomerViewer, StaffViewer } from "@/lib/auth/viewer";
import { systemViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { addNote, postMessage, postReply } from "@/lib/messages/commands";
import { listHistory, listMessages } from "@/lib/messages/queries";
import { completeRun, flushChunks } from "@/lib/runs/commands";
import { StaleRun } from "@/lib/runs/fence";
import { claimRun } from "@/lib/runs/lease";
import { listTickets } from "@/lib/tickets/queries";
import { makeAgent, makeCustomer } from "@/tests/support/factories";
import { cancelWaiting, claim, handBack, resolve, startConversation, stopRun, takeOver } from "./commands";
import { askForPerson, escalate } from "./escalate";
import { getConversation, listConversations } from "./queries";

const system = systemViewer("test");
const answer = { text: "Thirty days.", citations: [], receipts: [], usage: null, fallbackFrom: null };

let casey: CustomerViewer;
let jordan: CustomerViewer;
let alex: StaffViewer;
let sam: StaffViewer;
let id: string;

beforeEach(async () => {
  [casey, jordan, alex, sam] = await Promise.all([makeCustomer(), makeCustomer(), makeAgent(), makeAgent()]);
  ({ id } = await startConversation(casey, { person: false }));
});

async function running(text = "How long can I return a desk?"): Promise<AssistantViewer> {
  const { runId } = await postMessage(casey, id, { id: newId(), text });
  const run = await claimRun(system, {
    runId: runId ?? "",
    instance: "test",
    provider: "test",
    model: "test",
  });
  if (!run) throw new Error("the run was not claimed");
  return run.viewer;
}
const stateOf = (runId: string) =>
  as(
    system,
    async (tx) => (await tx.select({ state: runs.state }).from(runs).where(eq(runs.id, runId)))[0]?.state,
  );

describe("a start", () => {
  it("with an id of the caller's own begins one conversation, however often it is sent", async () => {
    const mine = { id: newId(), person: true };
    const starts = await Promise.all(Array.from({ length: 4 }, () => startConversation(casey, mine)));
    expect(new Set(starts.map((started) => started.id))).toEqual(new Set([mine.id]));
    const view = await getConversation(casey, mine.id);
    expect(view).toMatchObject({ owner: { kind: "queue" }, seq: 2 });
    await expect(startConversation(jordan, mine)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a customer's message", () => {
  it("is stored once, however often it is sent, and answers the same", async () => {
    const message = { id: newId(), text: "Where is my order?" };
    const sends = await Promise.all(Array.from({ length: 8 }, () => postMessage(casey, id, message)));
    expect(new Set(sends.map((sent) => `${sent.seq} ${sent.runId}`)).size).toBe(1);
    expect(sends.filter((sent) => sent.starts)).toHaveLength(1);
    const { items } = await listMessages(casey, id, { after: 0, limit: 50 });
    expect(items.filter((item) => item.id === message.id)).toHaveLength(1);
  });

  it("is refused when its id was used for another text, and nothing changes", async () => {
    const first = { id: newId(), text: "One" };
    await postMessage(casey, id, first);
    await expect(postMessage(casey, id, { ...first, text: "Two" })).rejects.toMatchObject({
      code: "conflict",
    });
    const { items } = await listMessages(casey, id, { after: 0, limit: 50 });
    expect(items.map((item) => item.text)).toEqual(["One"]);
  });

  it("supersedes the run of the message before it: one answer for a burst", async () => {
    const first = await running("Hello");
    const second = await postMessage(casey, id, { id: newId(), text: "How do returns work?" });
    expect(await stateOf(first.runId)).toBe("superseded");
    await expect(completeRun(first, answer)).rejects.toBeInstanceOf(StaleRun);
    expect(second.starts).toBe(true);
  });

  it("starts no run while a person has the conversation", async () => {
    await takeOver(alex, id);
    const posted = await postMessage(casey, id, { id: newId(), text: "Are you there?" });
    expect(posted).toMatchObject({ runId: null, starts: false });
  });

  it("does not exist for another customer", async () => {
    await expect(postMessage(jordan, id, { id: newId(), text: "Hi" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(listMessages(jordan, id, { after: 0, limit: 9 })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(getConversation(jordan, id)).rejects.toMatchObject({ code: "not_found" });
    expect((await listConversations(jordan, { view: "all" }, { limit: 50 })).items).toEqual([]);
  });
});

describe("a takeover", () => {
  it("silences the assistant: no text, no answer, no effect after it", async () => {
    const run = await running();
    await flushChunks(run, 1, [{ type: "start" }]);
    await takeOver(alex, id);
    await expect(flushChunks(run, 2, [{ type: "text-delta" }])).rejects.toBeInstanceOf(StaleRun);
    await expect(completeRun(run, answer)).rejects.toBeInstanceOf(StaleRun);
    await expect(escalate(run, { reason: "policy", urgency: "low" })).rejects.toBeInstanceOf(StaleRun);
    expect(await stateOf(run.runId)).toBe("cancelled");
  });

  it("never lets an answer land after it, whoever wins the race", async () => {
    for (let round = 0; round < 40; round++) {
      const started = await startConversation(casey, { person: false });
      id = started.id;
      const run = await running();
      const results = await Promise.allSettled([
        completeRun(run, answer),
        takeOver(alex, id),
        flushChunks(run, 1, [{ type: "start" }]),
      ]);
      expect(results[1]?.status).toBe("fulfilled");
      const { items } = await listMessages(alex, id, { after: 0, limit: 50 });
      const passed = items.find((item) => item.kind === "handover")?.seq ?? 0;
      const spoken = items.filter((item) => item.author.kind === "assistant");
      for (const said of spoken) expect(said.seq).toBeLessThan(passed);
      expect(spoken).toHaveLength(results[0]?.status === "fulfilled" ? 1 : 0);
    }
  });

  it("happens by replying, too", async () => {
    const run = await running();
    await postReply(alex, id, { id: newId(), text: "I will look into it." });
    expect((await getConversation(alex, id)).owner).toMatchObject({ kind: "agent", isMe: true });
    await expect(completeRun(run, answer)).rejects.toBeInstanceOf(StaleRun);
  });
});

describe("the queue", () => {
  it("gives a contested conversation to exactly one agent and tells the other by whom", async () => {
    for (let round = 0; round < 25; round++) {
      const started = await startConversation(casey, { person: true });
      const results = await Promise.allSettled([claim(alex, started.id), claim(sam, started.id)]);
      const losers = results.filter((result) => result.status === "rejected");
      expect(losers).toHaveLength(1);
      const { owner } = await getConversation(alex, started.id);
      expect(losers[0]?.reason).toMatchObject({
        code: "conflict",
        message: `${owner.name} already has this conversation.`,
      });
    }
  });

  it("lists the most urgent first, then who has waited longest, over pages without gap or repeat", async () => {
    const wanted: string[] = [];
    for (const urgency of ["medium", "urgent", "medium", "low", "urgent"] as const) {
      const started = await startConversation(casey, { person: false });
      id = started.id;
      await escalate(await running(), { reason: "policy", urgency });
      wanted.push(started.id);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listConversations(
        alex,
        { view: "queue", customerId: casey.userId },
        { cursor, limit: 2 },
      );
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([1, 4, 0, 2, 3].map((n) => wanted[n]));
  });

  it("is joined by the assistant's own escalation, in words and in deed, with a package", async () => {
    const run = await running("My lamp is on fire");
    await escalate(run, { reason: "policy", urgency: "urgent" });
    const view = await getConversation(alex, id);
    expect(view).toMatchObject({
      owner: { kind: "queue" },
      urgency: "urgent",
      handover: { reason: "policy" },
    });
    expect(view.handover?.question).toBe("My lamp is on fire");
    expect((await getConversation(casey, id)).handover).toBeNull();
    expect(await stateOf(run.runId)).toBe("completed");
  });

  it("is tracked under one ticket, opened or linked, that ends with the conversation", async () => {
    const run = await running("My lamp is on fire");
    await escalate(run, { reason: "policy", urgency: "urgent" });
    const mine = () => listTickets(casey, { conversationId: id, limit: 50 });
    expect((await mine()).items).toMatchObject([
      { subject: "My lamp is on fire", priority: "urgent", status: "open", tags: ["handover", "policy"] },
    ]);
    await cancelWaiting(casey, id);
    await askForPerson(casey, id);
    expect((await mine()).items).toHaveLength(1);
    await resolve(casey, id);
    expect((await mine()).items).toMatchObject([{ status: "resolved" }]);
  });

  it("opens no ticket before anything was said", async () => {
    await askForPerson(casey, id);
    expect((await listTickets(casey, { conversationId: id, limit: 50 })).items).toEqual([]);
  });

  it("is left again by the customer, who is back with the assistant", async () => {
    await askForPerson(casey, id);
    await cancelWaiting(casey, id);
    expect((await getConversation(casey, id)).owner.kind).toBe("assistant");
    await expect(cancelWaiting(casey, id)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a hand back", () => {
  it("starts a turn for an instruction, keeps it from the customer, and only the owner may", async () => {
    await takeOver(alex, id);
    await expect(handBack(sam, id, {})).rejects.toMatchObject({ code: "conflict" });
    const { runId } = await handBack(alex, id, { instruction: "Open a ticket for the scratch" });
    expect(runId).not.toBeNull();
    const mine = await listMessages(casey, id, { after: 0, limit: 50 });
    expect(JSON.stringify(mine.items)).not.toContain("scratch");
    expect((await getConversation(casey, id)).instruction).toBeNull();
  });

  it("starts none when nobody waits for an answer", async () => {
    await postReply(alex, id, { id: newId(), text: "Done." });
    expect(await handBack(alex, id, {})).toEqual({ runId: null });
  });
});

describe("a note", () => {
  it("reaches staff only: not the customer, not the model, not the customer's events", async () => {
    await takeOver(alex, id);
    await addNote(alex, id, { id: newId(), text: "canary-note" });
    const staff = await listMessages(sam, id, { after: 0, limit: 50 });
    expect(staff.items.some((item) => item.text === "canary-note")).toBe(true);
    const own = await listMessages(casey, id, { after: 0, limit: 50 });
    expect(JSON.stringify(own)).not.toContain("canary-note");
    await handBack(alex, id, { instruction: "canary-instruction" });
    const seen = await as(casey, (tx) => tx.select().from(events).where(eq(events.type, "note.added")));
    expect(seen).toEqual([]);
    const run = await running();
    expect(JSON.stringify(await listHistory(run, 50))).not.toContain("canary");
  });
});

describe("order", () => {
  it("is gapless and unique under parallel writers", async () => {
    await Promise.all([
      ...Array.from({ length: 12 }, (_, n) => postMessage(casey, id, { id: newId(), text: `Message ${n}` })),
      ...Array.from({ length: 6 }, (_, n) => addNote(alex, id, { id: newId(), text: `Note ${n}` })),
      takeOver(alex, id),
    ]);
    const seqs = await as(system, (tx) =>
      tx.select({ seq: events.seq }).from(events).where(eq(events.conversationId, id)).orderBy(events.seq),
    );
    expect(seqs.map((row) => row.seq)).toEqual(seqs.map((_, n) => n + 1));
  });
});

describe("stopping and resolving", () => {
  it("ends the run at once", async () => {
    const run = await running();
    await stopRun(casey, id);
    expect(await stateOf(run.runId)).toBe("cancelled");
    await expect(flushChunks(run, 1, [])).rejects.toBeInstanceOf(StaleRun);
  });

  it("is confirmed by the customer, assumed by staff, and undone by writing", async () => {
    await resolve(casey, id);
    expect((await getConversation(casey, id)).status).toBe("resolved");
    const posted = await postMessage(casey, id, { id: newId(), text: "It broke again" });
    expect(posted.starts).toBe(true);
    expect(await getConversation(casey, id)).toMatchObject({
      status: "open",
      episode: 2,
      owner: { kind: "assistant" },
    });
  });
});

describe("the database itself", () => {
  it("lets the application neither rewrite nor delete what was said or recorded", async () => {
    await postMessage(casey, id, { id: newId(), text: "Original" });
    const attempts = [
      () => as(system, (tx) => tx.update(messages).set({ text: "Forged" })),
      () => as(system, (tx) => tx.delete(messages)),
      () => as(system, (tx) => tx.update(events).set({ type: "forged" })),
      () => as(system, (tx) => tx.delete(events)),
    ];
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({ cause: { code: "42501" } });
  });

  it("shows one customer nothing of another, whatever the query asks for", async () => {
    await postMessage(casey, id, { id: newId(), text: "Private" });
    for (const table of [
      "conversations",
      "messages",
      "events",
      "runs",
      "run_chunks",
      "tickets",
      "orders",
      "notifications",
    ]) {
      const rows = await as(jordan, (tx) => tx.execute(sql`select 1 from ${sql.identifier(table)}`));
      expect(rows.length, table).toBe(0);
    }
  });
});
