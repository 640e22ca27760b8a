import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { systemViewer } from "@/lib/auth/viewer";
import { archiveArticle, publishArticle, publishDraft } from "@/lib/knowledge/commands";
import { createArticle, saveDraft } from "@/lib/knowledge/drafts";
import { makeAgent, makeManager } from "@/tests/support/factories";
import {
  addCase,
  askForChecks,
  checkArticle,
  checkCases,
  dismissConflict,
  removeCase,
  reopenConflict,
} from "./commands";
import { casesBrokenBy, countChecks, listCases, listConflicts } from "./queries";
import { MAX_CASES } from "./schema";

const system = systemViewer("test");
const agent = await makeAgent();
const manager = await makeManager();

async function publish(
  slug: string,
  title: string,
  body: string,
  more: { audience?: "staff"; language?: string } = {},
) {
  const { id } = await publishArticle(system, {
    slug,
    title,
    summary: title,
    body,
    category: "general",
    ...more,
  });
  await checkArticle(system, id);
  return id;
}
const open = () => listConflicts(agent, { state: "open" });
const filler =
  "Keep the box until you are sure. The label is in your account, and any shop of the carrier takes it.";

describe("conflicts between articles", () => {
  it("are found after a publication, shown with what differs, and gone when the text changes", async () => {
    await publish(
      "returns",
      "Return an item",
      `${filler}\n\nYou can return an item within 14 days of delivery.`,
    );
    expect(await open()).toEqual([]);
    const other = await publish(
      "gifts",
      "Return a gift",
      `Gifts go back as well. Return an item within 30 days of delivery.`,
    );
    const [conflict, ...more] = await open();
    expect(more).toEqual([]);
    expect(conflict).toMatchObject({ kind: "contradiction", because: "number", state: "open" });
    const marked = [conflict?.a, conflict?.b].map((side) =>
      side?.marks.map(([from, to]) => side.text.slice(from, to)),
    );
    expect(marked.flat().sort()).toEqual(["14 days", "30 days"]);
    expect([conflict?.a.article.slug, conflict?.b.article.slug].sort()).toEqual(["gifts", "returns"]);
    expect(await countChecks(agent)).toMatchObject({ conflicts: 1 });
    await checkArticle(system, other);
    expect(await open()).toHaveLength(1);
    await publish(
      "gifts",
      "Return a gift",
      `Gifts go back as well. Return an item within 14 days of delivery.`,
    );
    expect(await open()).toEqual([]);
  });

  it("are remembered as none for these texts, and come back with others", async () => {
    const body = (days: number) => `A chair is lent for ${days} days in a showroom.`;
    await publish("lend-a", "Lend a chair", body(5));
    await publish("lend-b", "Chairs on loan", body(7));
    const [conflict] = await open();
    await dismissConflict(agent, conflict?.id ?? "");
    await expect(dismissConflict(agent, conflict?.id ?? "")).rejects.toMatchObject({ code: "conflict" });
    const id = await publish("lend-b", "Chairs on loan", body(7));
    expect(await open()).toEqual([]);
    expect(await listConflicts(agent, { state: "dismissed" })).toMatchObject([
      { id: conflict?.id, decidedBy: agent.name },
    ]);
    await reopenConflict(agent, conflict?.id ?? "");
    await dismissConflict(agent, conflict?.id ?? "");
    await publish("lend-b", "Chairs on loan", body(9));
    expect((await open()).map((one) => one.id)).not.toContain(conflict?.id);
    expect(await open()).toHaveLength(1);
    await archiveArticle(manager, id);
    await checkArticle(system, id);
    expect(await open()).toEqual([]);
  });

  it("are not searched between languages, nor between what readers and what the team reads", async () => {
    const body = (days: number) => `The lamp is repaired within ${days} days in the workshop.`;
    await publish("lamp", "Lamp repair", body(4));
    await publish("lamp-da", "Lamp repair dk", body(6), { language: "da" });
    await publish("lamp-team", "Lamp repair, for the team", body(8), { audience: "staff" });
    expect(await open()).toEqual([]);
  });

  it("names a text that stands twice", async () => {
    const text =
      "To oil the bench, sand it along the grain with fine paper. Apply a thin layer of oil with a cloth, wait for a quarter of an hour and wipe off what is left.";
    await publish("oil-a", "Oil a bench", text);
    await publish("oil-b", "Care for benches", `Twice a year is enough. ${text}`);
    expect(await open()).toMatchObject([{ kind: "duplicate", because: null }]);
    await publish("oil-b", "Care for benches", "Twice a year is enough.");
    expect(await open()).toEqual([]);
  });
});

