import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { systemViewer } from "@/lib/auth/viewer";
import { checkArticle, checkCases } from "@/lib/checks/commands";
import { listCases } from "@/lib/checks/queries";
import { resolve, startConversation } from "@/lib/conversations/commands";
import { askForPerson } from "@/lib/conversations/escalate";
import { newId } from "@/lib/core/ids";
import { collectQuestions } from "@/lib/gaps/collect";
import { placeQuestions } from "@/lib/gaps/place";
import { getGap, listGaps } from "@/lib/gaps/queries";
import { publishArticle, publishDraft } from "@/lib/knowledge/commands";
import { searchPassages } from "@/lib/knowledge/search";
import { getArticleForStaff } from "@/lib/knowledge/staff-queries";
import { postMessage, postReply } from "@/lib/messages/commands";
import { completeRun, endStep, startStep } from "@/lib/runs/commands";
import { claimRun } from "@/lib/runs/lease";
import { makeAgent, makeCustomer, makeManager } from "@/tests/support/factories";
import { logIsSettled } from "@/tests/support/settled";
import { UNANSWERED } from "./assemble";
import {
  acceptSuggestion,
  dismissSuggestion,
  editSuggestion,
  suggestForGap,
  suggestFromConversation,
} from "./commands";
import { findSuggestion, getSuggestion } from "./queries";
import { setWritten, takeWanted } from "./writing";

const system = systemViewer("test");
const agent = await makeAgent({ name: "Alex Winter" });
const manager = await makeManager();

/** A question that found nothing; with an answer, a person gave it and resolved the conversation. */
async function ask(text: string, answer?: string) {
  const customer = await makeCustomer({ name: "Casey Morgan" });
  const { id } = await startConversation(customer, { person: false });
  const { runId } = await postMessage(customer, id, { id: newId(), text });
  const run = await claimRun(system, { runId: runId ?? "", instance: "t", provider: "t", model: "t" });
  if (!run) throw new Error("the run was not claimed");
  await startStep(run.viewer, 0, { kind: "tool", name: "search_knowledge_base", callId: newId(), args: {} });
  await endStep(run.viewer, 0, { state: "done", result: { answerable: false, results: [] } });
  const nothing = { text: "I found nothing.", citations: [], receipts: [], usage: null, fallbackFrom: null };
  await completeRun(run.viewer, nothing);
  if (answer) {
    await askForPerson(customer, id);
    await postReply(agent, id, { id: newId(), text: answer });
    await resolve(agent, id);
  }
  return id;
}
async function gapOf(title: string) {
  await logIsSettled();
  await collectQuestions(system);
  await placeQuestions(system);
  const gap = (await listGaps(agent, { state: "open", limit: 100 })).items.find((one) => one.title === title);
  if (!gap) throw new Error(`no gap ${title}`);
  return gap.id;
}

describe("from a gap to an article", () => {
  it("is made of what a person answered, edited, accepted, published, found, and the gap is closed", async () => {
    await ask("Do you deliver to Norway?");
    const conversationId = await ask(
      "Hi, is delivery to Norway possible?",
      "Hi Casey,\n\nI have checked your order B-20417. We deliver to Norway within 10 working days. You pay the duties on arrival.\n\nBest regards\nAlex",
    );
    const gapId = await gapOf("Do you deliver to Norway?");
    const made = await suggestForGap(agent, gapId);
    expect(made).toMatchObject({
      kind: "new",
      state: "ready",
      writer: "rules",
      isBeingWritten: false,
      conversationId,
      title: "Do you deliver to Norway?",
      body: "We deliver to Norway within 10 working days. You pay the duties on arrival.",
      category: "general",
      audience: "public",
      language: "en",
    });
    expect((await suggestForGap(agent, gapId)).id).toBe(made.id);
    const edited = await editSuggestion(agent, made.id, {
      revision: 1,
      title: "Delivery to Norway",
      category: "delivery",
    });
    expect(edited).toMatchObject({
      writer: "person",
      revision: 2,
      title: "Delivery to Norway",
      body: made.body,
    });
    await expect(editSuggestion(agent, made.id, { revision: 1, title: "Late" })).rejects.toMatchObject({
      code: "conflict",
      fields: { revision: "2" },
    });
    await expect(acceptSuggestion(agent, made.id, { revision: 1, keepQuestion: true })).rejects.toMatchObject(
      {
        code: "conflict",
      },
    );
    const { articleId } = await acceptSuggestion(agent, made.id, { revision: 2, keepQuestion: true });
    await expect(
      acceptSuggestion(manager, made.id, { revision: 2, keepQuestion: true }),
    ).rejects.toMatchObject({
      code: "conflict",
      message: "Alex Winter has accepted this suggestion meanwhile.",
    });
    const article = await getArticleForStaff(manager, articleId);
    expect(article).toMatchObject({
      status: "draft",
      draft: { origin: "suggestion", title: "Delivery to Norway" },
    });
    expect(await getGap(agent, gapId)).toMatchObject({
      state: "drafted",
      article: { id: articleId, isPublished: false },
    });
    expect(await listCases(agent, { articleId })).toMatchObject([
      {
        question: "Do you deliver to Norway?",
        passed: null,
        addedFrom: "suggestion",
        gapId,
        addedBy: "Alex Winter",
      },
    ]);
    await checkArticle(system, articleId);
    expect(await getGap(agent, gapId)).toMatchObject({ state: "drafted" });

    await publishDraft(manager, articleId, { revision: article.draft?.revision ?? 0 });
    expect(await searchPassages(system, { query: "Do you deliver to Norway?" })).toMatchObject({
      answerable: true,
    });
    await checkArticle(system, articleId);
    await checkCases(system);
    expect(await getGap(agent, gapId)).toMatchObject({
      state: "solved",
      found: { id: articleId, answerable: true },
    });
    expect(await listCases(agent, { articleId })).toMatchObject([{ passed: true, rank: 1 }]);
    expect(await findSuggestion(agent, { gapId })).toMatchObject({
      state: "accepted",
      draft: { id: articleId },
    });
  });

  it("says that nobody has answered, when nobody has", async () => {
    await ask("Which castors fit a parquet floor?");
    const made = await suggestForGap(agent, await gapOf("Which castors fit a parquet floor?"));
    expect(made).toMatchObject({ body: UNANSWERED, conversationId: null, kind: "new" });
    await dismissSuggestion(agent, made.id, { reason: "Not yet" });
    await expect(dismissSuggestion(agent, made.id, {})).rejects.toMatchObject({ code: "conflict" });
    expect(await findSuggestion(agent, { gapId: made.gapId ?? "" })).toBeNull();
    expect((await suggestForGap(agent, made.gapId ?? "")).id).not.toBe(made.id);
  });
});

