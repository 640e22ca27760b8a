/** What readers see and where: publications, versions, addresses, languages. */
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { articleRedirects, articleVersions, passages } from "@/db/schema/knowledge";
import { type StaffViewer, systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { makeAgent, makeCustomer, makeManager } from "@/tests/support/factories";
import * as categories from "./categories";
import { archiveArticle, publishArticle, publishDraft, unarchiveArticle } from "./commands";
import { createArticle, saveDraft } from "./drafts";
import { getArticle } from "./queries";
import { addRedirect, MAX_REDIRECTS, removeRedirect, resolveSlug } from "./redirects";
import { searchPassages } from "./search";
import { getArticleForStaff } from "./staff-queries";
import { translationsOf } from "./translations";
import { getVersion, listVersions, restoreVersion } from "./versions";

const system = systemViewer("test");
const visitor = visitorViewer();
let agent: StaffViewer;
let manager: StaffViewer;
beforeAll(async () => {
  [agent, manager] = [await makeAgent(), await makeManager({ name: "Morgan Reyes" })];
});
afterAll(closeDatabase);

type Given = Partial<Parameters<typeof createArticle>[1]>;
async function live(given: Given = {}) {
  const made = await createArticle(agent, { title: `Lamp ${newId()}`, body: "Some text.", ...given });
  const { slug } = await publishDraft(manager, made.id, { revision: made.revision });
  return { id: made.id, slug };
}
/** Saves the change of a live article and publishes it. */
async function change(id: string, fields: Partial<Omit<Parameters<typeof saveDraft>[2], "revision">>) {
  const { revision } = await saveDraft(agent, id, { revision: 0, ...fields });
  return publishDraft(manager, id, { revision });
}
const fresh = (name: string) => `${name}-${newId()}`;
const textsOf = (id: string) =>
  as(system, (tx) =>
    tx
      .select({ heading: passages.heading, text: passages.text })
      .from(passages)
      .where(eq(passages.articleId, id))
      .orderBy(passages.position),
  );

describe("publishDraft", () => {
  it("gives readers and search the text at once, as a version with a name, and drops the draft", async () => {
    const word = "quokkashelf";
    const made = await createArticle(agent, { title: "Shelf", body: `## Care\n\nWipe the ${word}.` });
    const done = await publishDraft(manager, made.id, { revision: made.revision, note: "First" });
    expect(done).toEqual({ version: 1, slug: made.slug });
    expect((await getArticle(visitor, made.slug)).body).toContain(word);
    expect((await searchPassages(visitor, { query: word })).results[0]).toMatchObject({ articleId: made.id });
    expect((await getArticleForStaff(agent, made.id)).draft).toBeNull();
    expect(await listVersions(agent, made.id)).toMatchObject([
      { version: 1, publishedBy: "Morgan Reyes", origin: "edit", note: "First" },
    ]);
  });

  it("is found by a question that was asked in vain just before", async () => {
    const ask = async () => (await searchPassages(visitor, { query: "tapirstool" })).results.length;
    expect([await ask(), await ask()]).toEqual([0, 0]);
    await live({ body: "The tapirstool has three legs." });
    expect(await ask()).toBe(1);
  });

  it("needs a text, and makes a summary of it where there is none", async () => {
    const made = await createArticle(agent, { title: "Empty" });
    const early = publishDraft(manager, made.id, { revision: made.revision });
    await expect(early).rejects.toMatchObject({ code: "conflict", fields: { body: expect.anything() } });
    const { slug } = await live({ body: "# Head\n\nThe point comes first. Then more." });
    expect((await getArticle(visitor, slug)).summary).toBe("The point comes first. Then more.");
  });

  it("publishes a draft once, however many press the button", async () => {
    const made = await createArticle(agent, { title: "Once", body: "Once." });
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, () => publishDraft(manager, made.id, { revision: made.revision })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await listVersions(agent, made.id)).toHaveLength(1);
  });

  it("refuses a draft that began before the version that is live", async () => {
    const { id, slug } = await live();
    const { revision } = await saveDraft(agent, id, { revision: 0, body: "Mine." });
    await publishArticle(system, { slug, title: "T", summary: "s", body: "Imported.", category: "general" });
    const late = publishDraft(manager, id, { revision });
    await expect(late).rejects.toMatchObject({ code: "conflict", message: /Version 2 was published since/ });
    const seen = await saveDraft(agent, id, { revision, baseVersion: 2 });
    expect(await publishDraft(manager, id, { revision: seen.revision })).toMatchObject({ version: 3 });
  });

  it("moves an article out of sight when its audience shrinks", async () => {
    const { id, slug } = await live();
    const customer = await makeCustomer();
    await change(id, { audience: "customers" });
    await expect(getArticle(visitor, slug)).rejects.toMatchObject({ code: "not_found" });
    expect(await getArticle(customer, slug)).toMatchObject({ audience: "customers" });
    await change(id, { audience: "staff" });
    await expect(getArticle(customer, slug)).rejects.toMatchObject({ code: "not_found" });
  });

  it.each([
    ["an unclosed fence", "## A\n\nText.\n\n```js\nlet a = 1", [["A", "Text.\n\nlet a = 1"]]],
    ["a table that ends early", "## A\n\n| a | b |\n|---|", [["A", "| a | b | |---|"]]],
    ["unclosed emphasis and links", "**bold [link](http://x *and", [[null, "**bold [link](http://x *and"]]],
    [
      "headings that skip and repeat",
      "#### Deep\n\none\n\n# Top\n\ntwo\n\n#### Deep\n\nthree",
      [
        ["Deep", "one"],
        ["Top", "two"],
        ["Top › Deep", "three"],
      ],
    ],
    ["a heading with nothing below", "# Only", []],
    ["five hundred open quotes", `${">".repeat(500)} deep`, [[null, "deep"]]],
  ])("cuts %s into passages that can be read", async (_, body, expected) => {
    const { id } = await live({ body });
    expect((await textsOf(id)).map(({ heading, text }) => [heading, text])).toEqual(expected);
  });

  it("keeps HTML as the characters it is made of; blocks of it are not cited at all", async () => {
    const inline = 'Before <script>alert("scripted")</script> after.';
    const body = `## Safe\n\n${inline}\n\n<iframe src="https://evil.example"></iframe>\n\n<img src=x onerror=alert(1)>`;
    const { id, slug } = await live({ body });
    expect((await getArticle(visitor, slug)).body).toBe(body);
    expect(await textsOf(id)).toEqual([{ heading: "Safe", text: inline }]);
  });
});