describe("search cases", () => {
  it("pass when the article comes among the first and answers, and say what came instead when it does not", async () => {
    const hammock = await publish(
      "hammocks",
      "Hang a hammock",
      "Hang a hammock between two posts, 3 m apart.",
    );
    const good = await addCase(agent, { articleId: hammock, question: "How do I hang a hammock?" });
    expect(await addCase(agent, { articleId: hammock, question: "how do i hang a hammock?" })).toEqual(good);
    const bad = await addCase(agent, {
      articleId: hammock,
      question: "Can I return an item after delivery?",
    });
    expect(await checkCases(system)).toEqual({ checked: 2, failing: 1 });
    const cases = await listCases(agent, { articleId: hammock });
    expect(cases.map(({ id, passed, rank }) => [id, passed, rank])).toEqual([
      [bad.id, false, null],
      [good.id, true, 1],
    ]);
    expect(cases[0]?.found[0]?.slug).toBe("returns");
    expect(cases[0]?.failingSince).not.toBeNull();
    expect(await countChecks(agent)).toMatchObject({ failing: 1, cases: 2 });
    expect(await listCases(agent, { failing: true })).toHaveLength(1);
    await removeCase(agent, bad.id);
    await expect(removeCase(agent, bad.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(addCase(agent, { articleId: bad.id, question: "?" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("warn before a publication that would break them, which leaves no trace", async () => {
    const { id, slug, revision } = await createArticle(agent, {
      title: "Hang a hammock, hang a hammock",
      body: "How to hang a hammock. Hang a hammock. Hang the hammock on a hammock stand to hang.",
    });
    expect(slug).toBe("hang-a-hammock-hang-a-hammock");
    const hammock = (await listCases(agent, {})).find(({ question }) => question.includes("hammock"));
    const before = await as(system, (tx) =>
      tx.execute(sql`select (select count(*)::int from passages) as passages,
      (select count(*)::int from article_versions) as versions, (select count(*)::int from events) as events`),
    );
    expect(await casesBrokenBy(manager, id)).toEqual({ items: [], checked: 1, isComplete: true });
    const own = hammock?.article.id ?? "";
    await saveDraft(agent, own, {
      revision: 0,
      title: "Posts",
      body: "Put two posts 3 m apart into the ground.",
    });
    const broken = await casesBrokenBy(manager, own);
    expect(broken).toMatchObject({
      checked: 1,
      isComplete: true,
      items: [{ question: "How do I hang a hammock?", rank: null }],
    });
    const after = await as(system, (tx) =>
      tx.execute(sql`select (select count(*)::int from passages) as passages,
      (select count(*)::int from article_versions) as versions, (select count(*)::int - 1 from events) as events`),
    );
    expect([...after]).toEqual([...before]);
    expect(await casesBrokenBy(agent, (await listCases(agent, {}))[0]?.article.id ?? "")).toMatchObject({
      checked: 1,
    });
    await publishDraft(manager, id, { revision });
    expect(await checkCases(system)).toEqual({ checked: 1, failing: 0 });
  });

  it("are bounded for an article, and asked for by whoever wants to know", async () => {
    const article = await publish("many", "Many questions", "Nothing in particular.");
    await as(system, (tx) =>
      tx.execute(sql`insert into search_cases (id, question, article_id, added_from)
        select gen_random_uuid(), 'question ' || n, ${article}, 'hand' from generate_series(1, ${MAX_CASES}) n`),
    );
    await expect(addCase(agent, { articleId: article, question: "One more" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining(String(MAX_CASES)),
    });
    await askForChecks(agent);
    const [job] = await as(system, (tx) => tx.execute(sql`select 1`));
    expect(job).toBeDefined();
  });
});