describe("from a conversation", () => {
  it("proposes a change to the article that is about it, with the old text beside the new one", async () => {
    const body = "# Standing desks\n\nThe motor of a standing desk may hum while the standing desk moves.";
    const { id } = await publishArticle(system, {
      slug: "desk-motor",
      title: "The motor of a standing desk hums",
      summary: "Why it hums",
      body,
      category: "products",
    });
    const conversationId = await ask(
      "Why does the motor of my standing desk hum?",
      "Grease the spindle once a year. It then stays quiet.",
    );
    const made = await suggestFromConversation(agent, conversationId);
    expect(made).toMatchObject({
      kind: "change",
      title: "The motor of a standing desk hums",
      article: { id, before: body, isOutdated: false },
      body: `${body}\n\n## Why does the motor of my standing desk hum?\n\nGrease the spindle once a year. It then stays quiet.\n`,
      category: "products",
    });
    const { articleId } = await acceptSuggestion(agent, made.id, { revision: 1, keepQuestion: false });
    expect(articleId).toBe(id);
    expect((await getArticleForStaff(manager, id)).draft).toMatchObject({
      origin: "suggestion",
      body: made.body.trim(),
    });
    expect(await listCases(agent, { articleId })).toEqual([]);
    // There is one working copy: a second change is told so, and stays ready.
    const again = await suggestFromConversation(agent, conversationId);
    await expect(
      acceptSuggestion(agent, again.id, { revision: 1, keepQuestion: true }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await getSuggestion(agent, again.id)).toMatchObject({ state: "ready", decidedBy: null });
  });

  it("refuses a conversation in which nothing was asked", async () => {
    const customer = await makeCustomer();
    const { id } = await startConversation(customer, { person: true });
    await expect(suggestFromConversation(agent, id)).rejects.toMatchObject({ code: "conflict" });
    await expect(suggestFromConversation(agent, newId())).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("what a model writes", () => {
  it("takes the place of the rules' text, unless a person was faster", async () => {
    const id = await ask("Is there a cover for the bench?", "There is a cover for the bench in grey.");
    const made = await suggestFromConversation(agent, id);
    await as(system, (tx) =>
      tx.execute(sql`update article_suggestions set wanted = true where id = ${made.id}`),
    );
    const [wanted, ...more] = await takeWanted(system, 10);
    expect(more).toEqual([]);
    expect(wanted).toMatchObject({ id: made.id, question: "Is there a cover for the bench?", article: null });
    expect(wanted?.said.map(({ from }) => from)).toContain("staff");
    expect(await takeWanted(system, 10)).toEqual([]);
    const text = {
      title: "Covers",
      summary: "There are some.",
      body: "There is a grey cover for the bench.",
    };
    expect(await setWritten(system, wanted ?? (made as never), text)).toBe(true);
    expect(await getSuggestion(agent, made.id)).toMatchObject({
      writer: "model",
      ...text,
      revision: 2,
      isBeingWritten: false,
    });
    await editSuggestion(agent, made.id, { revision: 2, body: "Ours." });
    expect(await setWritten(system, { id: made.id, revision: 2, article: null }, text)).toBe(false);
    expect(await getSuggestion(agent, made.id)).toMatchObject({ writer: "person", body: "Ours." });
  });
});