describe("versions", () => {
  it("are kept as they were, and nobody can change or remove one", async () => {
    const { id } = await live({ body: "One." });
    await change(id, { body: "Two.", title: "Two" });
    expect(await getVersion(agent, id, 1)).toMatchObject({ body: "One.", version: 1 });
    expect((await listVersions(agent, id)).map(({ version }) => version)).toEqual([2, 1]);
    await expect(getVersion(agent, id, 3)).rejects.toMatchObject({ code: "not_found" });
    for (const viewer of [manager, system]) {
      const of = eq(articleVersions.articleId, id);
      for (const attempt of [
        () => as(viewer, (tx) => tx.update(articleVersions).set({ body: "never" }).where(of)),
        () => as(viewer, (tx) => tx.delete(articleVersions).where(of)),
      ])
        await expect(attempt()).rejects.toMatchObject({ cause: { code: "42501" } });
    }
  });

  it("come back as a draft, then as a version of their own", async () => {
    const { id, slug } = await live({ body: "One.", category: "billing" });
    await change(id, { body: "Two.", slug: fresh("two"), category: "orders" });
    const { slug: now } = await getArticleForStaff(agent, id);
    const { revision } = await restoreVersion(agent, id, 1);
    expect(await getArticleForStaff(agent, id)).toMatchObject({
      body: "Two.",
      draft: { body: "One.", category: "billing", slug: now, origin: "restore", baseVersion: 2 },
    });
    await publishDraft(manager, id, { revision });
    expect((await listVersions(agent, id))[0]).toMatchObject({
      version: 3,
      origin: "restore",
      note: /Version 1/,
    });
    expect(await resolveSlug(visitor, slug)).toEqual({ kind: "moved", slug: now });
  });

  it("replace a draft only for whoever has seen it", async () => {
    const { id } = await live();
    await change(id, { body: "Two." });
    const { revision } = await saveDraft(agent, id, { revision: 0, body: "Precious." });
    const blind = restoreVersion(manager, id, 1);
    await expect(blind).rejects.toMatchObject({ code: "conflict", fields: { revision: String(revision) } });
    await expect(restoreVersion(manager, id, 1, { revision: revision - 1 })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await getArticleForStaff(agent, id)).draft?.body).toBe("Precious.");
    await restoreVersion(manager, id, 1, { revision });
    expect((await getArticleForStaff(agent, id)).draft?.body).toBe("Some text.");
  });

  it("come back without the category that is gone by now", async () => {
    const { id: category } = await categories.createCategory(manager, { label: fresh("Old"), about: "" });
    const { id } = await live({ category });
    await change(id, { category: "orders" });
    await categories.removeCategory(manager, category);
    await restoreVersion(agent, id, 1);
    expect((await getArticleForStaff(agent, id)).draft?.category).toBe("orders");
  });
});

