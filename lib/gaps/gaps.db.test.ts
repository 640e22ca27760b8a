import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { startConversation } from "@/lib/conversations/commands";
import { askForPerson } from "@/lib/conversations/escalate";
import { newId } from "@/lib/core/ids";
import { postMessage, rateMessage } from "@/lib/messages/commands";
import { completeRun, endStep, startStep } from "@/lib/runs/commands";
import { claimRun } from "@/lib/runs/lease";
import { makeAgent, makeCustomer } from "@/tests/support/factories";
import { logIsSettled } from "@/tests/support/settled";
import { withClient } from "../../scripts/lib/postgres-bootstrap.mjs";
import { collectQuestions } from "./collect";
import { dismissGap, mergeGaps, moveQuestion, reopenGap, solvedBy } from "./commands";
import { placeQuestions } from "./place";
import { getGap, listGaps } from "./queries";
import { noteMissedSearch } from "./searches";

const system = systemViewer("test");
const agent = await makeAgent();

/** A customer asks, the assistant searches and answers. */
async function ask(text: string, { answerable = false, customer = makeCustomer() } = {}) {
  const who = await customer;
  const { id } = await startConversation(who, { person: false });
  const { runId } = await postMessage(who, id, { id: newId(), text });
  const run = await claimRun(system, { runId: runId ?? "", instance: "t", provider: "t", model: "t" });
  if (!run) throw new Error("the run was not claimed");
  await startStep(run.viewer, 0, { kind: "tool", name: "search_knowledge_base", callId: newId(), args: {} });
  await endStep(run.viewer, 0, { state: "done", result: { answerable, results: [] } });
  const answer = { text: "I found nothing.", citations: [], receipts: [], usage: null, fallbackFrom: null };
  await completeRun(run.viewer, answer);
  return { customer: who, conversationId: id, answerId: run.viewer.runId };
}

async function collect() {
  await logIsSettled();
  const added = await collectQuestions(system);
  await placeQuestions(system);
  return added;
}
const open = async () => (await listGaps(agent, { state: "open", limit: 100 })).items;
const titled = async (title: string) => {
  const found = (await open()).find((gap) => gap.title === title);
  if (!found) throw new Error(`no gap “${title}” among ${(await open()).map((gap) => gap.title).join(", ")}`);
  return found;
};

