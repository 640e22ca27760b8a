/** What goes out comes in again: every article as it was, and nothing changes when it comes a second time. */
import { buffer } from "node:stream/consumers";
import { sql } from "drizzle-orm";
import sharp from "sharp";
import { beforeAll, expect, it } from "vitest";
import { as } from "@/db/client";
import { type StaffViewer, systemViewer } from "@/lib/auth/viewer";
import { createCategory } from "@/lib/knowledge/categories";
import { archiveArticle, publishArticle, publishDraft } from "@/lib/knowledge/commands";
import { createArticle, saveDraft } from "@/lib/knowledge/drafts";
import { addFile } from "@/lib/knowledge/files";
import { makeAgent, makeManager } from "@/tests/support/factories";
import { openArchive, sourceOf } from "./archive";
import { startImport, uploadSource } from "./commands";
import { exportArticles } from "./export";
import { getImport, listImportItems } from "./queries";
import { workImport } from "./work";

const system = systemViewer("test");
let manager: StaffViewer;

beforeAll(async () => {
  manager = await makeManager();
});

async function wholeBase() {
  return as(system, (tx) =>
    tx.execute(sql`
      select a.slug, a.title, a.summary, a.category, a.audience, a.language, a.status,
             regexp_replace(coalesce(d.body, a.body), '/api/v1/files/[0-9a-f-]{36}', '(file)', 'g') as body,
             (select count(*)::int from article_files f where f.article_id = a.id) as files,
             (select array_agg(g.slug order by g.slug) from articles g where g.group_id = a.group_id) as together
        from articles a left join article_drafts d on d.article_id = a.id and a.status = 'draft' order by a.slug`),
  );
}
const categories = () =>
  as(system, (tx) => tx.execute(sql`select id, label, about, names from article_categories order by id`));

async function bringIn(zip: Buffer) {
  const bytes = (async function* () {
    yield zip;
  })();
  const { id: uploadId, kind } = await uploadSource(manager, { name: "articles.zip", bytes });
  const options = { publish: true };
  const { id } = await startImport(manager, {
    uploadId,
    kind,
    options: {
      ...options,
      dryRun: false,
      audience: "staff",
      category: "general",
      language: "en",
      unknownCategories: "create",
    },
  });
  while ((await workImport(system, id)) === "again");
  const [found, { items }] = await Promise.all([
    getImport(manager, id),
    listImportItems(manager, id, { limit: 100 }),
  ]);
  return { ...found, items };
}

it("an export is imported into an empty base as what it was, and again as nothing new", async () => {
  const png = await sharp({ create: { width: 9, height: 9, channels: 3, background: "navy" } })
    .png()
    .toBuffer();
  const shelves = await createCategory(manager, {
    label: "Shelves & more",
    about: "All that holds",
    names: { de: { label: "Regale: und mehr", about: "" }, "pt-br": { label: "Prateleiras", about: "Tudo" } },
  });
  const texts = {
    odd: '# A heading\n\nText with *marks*, `code`, a [link](/help/plain#part "Title"), <b>html</b>, a\\_b, umlauts ÄÖÜ, 日本語, 😀.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```yaml\n---\ntitle: not front matter\n---\n```\n\n> quote\n\n[ref]: /help/odd\n[Nowhere](/help/not-there) [out](https://example.com/a(b)c)',
    plain: "---\n\nBegins with a rule.",
  };
  for (const [slug, body] of Object.entries(texts))
    await publishArticle(manager, {
      slug,
      title: `Title: "${slug}" #1`,
      summary: "- a: b",
      body,
      category: shelves.id,
      audience: "customers",
    });
  const shown = await createArticle(manager, {
    title: "Shown",
    slug: "shown",
    category: "orders",
    audience: "public",
  });
  const file = await addFile(manager, shown.id, { name: "My box (1).png", bytes: png });
  await addFile(manager, shown.id, {
    name: "unused.png",
    bytes: await sharp(png).resize(4, 4).png().toBuffer(),
  });
  const body = `See ![the box](${file.href} "Box") and [odd](/help/odd).`;
  const { revision } = await saveDraft(manager, shown.id, {
    revision: shown.revision,
    body,
    summary: "With an image",
  });
  await publishDraft(manager, shown.id, { revision });
  await saveDraft(manager, shown.id, { revision: 0, body: "A change that nobody reads yet." });
  const german = await createArticle(manager, {
    title: "Gezeigt",
    slug: "gezeigt",
    language: "de",
    translationOf: shown.id,
    body: "Worte.",
    summary: "Kurz",
  });
  await publishDraft(manager, german.id, { revision: german.revision });
  const old = await publishArticle(manager, {
    slug: "old",
    title: "Old",
    summary: "s",
    body: "Old words.",
    category: "orders",
    audience: "staff",
  });
  await archiveArticle(manager, old.id);
  await createArticle(manager, {
    title: "Unfinished",
    slug: "unfinished",
    body: "Not yet.",
    summary: "s",
    audience: "staff",
  });

  const before = { articles: await wholeBase(), categories: await categories() };
  const paths: string[] = [];
  const exported = await exportArticles(await makeAgent(), { onArticle: (path) => paths.push(path) });
  const zip = await buffer(exported.stream);
  expect(exported.articles).toBe(before.articles.length);
  expect(paths).toHaveLength(exported.articles);
  const archive = await openArchive(sourceOf(zip));
  expect(archive.entries.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      "categories.yaml",
      "shelves-more/odd.md",
      "orders/shown.md",
      "files/shown/My box (1).png",
    ]),
  );
  expect(archive.entries.some(({ path }) => path.includes("unused"))).toBe(false);
  const shownFile = archive.entries.find(({ path }) => path === "orders/shown.md");
  expect((await archive.read(shownFile as never, 100_000)).toString()).toContain(
    '![the box](../files/shown/My%20box%20%281%29.png "Box") and [odd](../shelves-more/odd.md).',
  );

  // The same base: nothing to do.
  expect((await bringIn(zip)).counts).toMatchObject({ created: 0, updated: 0, kept: 0, failed: 0 });

  await as(system, async (tx) => {
    await tx.execute(sql`delete from article_sources`);
    await tx.execute(sql`delete from article_redirects`);
    await tx.execute(sql`update articles set status = 'draft', version = 0`);
    await tx.execute(sql`delete from articles`);
    await tx.execute(sql`delete from article_categories where id = ${shelves.id}`);
  });
  const first = await bringIn(zip);
  expect(first.items.filter(({ outcome }) => outcome !== "created")).toEqual([]);
  const withoutUnused = before.articles.map((row) => (row.slug === "shown" ? { ...row, files: 1 } : row));
  expect(await wholeBase()).toEqual(withoutUnused);
  expect(await categories()).toEqual(before.categories);

  const second = await bringIn(zip);
  expect(second.counts).toMatchObject({
    created: 0,
    updated: 0,
    kept: 0,
    skipped: 0,
    failed: 0,
    unchanged: before.articles.length,
  });
  const again = await buffer((await exportArticles(manager)).stream);
  const third = await bringIn(again);
  expect(third.counts).toMatchObject({ created: 0, kept: 0, failed: 0 });
});

it("an export that cannot go on ends as an error, not as a shorter zip", async () => {
  const gone = await createArticle(manager, { title: "Gone", slug: "zz-gone", body: "Soon gone." });
  const exported = await exportArticles(manager, {});
  await as(system, (tx) => tx.execute(sql`delete from articles where id = ${gone.id}`));
  await expect(buffer(exported.stream)).rejects.toThrow(/removed while it was exported/);
});