describe("archiving", () => {
  it("hides an article from readers and search, and back", async () => {
    const { id, slug } = await live({ body: "The wombatdesk folds." });
    const { revision } = await saveDraft(agent, id, { revision: 0, body: "More." });
    await archiveArticle(manager, id);
    await expect(getArticle(visitor, slug)).rejects.toMatchObject({ code: "not_found" });
    await expect(archiveArticle(manager, id)).rejects.toMatchObject({ code: "conflict" });
    expect((await searchPassages(manager, { query: "wombatdesk" })).results).toEqual([]);
    await unarchiveArticle(manager, id);
    expect((await searchPassages(manager, { query: "wombatdesk" })).results).toHaveLength(1);
    // What was being written goes on.
    expect((await getArticleForStaff(agent, id)).draft?.revision).toBe(revision);
    const told = await as(system, (tx) =>
      tx
        .select({ type: events.type })
        .from(events)
        .where(and(eq(events.subjectId, id), eq(events.subjectType, "article")))
        .orderBy(events.id),
    );
    expect(told.map(({ type }) => type).slice(-2)).toEqual(["article.archived", "article.restored"]);
  });

  it("is not for what was never published", async () => {
    const { id } = await createArticle(agent, { title: "New", body: "x" });
    await expect(archiveArticle(manager, id)).rejects.toMatchObject({ code: "conflict" });
    await expect(unarchiveArticle(manager, id)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("addresses", () => {
  const redirectsOf = (id: string) =>
    as(system, (tx) =>
      tx
        .select({ slug: articleRedirects.slug })
        .from(articleRedirects)
        .where(eq(articleRedirects.articleId, id)),
    );

  it("that an article had lead to the one that it has", async () => {
    const [a, b, c] = [fresh("a"), fresh("b"), fresh("c")];
    const { id } = await live({ slug: a });
    await change(id, { slug: b });
    await change(id, { slug: c });
    for (const old of [a, b]) expect(await resolveSlug(visitor, old)).toEqual({ kind: "moved", slug: c });
    expect(await resolveSlug(visitor, c)).toMatchObject({ kind: "article", article: { id, slug: c } });
    await expect(resolveSlug(visitor, fresh("never"))).rejects.toMatchObject({ code: "not_found" });
  });

  it("go from A to B and back to A without a circle", async () => {
    const [a, b] = [fresh("a"), fresh("b")];
    const { id } = await live({ slug: a });
    await change(id, { slug: b });
    await change(id, { slug: a });
    expect(await resolveSlug(visitor, a)).toMatchObject({ kind: "article", article: { id } });
    expect(await resolveSlug(visitor, b)).toEqual({ kind: "moved", slug: a });
    expect(await redirectsOf(id)).toEqual([{ slug: b }]);
  });

  it("can be swapped by two articles, over a third one", async () => {
    const [a, b, between] = [fresh("a"), fresh("b"), fresh("between")];
    const [one, two] = [await live({ slug: a }), await live({ slug: b })];
    await expect(saveDraft(agent, one.id, { revision: 0, slug: b })).rejects.toMatchObject({
      fields: { slug: "is taken" },
    });
    await change(one.id, { slug: between });
    await change(two.id, { slug: a });
    await change(one.id, { slug: b });
    expect(await resolveSlug(visitor, a)).toMatchObject({ article: { id: two.id } });
    expect(await resolveSlug(visitor, b)).toMatchObject({ article: { id: one.id } });
    expect(await resolveSlug(visitor, between)).toEqual({ kind: "moved", slug: b });
    expect(await redirectsOf(two.id)).toEqual([]);
  });

  it("of two drafts that want the same go to the first, and the other is told", async () => {
    const wanted = fresh("wanted");
    const [one, two] = [await live(), await live()];
    const drafts = await Promise.all(
      [one, two].map(async ({ id }) => ({
        id,
        ...(await saveDraft(agent, id, { revision: 0, slug: wanted })),
      })),
    );
    const tries = await Promise.allSettled(
      drafts.map(({ id, revision }) => publishDraft(manager, id, { revision })),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = tries.find((each) => each.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "conflict", fields: { slug: "is taken" } });
  });

  it("are added by hand, but not over an article, over themselves or over each other", async () => {
    const [one, two] = [await live(), await live()];
    const slug = fresh("short");
    await addRedirect(manager, { slug, articleId: one.id });
    expect(await resolveSlug(visitor, slug)).toEqual({ kind: "moved", slug: one.slug });
    const refused = { code: "conflict", fields: { slug: "is taken" } };
    for (const [taken, articleId] of [
      [one.slug, one.id],
      [two.slug, one.id],
      [slug, one.id],
      [slug, two.id],
    ] as const)
      await expect(addRedirect(manager, { slug: taken, articleId })).rejects.toMatchObject(refused);
    await expect(addRedirect(manager, { slug: fresh("x"), articleId: newId() })).rejects.toMatchObject({
      code: "not_found",
    });
    await removeRedirect(manager, slug);
    await expect(resolveSlug(visitor, slug)).rejects.toMatchObject({ code: "not_found" });
    await expect(removeRedirect(manager, slug)).rejects.toMatchObject({ code: "not_found" });
  });

  it("are given to a new article that takes one up, and only then", async () => {
    const one = await live();
    const slug = fresh("taken-up");
    await addRedirect(manager, { slug, articleId: one.id });
    const two = await createArticle(agent, { title: "Newcomer", body: "x", slug });
    expect(await resolveSlug(visitor, slug)).toEqual({ kind: "moved", slug: one.slug });
    await publishDraft(manager, two.id, { revision: two.revision });
    expect(await resolveSlug(visitor, slug)).toMatchObject({ kind: "article", article: { id: two.id } });
  });

  it("say nothing of an article that a reader may not read", async () => {
    const [a, b] = [fresh("a"), fresh("b")];
    const { id } = await live({ slug: a, audience: "staff" });
    await change(id, { slug: b });
    await expect(resolveSlug(visitor, a)).rejects.toMatchObject({ code: "not_found" });
    expect(
      await as(visitor, (tx) => tx.select().from(articleRedirects).where(eq(articleRedirects.slug, a))),
    ).toEqual([]);
    expect(await resolveSlug(agent, a)).toEqual({ kind: "moved", slug: b });
  });

  it("are at most so many an article", async () => {
    const { id } = await live();
    await as(system, (tx) =>
      tx
        .insert(articleRedirects)
        .values(Array.from({ length: MAX_REDIRECTS }, (_, n) => ({ slug: `${id}-${n}`, articleId: id }))),
    );
    const more = addRedirect(manager, { slug: fresh("more"), articleId: id });
    await expect(more).rejects.toMatchObject({ code: "conflict", message: /100 addresses/ });
    await removeRedirect(manager, `${id}-0`);
    await expect(addRedirect(manager, { slug: fresh("more"), articleId: id })).resolves.toBeDefined();
  });
});

describe("languages", () => {
  it("of one article belong together, each once, and are shown to whoever may read them", async () => {
    const english = await live({ audience: "customers", category: "billing" });
    const german = await createArticle(agent, {
      title: "Lampe",
      body: "Text.",
      language: "DE",
      translationOf: english.id,
    });
    const again = createArticle(agent, { title: "Noch eine", language: "de", translationOf: german.id });
    await expect(again).rejects.toMatchObject({ code: "conflict", fields: { language: "is taken" } });
    expect(await getArticleForStaff(agent, german.id)).toMatchObject({
      language: "de",
      groupId: english.id,
      audience: "customers",
      category: "billing",
      translations: [{ id: english.id, language: "en", status: "published" }],
    });
    const customer = await makeCustomer();
    const languages = async (viewer: Parameters<typeof translationsOf>[0]) =>
      (await translationsOf(viewer, english.id)).map(({ language }) => language);
    expect(await languages(customer)).toEqual(["en"]);
    await publishDraft(manager, german.id, { revision: german.revision });
    expect(await languages(customer)).toEqual(["de", "en"]);
    expect(await languages(visitor)).toEqual([]);
    await archiveArticle(manager, english.id);
    expect(await translationsOf(customer, german.id)).toMatchObject([{ language: "de", slug: german.slug }]);
  });

  it.each(["e", "english language", "de_DE", "-", "de-", "<b>", "d3"])(
    "are not called %j",
    async (language) => {
      await expect(createArticle(agent, { title: "X", language })).rejects.toThrow();
    },
  );

  it.each(["en", "pt-BR", "zh-hant", "gsw"])("may be called %j", async (language) => {
    const { id } = await createArticle(agent, { title: "X", language });
    expect((await getArticleForStaff(agent, id)).language).toBe(language.toLowerCase());
  });
});