describe("collecting", () => {
  it("keeps a question that found nothing once, however often the job runs and on however many instances", async () => {
    await ask("Do you deliver to Norway?");
    await ask("Hi! Is shipping to Norway possible? Thanks");
    await ask("What does the chair weigh in total?", { answerable: true });
    await Promise.all([collect(), collect(), collect()]);
    await collect();
    expect(await collect()).toBe(0);
    const gaps = await open();
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toMatchObject({
      questions: 2,
      customers: 2,
      searches: 0,
      state: "open",
      languages: ["en"],
    });
    expect(
      (await getGap(agent, gaps[0]?.id ?? "")).asked.map(({ text, source }) => [text, source]).sort(),
    ).toEqual([
      ["Do you deliver to Norway?", "search"],
      ["Is shipping to Norway possible?", "search"],
    ]);
  });

  it("takes the wish for a person after a search in vain as a question, and keeps the more telling way", async () => {
    const { customer, conversationId } = await ask("Which castors fit a parquet floor?");
    await collect();
    expect(
      (await getGap(agent, (await titled("Which castors fit a parquet floor?")).id)).asked[0]?.source,
    ).toBe("search");
    await askForPerson(customer, conversationId);
    expect(await collect()).toBe(0);
    const { asked } = await getGap(agent, (await titled("Which castors fit a parquet floor?")).id);
    expect(asked).toMatchObject([
      { source: "person", reason: "customer_request", customer: { id: customer.userId } },
    ]);
  });

  it("leaves out a wish for a person that no search came before", async () => {
    const customer = await makeCustomer();
    await startConversation(customer, { person: true });
    expect(await collect()).toBe(0);
  });

  it("takes what was rated as of no help, although a rating leaves no entry in the log", async () => {
    const said = await ask("How do I oil the Alder shelf?", { answerable: true });
    expect(await collect()).toBe(0);
    await rateMessage(said.customer, said.conversationId, said.answerId, "not_helpful");
    expect(await collect()).toBe(1);
    const { asked } = await getGap(agent, (await titled("How do I oil the Alder shelf?")).id);
    expect(asked[0]).toMatchObject({ source: "rating", conversationId: said.conversationId });
  });

  it("keeps no number, address or name of a case", async () => {
    await ask(
      "Hello, my card 4111 1111 1111 1111 was refused for order B-20417, kim@example.com. Do you take Klarna?",
    );
    await ask("My vase from order B-20417 is teal, is a lilac vase to be had, write to kim@example.com");
    await collect();
    const texts = await as(system, (tx) => tx.execute<{ text: string }>(sql`select text from gap_questions`));
    expect(texts.map(({ text }) => text).filter((text) => /4111|20417|kim@/.test(text))).toEqual([]);
    expect(await titled("Do you take Klarna?")).toMatchObject({ questions: 1 });
  });

  it("goes with the customer who asked", async () => {
    const { customer } = await ask("Is there a museum of desks?");
    await collect();
    const { id } = await titled("Is there a museum of desks?");
    await as(system, async (tx) => {
      const [row] = await tx.execute(
        sql`select 1 from gap_postings p join gap_questions q on q.id = p.question_id where q.gap_id = ${id}`,
      );
      expect(row).toBeDefined();
    });
    // As the owner of the tables, whom row security binds as long as it is forced.
    await withClient(process.env.DATABASE_URL ?? "", (client) =>
      client.begin(async (owner) => {
        await owner`alter table conversations no force row level security`;
        await owner`delete from conversations where customer_id = ${customer.userId}`;
        await owner`alter table conversations force row level security`;
      }),
    );
    expect((await open()).map((gap) => gap.id)).not.toContain(id);
    await expect(getGap(agent, id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("searches of the help center", () => {
  it("are counted by text, without who searched; what names somebody is not kept", async () => {
    const customer = await makeCustomer();
    for (const viewer of [visitorViewer(), customer, agent])
      await noteMissedSearch(viewer, { query: "  Hammock STANDS for balconies " });
    for (const query of [
      "order B-20417 lost parcel",
      "kim@example.com balcony hammock",
      "hammock",
      "??",
      "x".repeat(400),
    ])
      await noteMissedSearch(visitorViewer(), { query });
    await collect();
    const gap = await titled("Hammock stands for balconies");
    expect(gap).toMatchObject({ questions: 3, customers: 0, searches: 3 });
    const { asked } = await getGap(agent, gap.id);
    expect(asked).toMatchObject([{ times: 3, customer: null, conversationId: null, source: "help_center" }]);
    const [row] = await as(system, (tx) =>
      tx.execute(sql`select count(*)::int as n from gap_questions where source = 'help_center'`),
    );
    expect(row).toEqual({ n: 1 });
  });
});

describe("what people decide", () => {
  it("dismisses with a reason, takes it back, and stays dismissed when it comes up again", async () => {
    await ask("Do you sell aquariums?");
    await collect();
    const { id } = await titled("Do you sell aquariums?");
    await dismissGap(agent, id, { reason: "Not what we sell" });
    await expect(dismissGap(agent, id, { reason: "Again" })).rejects.toMatchObject({ code: "conflict" });
    await ask("do you sell an aquarium");
    await collect();
    expect(await getGap(agent, id)).toMatchObject({
      state: "dismissed",
      reason: "Not what we sell",
      decidedBy: agent.name,
      questions: 2,
    });
    await reopenGap(agent, id);
    expect(await getGap(agent, id)).toMatchObject({ state: "open", reason: null });
  });

  it("merges two gaps and moves a question out again", async () => {
    await ask("Can the bench be painted?");
    await ask("What lacquer suits the bench?");
    await collect();
    const [one, other] = [
      await titled("Can the bench be painted?"),
      await titled("What lacquer suits the bench?"),
    ];
    expect((await getGap(agent, one.id)).near.map(({ id }) => id)).toContain(other.id);
    await mergeGaps(agent, one.id, { from: other.id });
    const merged = await getGap(agent, one.id);
    expect(merged).toMatchObject({ questions: 2, customers: 2 });
    await expect(getGap(agent, other.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(mergeGaps(agent, one.id, { from: one.id })).rejects.toMatchObject({ code: "invalid" });
    const question = merged.asked.find(({ text }) => text.includes("lacquer"));
    const { gapId } = await moveQuestion(agent, question?.id ?? "", { gapId: null });
    expect(await getGap(agent, gapId)).toMatchObject({
      title: "What lacquer suits the bench?",
      questions: 1,
    });
    expect(await getGap(agent, one.id)).toMatchObject({ title: "Can the bench be painted?", questions: 1 });
    await moveQuestion(agent, question?.id ?? "", { gapId: one.id });
    await expect(getGap(agent, gapId)).rejects.toMatchObject({ code: "not_found" });
  });

  it("opens a solved gap again when it is asked later, not when it was asked before", async () => {
    await ask("Is there a piano stool?");
    await collect();
    const { id } = await titled("Is there a piano stool?");
    const before = await ask("is there a stool for a piano");
    await as(system, async (tx) => {
      const [article] = await tx.execute<{ id: string }>(sql`
        insert into articles (id, slug, title, summary, body, category) values
          (${newId()}, 'piano-stools', 'Piano stools', 'Which there are', 'None yet.', 'general') returning id`);
      await solvedBy(tx, system, id, article?.id ?? "");
    });
    await collect();
    expect(await getGap(agent, id)).toMatchObject({ state: "solved", questions: 2 });
    expect(before.conversationId).toBeDefined();
    await ask("Is there a piano stool now?");
    await collect();
    const gap = await getGap(agent, id);
    expect(gap).toMatchObject({ state: "open", questions: 3 });
    expect(gap.reopenedAt).not.toBeNull();
  });
});

describe("the list", () => {
  it("has pages that neither repeat nor leave out, and counts that match", async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listGaps(agent, { state: "open", limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    const { counts } = await listGaps(agent, { state: "open", limit: 1 });
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(counts.open);
    await expect(listGaps(agent, { state: "open", limit: 2, cursor: "abc" })).rejects.toMatchObject({
      code: "invalid",
    });
    const searched = await listGaps(agent, { state: "open", source: "help_center", limit: 50 });
    expect(searched.items.map(({ title }) => title)).toEqual(["Hammock stands for balconies"]);
    expect((await listGaps(agent, { state: "open", language: "de", limit: 50 })).items).toEqual([]);
  });
});
