/** Whole turns on the built-in model, real tools and real PostgreSQL. */
import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { runs } from "@/db/schema/runs";
import type { CustomerViewer, StaffViewer } from "@/lib/auth/viewer";
import { systemViewer } from "@/lib/auth/viewer";
import { handBack, startConversation, takeOver } from "@/lib/conversations/commands";
import { askForPerson } from "@/lib/conversations/escalate";
import { getConversation } from "@/lib/conversations/queries";
import { newId } from "@/lib/core/ids";
import { publishArticle } from "@/lib/knowledge/commands";
import { postMessage } from "@/lib/messages/commands";
import { listMessages } from "@/lib/messages/queries";
import { watchRun } from "@/lib/realtime/run-stream";
import { getRun } from "@/lib/runs/queries";
import { listTickets } from "@/lib/tickets/queries";
import { makeAgent, makeCustomer } from "@/tests/support/factories";
import { chunksOf } from "@/tests/support/sse";
import { runTurn } from "./turn";

let casey: CustomerViewer;
let alex: StaffViewer;
let id: string;

beforeAll(async () => {
  await publishArticle(systemViewer("test"), {
    slug: "returns",
    title: "Returning a product",
    summary: "How long you can return a product and how.",
    category: "returns",
    audience: "public",
    status: "published",
    body: "## How long you have\n\nYou can return any desk or chair within 30 days of delivery.\n\n## Who pays\n\nReturns are free of charge within the country.",
  });
});

beforeEach(async () => {
  [casey, alex] = await Promise.all([
    makeCustomer({ name: "Casey Lindqvist" }),
    makeAgent({ name: "Alex Moreau" }),
  ]);
  ({ id } = await startConversation(casey, { person: false }));
});

async function say(text: string) {
  const { runId } = await postMessage(casey, id, { id: newId(), text });
  if (!runId) throw new Error("no run");
  await runTurn(runId);
  const { items } = await listMessages(casey, id, { after: 0, limit: 200 });
  const answer = items.findLast((item) => item.author.kind === "assistant" && item.kind === "message");
  return { runId, answer, items };
}

describe("a turn on the built-in model", () => {
  it("answers from the knowledge base and cites the passage it used", async () => {
    const { runId, answer } = await say("How long do I have to return a chair?");
    expect(answer?.text).toContain("30 days");
    expect(answer?.text).toMatch(/\[1\]/);
    expect(answer?.citations[0]).toMatchObject({ n: 1, title: "Returning a product" });
    expect(answer?.citations[0]?.href).toMatch(/^\/help\/returns/);
    expect(await getRun(casey, runId)).toMatchObject({ state: "completed" });
  });

  it("notes when its first words came, between start and end", async () => {
    const { runId } = await say("How long do I have to return a chair?");
    const [run] = await as(systemViewer("test"), (tx) => tx.select().from(runs).where(eq(runs.id, runId)));
    const [start, first, end] = [run?.startedAt, run?.firstTokenAt, run?.endedAt].map(Number);
    expect([start, first, end].every((time) => Number.isFinite(time) && (time ?? 0) > 0)).toBe(true);
    expect(first).toBeGreaterThanOrEqual(start ?? 0);
    expect(first).toBeLessThanOrEqual(end ?? 0);
  });

  it("says so when it finds nothing, and offers a person", async () => {
    const { answer } = await say("Which moons of Jupiter have volcanoes?");
    expect(answer?.citations).toEqual([]);
    expect(answer?.text).toMatch(/could not find|person|team/i);
  });

  it("opens a ticket after a yes, once, and leaves a receipt", async () => {
    await say("Please open a ticket: my desk arrived scratched on the left side of the top");
    let last = await say("yes");
    for (let n = 0; n < 4 && !last.answer?.receipts.length; n++) last = await say("yes");
    const { items: tickets } = await listTickets(casey, { sort: "updated", limit: 10 });
    expect(tickets).toHaveLength(1);
    expect(last.answer?.receipts[0]).toMatchObject({ tool: "create_ticket", state: "done" });
    expect(last.answer?.receipts[0]?.label).toBe(`Opened ticket #${tickets[0]?.number}`);
  });

  it("passes the conversation on when asked, and says nothing more", async () => {
    const { items } = await say("I want to talk to a real person");
    expect((await getConversation(alex, id)).owner.kind).toBe("queue");
    expect(items.filter((item) => item.author.kind === "assistant")).toHaveLength(1);
    expect((await getConversation(alex, id)).handover).toMatchObject({ reason: "customer_request" });
  });

  it("writes nothing when a person took over before it began", async () => {
    const { runId } = await postMessage(casey, id, { id: newId(), text: "How do returns work?" });
    await takeOver(alex, id);
    await runTurn(runId ?? "");
    const { items } = await listMessages(casey, id, { after: 0, limit: 50 });
    expect(items.filter((item) => item.author.kind === "assistant")).toEqual([]);
  });

  it("follows the instruction of a hand back", async () => {
    await askForPerson(casey, id);
    await takeOver(alex, id);
    const { runId } = await handBack(alex, id, { instruction: "Open a ticket about the scratched desk" });
    await runTurn(runId ?? "");
    expect((await listTickets(casey, { sort: "updated", limit: 10 })).items).toHaveLength(1);
  });
});

describe("the stream of a run", () => {
  const textOf = (chunks: { delta?: string }[]) => chunks.map((chunk) => chunk.delta ?? "").join("");

  it("shows the sender, a watching agent and a latecomer the same, and ends with one finish", async () => {
    const { runId } = await postMessage(casey, id, { id: newId(), text: "How long can I return a desk?" });
    const run = { id: runId ?? "", conversationId: id };
    const watching = [chunksOf(watchRun(casey, run)), chunksOf(watchRun(alex, run))];
    await runTurn(run.id);
    const late = await chunksOf(watchRun(casey, run));
    const [sender, watcher] = await Promise.all(watching);
    const { items } = await listMessages(casey, id, { after: 0, limit: 50 });
    const stored = items.find((item) => item.runId === runId)?.text;
    for (const chunks of [sender, watcher, late]) {
      expect(textOf(chunks ?? []).trim()).toBe(stored);
      expect(chunks?.filter((chunk) => chunk.type === "finish")).toHaveLength(1);
      expect(chunks?.at(-1)?.type).toBe("finish");
    }
  });
});
