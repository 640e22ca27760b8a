/** Writing: saves that name their revision, and what other people see of a draft meanwhile. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { articleDrafts, articles } from "@/db/schema/knowledge";
import { type StaffViewer, systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { makeAgent, makeManager } from "@/tests/support/factories";
import { publishArticle, publishDraft } from "./commands";
import {
  createArticle,
  discardDraft,
  saveDraft,
  scheduleDraft,
  submitDraft,
  unscheduleDraft,
  withdrawDraft,
} from "./drafts";
import { MAX_NOTE } from "./editing-schema";
import { MAX_ARTICLE, MAX_SUMMARY } from "./schema";
import { searchPassages } from "./search";
import { getArticleForStaff, listArticlesForStaff } from "./staff-queries";

const system = systemViewer("test");
let agent: StaffViewer;
let colleague: StaffViewer;
let manager: StaffViewer;
beforeAll(async () => {
  [agent, colleague, manager] = await Promise.all([
    makeAgent({ name: "Alex Moreau" }),
    makeAgent({ name: "Sam Okafor" }),
    makeManager(),
  ]);
});
afterAll(closeDatabase);

const soon = (days = 1) => new Date(Date.now() + days * 86_400_000).toISOString();
const begin = (title = `Desk ${newId()}`) => createArticle(agent, { title, body: "The first text." });
async function live(title?: string) {
  const { id, revision, slug } = await begin(title);
  await publishDraft(manager, id, { revision });
  return { id, slug };
}
const draftOf = async (id: string) => {
  const { draft } = await getArticleForStaff(agent, id);
  if (!draft) throw new Error("there is no draft");
  return draft;
};

describe("createArticle", () => {
  it("makes an article of a title, at a free address, owned by whoever began it", async () => {
    const title = `How to lift a desk ${newId()}`;
    const [one, two] = [await begin(title), await begin(title)];
    expect(two.slug).toBe(`${one.slug}-2`);
    const made = await getArticleForStaff(colleague, one.id);
    expect(made).toMatchObject({
      title,
      status: "draft",
      version: 0,
      versions: 0,
      language: "en",
      owner: { id: agent.userId, name: "Alex Moreau" },
      groupId: one.id,
      draft: { body: "The first text.", state: "draft", revision: one.revision, baseVersion: 0 },
    });
  });

  it("keeps it from readers and from the search", async () => {
    const { id } = await createArticle(agent, { title: "Zanzibarchair", body: "About the zanzibarchair." });
    expect((await searchPassages(manager, { query: "zanzibarchair" })).results).toEqual([]);
    const rows = await as(visitorViewer(), (tx) => tx.select().from(articles).where(eq(articles.id, id)));
    const drafts = await as(visitorViewer(), (tx) => tx.select().from(articleDrafts));
    expect([rows, drafts]).toEqual([[], []]);
  });

  it("refuses an address that is taken, a category that does not exist, and a bad address", async () => {
    const { slug } = await begin();
    await expect(createArticle(agent, { title: "Other", slug })).rejects.toMatchObject({
      code: "conflict",
      fields: { slug: "is taken" },
    });
    await expect(createArticle(agent, { title: "Other", category: "no-such" })).rejects.toMatchObject({
      code: "invalid",
      fields: { category: "does not exist" },
    });
    for (const bad of ["Two Words", "-a", "a--b", "ä", "a/b", "x".repeat(121)])
      await expect(createArticle(agent, { title: "Other", slug: bad })).rejects.toThrow();
  });

  it("gives two people who begin the same at once two addresses", async () => {
    const title = `Same ${newId()}`;
    const made = await Promise.all(Array.from({ length: 6 }, () => begin(title)));
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(6);
  });
});

describe("saveDraft", () => {
  it("keeps what it is not told of, and grows the revision", async () => {
    const { id, revision } = await begin();
    const saved = await saveDraft(agent, id, { revision, summary: "In short.", note: "Why" });
    expect(saved.revision).toBeGreaterThan(revision);
    expect(await draftOf(id)).toMatchObject({ body: "The first text.", summary: "In short.", note: "Why" });
  });

  it("refuses a stale revision, names who was faster, and loses neither text", async () => {
    const { id, revision } = await begin();
    const theirs = await saveDraft(colleague, id, { revision, body: "Sam's text." });
    const mine = saveDraft(agent, id, { revision, body: "Alex's text." });
    await expect(mine).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/^Sam Okafor has changed this draft.*not saved/),
      fields: { revision: String(theirs.revision) },
    });
    expect((await draftOf(id)).body).toBe("Sam's text.");
    // Having seen it, Alex saves over it.
    await saveDraft(agent, id, { revision: theirs.revision, body: "Both texts." });
    expect(await draftOf(id)).toMatchObject({ body: "Both texts.", editedBy: { name: "Alex Moreau" } });
  });

  it("lets one of many win who save at once, on a draft and on one that is just begun", async () => {
    const { id, revision } = await begin();
    const published = await live();
    for (const [article, from] of [
      [id, revision],
      [published.id, 0],
    ] as const) {
      const tries = await Promise.allSettled(
        Array.from({ length: 8 }, (_, n) =>
          saveDraft(n % 2 ? agent : colleague, article, { revision: from, body: `Text ${n}.` }),
        ),
      );
      const won = tries.flatMap((each, n) => (each.status === "fulfilled" ? [n] : []));
      expect(won).toHaveLength(1);
      for (const each of tries)
        if (each.status === "rejected") expect(each.reason).toMatchObject({ code: "conflict" });
      expect((await draftOf(article)).body).toBe(`Text ${won[0]}.`);
    }
  });

  it("begins the draft of a live article from what readers see, and leaves that alone", async () => {
    const { id, slug } = await live();
    await saveDraft(agent, id, { revision: 0, title: "New title", slug: `${slug}-new`, audience: "staff" });
    const article = await getArticleForStaff(agent, id);
    expect(article).toMatchObject({ slug, audience: "public", body: "The first text.", version: 1 });
    expect(article.draft).toMatchObject({ title: "New title", body: "The first text.", baseVersion: 1 });
  });

  it("shows the outline of a new article as its draft has it", async () => {
    const { id, revision } = await begin();
    await saveDraft(agent, id, { revision, title: "Renamed", slug: `renamed-${id}`, category: "billing" });
    expect(await getArticleForStaff(agent, id)).toMatchObject({
      title: "Renamed",
      slug: `renamed-${id}`,
      category: "billing",
      status: "draft",
    });
  });

  it("tells an editor that is left over from before a publication, also when a new draft has begun", async () => {
    const { id, revision } = await begin();
    await publishDraft(manager, id, { revision });
    const late = () => saveDraft(agent, id, { revision, body: "Late." });
    await expect(late()).rejects.toMatchObject({ code: "conflict", fields: { revision: "0" } });
    await saveDraft(colleague, id, { revision: 0, body: "Newer." });
    await expect(late()).rejects.toMatchObject({ code: "conflict", message: /Sam Okafor/ });
  });

  it("refuses a text that was written against an older version", async () => {
    const { id } = await live();
    const { revision } = await saveDraft(colleague, id, { revision: 0, body: "Second." });
    await publishDraft(manager, id, { revision });
    const late = saveDraft(agent, id, { revision: 0, baseVersion: 1, body: "From the first." });
    await expect(late).rejects.toMatchObject({ code: "conflict", fields: { baseVersion: "2" } });
    await expect(
      saveDraft(agent, id, { revision: 0, baseVersion: 2, body: "Third." }),
    ).resolves.toBeDefined();
  });

  it("refuses an address of another article and an unknown category, and saves nothing of the rest", async () => {
    const [one, two] = [await begin(), await live()];
    const save = (input: object) =>
      saveDraft(agent, one.id, { revision: one.revision, body: "New.", ...input });
    await expect(save({ slug: two.slug })).rejects.toMatchObject({
      code: "conflict",
      fields: { slug: "is taken" },
    });
    await expect(save({ category: "no-such" })).rejects.toMatchObject({ code: "invalid" });
    expect(await draftOf(one.id)).toMatchObject({ body: "The first text.", revision: one.revision });
  });

  it("takes texts up to their limits and none beyond", async () => {
    const { id, revision: first } = await begin();
    const most = { summary: MAX_SUMMARY, body: MAX_ARTICLE, note: MAX_NOTE, title: 200 };
    let revision = first;
    for (const [field, max] of Object.entries(most)) {
      const text = (n: number) => ({ [field]: "ü".repeat(n) });
      ({ revision } = await saveDraft(agent, id, { revision, ...text(max) }));
      await expect(saveDraft(agent, id, { revision, ...text(max + 1) })).rejects.toThrow(/at most/);
    }
    expect((await draftOf(id)).body).toHaveLength(MAX_ARTICLE);
    await expect(saveDraft(agent, id, { revision, body: "x".repeat(1_000_000) })).rejects.toThrow(
      /at most 100,000 characters/,
    );
    expect((await draftOf(id)).body).toHaveLength(MAX_ARTICLE);
  });

  it("may be left without a summary or a text, but not without a title", async () => {
    const { id, revision } = await begin();
    const saved = await saveDraft(agent, id, { revision, summary: "", body: " \n" });
    expect(await draftOf(id)).toMatchObject({ summary: "", body: "" });
    await expect(saveDraft(agent, id, { revision: saved.revision, title: " " })).rejects.toThrow(/empty/);
  });

  it("records ids and numbers, never the text", async () => {
    const { id, revision } = await begin();
    await saveDraft(agent, id, { revision, body: "A canary sentence." });
    const rows = await as(system, (tx) =>
      tx
        .select({ type: events.type, audience: events.audience, actor: events.actorId, data: events.data })
        .from(events)
        .where(eq(events.subjectId, id))
        .orderBy(events.id),
    );
    expect(rows.map(({ type }) => type)).toEqual(["article.created", "article.drafted"]);
    for (const row of rows) expect(row).toMatchObject({ audience: "staff", actor: agent.userId });
    expect(JSON.stringify(rows)).not.toContain("canary");
  });
});

describe("what becomes of a draft", () => {
  it("is asked for review and taken back", async () => {
    const { id, revision } = await begin();
    expect(await submitDraft(agent, id, { revision, note: "Ready" })).toMatchObject({
      state: "in_review",
      revision,
    });
    expect(
      (await listArticlesForStaff(manager, { status: "in_review" }, { limit: 100 })).items,
    ).toContainEqual(expect.objectContaining({ id }));
    expect(await withdrawDraft(agent, id, { revision })).toMatchObject({ state: "draft" });
  });

  it("is only ever the one that was read", async () => {
    const { id, revision } = await begin();
    await saveDraft(colleague, id, { revision, body: "Other." });
    const stale = { code: "conflict", message: expect.stringMatching(/^Sam Okafor/) };
    await expect(submitDraft(agent, id, { revision })).rejects.toMatchObject(stale);
    await expect(withdrawDraft(agent, id, { revision })).rejects.toMatchObject(stale);
    await expect(discardDraft(agent, id, { revision })).rejects.toMatchObject(stale);
    await expect(publishDraft(manager, id, { revision })).rejects.toMatchObject(stale);
    await expect(scheduleDraft(manager, id, { revision, publishAt: soon() })).rejects.toMatchObject(stale);
  });

  it("is discarded: of a new article everything, of a live one the draft", async () => {
    const fresh = await begin();
    await discardDraft(agent, fresh.id, { revision: fresh.revision });
    await expect(getArticleForStaff(agent, fresh.id)).rejects.toMatchObject({ code: "not_found" });
    const { id } = await live();
    const { revision } = await saveDraft(agent, id, { revision: 0, body: "No." });
    await discardDraft(agent, id, { revision });
    expect(await getArticleForStaff(agent, id)).toMatchObject({ status: "published", draft: null });
  });

  it("is planned, and goes back to review when somebody saves who could not publish", async () => {
    const { id, revision } = await begin();
    const publishAt = soon(2);
    const planned = await scheduleDraft(manager, id, { revision, publishAt });
    expect(planned).toMatchObject({ revision, publishAt: new Date(publishAt) });
    const byManager = await saveDraft(manager, id, { revision, body: "Better." });
    expect(await draftOf(id)).toMatchObject({ publishAt: new Date(publishAt), scheduledBy: manager.name });
    await saveDraft(agent, id, { revision: byManager.revision, body: "Else." });
    expect(await draftOf(id)).toMatchObject({ publishAt: null, scheduledBy: null, state: "in_review" });
  });

  it("is not planned without a text, in the past, or at an address that is taken; a plan is called off", async () => {
    const empty = await createArticle(agent, { title: `Empty ${newId()}` });
    const plan = (at: string) =>
      scheduleDraft(manager, empty.id, { revision: empty.revision, publishAt: at });
    await expect(plan(soon())).rejects.toMatchObject({
      code: "conflict",
      fields: { body: expect.anything() },
    });
    await expect(plan(soon(-1))).rejects.toMatchObject({ fields: { publishAt: expect.anything() } });
    const { id, revision } = await begin();
    await scheduleDraft(manager, id, { revision, publishAt: soon() });
    expect(await unscheduleDraft(manager, id, { revision })).toMatchObject({ publishAt: null });
  });
});

describe("the database itself", () => {
  it("lets an agent change an article only while nobody has read it", async () => {
    const [fresh, published] = [await begin(), await live()];
    const change = (id: string, values: Partial<typeof articles.$inferInsert>) =>
      as(agent, (tx) =>
        tx.update(articles).set(values).where(eq(articles.id, id)).returning({ id: articles.id }),
      );
    expect(await change(fresh.id, { title: "Renamed" })).toHaveLength(1);
    expect(await change(published.id, { title: "Renamed" })).toHaveLength(0);
    for (const values of [{ status: "published" as const }, { version: 1 }])
      await expect(change(fresh.id, values)).rejects.toMatchObject({ cause: { code: "42501" } });
    const gone = (who: StaffViewer, id: string) =>
      as(who, (tx) => tx.delete(articles).where(eq(articles.id, id)).returning({ id: articles.id }));
    expect(await gone(agent, published.id)).toHaveLength(0);
    expect(await gone(manager, published.id)).toHaveLength(0);
  });
});

describe("listArticlesForStaff", () => {
  it("finds by state, category, audience, owner, language, review and words, page by page", async () => {
    const word = `Kranich${newId().slice(-6)}`;
    const [one, two, three] = [
      await createArticle(agent, { title: `${word} 100% one`, category: "billing" }),
      await createArticle(colleague, { title: `${word} two`, audience: "staff", language: "DE" }),
      await live(`${word} three`),
    ];
    const find = async (filter: Parameters<typeof listArticlesForStaff>[1]) =>
      (await listArticlesForStaff(agent, { q: word, ...filter }, { limit: 50 })).items.map(({ id }) => id);
    expect(await find({})).toEqual([three.id, two.id, one.id]);
    expect(await find({ category: "billing" })).toEqual([one.id]);
    expect(await find({ audience: "staff" })).toEqual([two.id]);
    expect(await find({ owner: colleague.userId })).toEqual([two.id]);
    expect(await find({ language: "de" })).toEqual([two.id]);
    expect(await find({ status: "draft" })).toEqual([two.id, one.id]);
    expect(await find({ status: "published" })).toEqual([three.id]);
    expect(await find({ status: "archived" })).toEqual([]);
    expect(await find({ stale: true })).toEqual([]);
    await as(system, (tx) =>
      tx
        .update(articles)
        .set({ reviewAt: new Date(0) })
        .where(eq(articles.id, three.id)),
    );
    expect(await find({ stale: true })).toEqual([three.id]);
    // Signs that mean something to LIKE mean themselves.
    expect(await find({ q: `${word} 100%` })).toEqual([one.id]);
    expect(await find({ q: `${word}_` })).toEqual([]);
    const pages: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listArticlesForStaff(agent, { q: word }, { limit: 1, cursor });
      pages.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(pages).toEqual([three.id, two.id, one.id]);
  });

  it("says whose draft waits for what", async () => {
    const { id } = await live();
    const { revision } = await saveDraft(agent, id, { revision: 0, body: "More." });
    const publishAt = soon();
    await scheduleDraft(manager, id, { revision, publishAt });
    const { items } = await listArticlesForStaff(agent, { status: "scheduled" }, { limit: 100 });
    expect(items.find((row) => row.id === id)).toMatchObject({
      status: "published",
      stale: false,
      draft: { state: "draft", publishAt: new Date(publishAt), editedBy: "Alex Moreau" },
    });
  });
});

it("publishArticle as a draft leaves what readers see, and a draft that says the same is dropped", async () => {
  const slug = `imported-${newId()}`;
  const article = { slug, title: "Imported", summary: "s", category: "general", body: "One." };
  const { id } = await publishArticle(system, article);
  await publishArticle(system, { ...article, body: "Two.", status: "draft" });
  expect(await getArticleForStaff(agent, id)).toMatchObject({
    body: "One.",
    draft: { body: "Two." },
    version: 1,
  });
  await publishArticle(system, { ...article, body: "Two." });
  expect(await getArticleForStaff(agent, id)).toMatchObject({ body: "Two.", draft: null, version: 2 });
});
