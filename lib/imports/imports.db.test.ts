/** Imports from end to end, against PostgreSQL: really built files in, articles out, and what is told of each. */
import { sql } from "drizzle-orm";
import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { as } from "@/db/client";
import type { StaffViewer } from "@/lib/auth/viewer";
import { systemViewer } from "@/lib/auth/viewer";
import { createCategory, listAllCategories } from "@/lib/knowledge/categories";
import { publishDraft } from "@/lib/knowledge/commands";
import { saveDraft } from "@/lib/knowledge/drafts";
import { getArticle } from "@/lib/knowledge/queries";
import { getArticleForStaff } from "@/lib/knowledge/staff-queries";
import { makeManager } from "@/tests/support/factories";
import { type Member, zipOf } from "@/tests/support/zip";
import { cancelImport, repeatImport, startImport, uploadSource } from "./commands";
import { limits } from "./limits";
import { getImport, listImportItems } from "./queries";
import type { ImportOptions } from "./schema";
import { openUpload, PART } from "./uploads";
import { workImport } from "./work";

const system = systemViewer("import-articles");
let manager: StaffViewer;
let png: Buffer;
/** Makes names of one test differ from those of another: they share a database. */
let tag = "";

beforeAll(async () => {
  manager = await makeManager();
  png = await sharp({ create: { width: 20, height: 10, channels: 3, background: "teal" } })
    .png()
    .toBuffer();
});
let n = 0;
beforeEach(() => {
  tag = `t${++n}`;
});

async function* piecewise(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
const upload = (bytes: Buffer, name = "articles.zip") =>
  uploadSource(manager, { name, bytes: piecewise(bytes) });

async function work(id: string, step?: number): Promise<number> {
  let steps = 1;
  while ((await workImport(system, id, step === undefined ? {} : { step })) === "again") steps++;
  return steps;
}

type Options = Partial<ImportOptions>;
async function run(members: Member[] | Buffer, options: Options = {}, name?: string) {
  const bytes = Buffer.isBuffer(members) ? members : zipOf(members);
  const { id: uploadId, kind } = await upload(bytes, name);
  const { id } = await startImport(manager, { uploadId, kind, options: { ...defaults, ...options } });
  await work(id);
  return resultOf(id);
}
const defaults: ImportOptions = {
  publish: true,
  dryRun: false,
  audience: "public",
  category: "general",
  language: "en",
  unknownCategories: "create",
};

async function resultOf(id: string) {
  const [found, { items }] = await Promise.all([
    getImport(manager, id),
    listImportItems(manager, id, { limit: 100 }),
  ]);
  return { ...found, items, outcomes: items.map(({ outcome }) => outcome) };
}
const article = (name: string, text = "Some words that say what this is about.") => ({
  name: `${name}.md`,
  data: `# ${name.split("/").at(-1)}\n\n${text}`,
});
const slugOf = (items: { articleId: string | null }[], at = 0) =>
  getArticleForStaff(manager, items[at]?.articleId ?? "");

describe("a zip of Markdown", () => {
  it("becomes articles, with their categories, images and links", async () => {
    const result = await run([
      {
        name: `docs/billing/${tag}-pay.md`,
        data: `# Pay\n\nSee [returns](../guides/${tag}-returns.md#how) and ![A box](img/box.png), [not](gone.md).`,
      },
      { name: "docs/billing/img/box.png", data: png },
      {
        name: `docs/guides/${tag}-returns.md`,
        data: `---\ntitle: Return it\nslug: ${tag}-return-it\ncategory: ${tag} guides\naudience: customers\nsummary: How\nlanguage: de\n---\n\n[Pay](/billing/${tag}-pay.md)`,
      },
    ]);
    expect(result).toMatchObject({ state: "done", total: 2, counts: { created: 2, failed: 0 } });
    const pay = await getArticle(manager, `${tag}-pay`);
    expect(pay).toMatchObject({ title: "Pay", category: "billing", audience: "public", language: "en" });
    const file = /\/api\/v1\/files\/([0-9a-f-]{36})/.exec(pay.body)?.[1];
    expect(pay.body).toBe(
      `See [returns](/help/${tag}-return-it#how) and ![A box](/api/v1/files/${file}), [not](gone.md).`,
    );
    expect(result.items[0]?.message).toBe("A link leads to a file that is not part of the import.");
    const detail = await slugOf(result.items);
    expect(detail.files).toMatchObject([{ id: file, name: "box.png", type: "image/png", width: 20 }]);
    expect(detail.versions).toBe(1);
    expect(await getArticle(manager, `${tag}-return-it`)).toMatchObject({
      title: "Return it",
      category: `${tag}-guides`,
      audience: "customers",
      language: "de",
      summary: "How",
      body: `[Pay](/help/${tag}-pay)`,
    });
    expect(result.items[1]?.message).toContain("was added");
  });

  it("changes nothing when it comes again, and only what has changed when that has", async () => {
    const one = article(`${tag}-one`, "![x](x.png)");
    const two = article(`${tag}-two`);
    const image = { name: "x.png", data: png };
    await run([one, two, image]);
    const again = await run([one, two, image]);
    expect(again.outcomes).toEqual(["unchanged", "unchanged"]);
    const third = await run([one, article(`${tag}-two`, "Other words."), image, article(`${tag}-three`)]);
    expect(third.outcomes).toEqual(["unchanged", "updated", "created"]);
    const two2 = await slugOf(third.items, 1);
    expect([two2.version, two2.body, two2.draft]).toEqual([2, "Other words.", null]);
    const other = await sharp({ create: { width: 5, height: 5, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    expect((await run([one, two, { name: "x.png", data: other }])).outcomes[0]).toBe("updated");
  });

  it("never writes over what was edited here", async () => {
    const first = await run([article(`${tag}-a`), article(`${tag}-b`), article(`${tag}-c`)]);
    const [a, b, c] = first.items.map((item) => item.articleId ?? "");
    const draftOfA = await saveDraft(manager, a ?? "", { revision: 0, body: "Edited here." });
    await publishDraft(manager, a ?? "", { revision: draftOfA.revision });
    await saveDraft(manager, b ?? "", { revision: 0, body: "Being edited here." });
    const changed = [article(`${tag}-a`, "New."), article(`${tag}-b`, "New."), article(`${tag}-c`, "New.")];
    const second = await run(changed);
    expect(second.outcomes).toEqual(["kept", "skipped", "updated"]);
    expect(second.items[0]?.message).toMatch(/Changed here since the last import/);
    const edited = await getArticleForStaff(manager, a ?? "");
    expect([edited.body, edited.draft?.body, edited.draft?.state]).toEqual([
      "Edited here.",
      "New.",
      "in_review",
    ]);
    expect((await getArticleForStaff(manager, b ?? "")).draft?.body).toBe("Being edited here.");
    expect((await getArticleForStaff(manager, c ?? "")).body).toBe("New.");
    expect((await run(changed)).outcomes).toEqual(["unchanged", "skipped", "unchanged"]);
  });

  it("meets an article of the same address without taking it over", async () => {
    const first = await run([article(`${tag}-a`), article(`${tag}-b`, "Same.")]);
    await as(system, (tx) =>
      tx.execute(sql`delete from article_sources where article_id in ${first.items.map((i) => i.articleId)}`),
    );
    const second = await run([article(`${tag}-a`, "Another."), article(`${tag}-b`, "Same.")]);
    expect(second.outcomes).toEqual(["kept", "unchanged"]);
    expect(second.items[0]?.message).toMatch(/has this address already/);
  });

  it("becomes drafts, and is published by importing it again", async () => {
    const first = await run([article(`${tag}-a`)], { publish: false });
    expect(await slugOf(first.items)).toMatchObject({
      status: "draft",
      version: 0,
      draft: { state: "draft", origin: "import" },
    });
    expect((await run([article(`${tag}-a`)], { publish: false })).outcomes).toEqual(["unchanged"]);
    const second = await run([article(`${tag}-a`)]);
    expect(second.outcomes).toEqual(["updated"]);
    expect(await slugOf(second.items)).toMatchObject({ status: "published", version: 1, draft: null });
    const third = await run([article(`${tag}-a`, "New.")], { publish: false });
    expect(await slugOf(third.items)).toMatchObject({ version: 1, draft: { body: "New." } });
  });

  it("keeps drafts drafts and archives what is archived, also when it publishes", async () => {
    const status = (name: string, value: string) => ({
      name: `${tag}-${name}.md`,
      data: `---\nstatus: ${value}\n---\nWords.`,
    });
    const result = await run([status("d", "draft"), status("p", "published"), status("x", "archived")]);
    const states = await Promise.all([0, 1, 2].map(async (at) => (await slugOf(result.items, at)).status));
    expect(states).toEqual(["draft", "published", "archived"]);
  });

  it("keeps translations together", async () => {
    const result = await run([
      { name: `${tag}-de.md`, data: `---\nlanguage: de\ntranslation_of: ${tag}-en\n---\nWorte.` },
      article(`${tag}-en`, "Words."),
      { name: `${tag}-de2.md`, data: `---\nlanguage: de\ntranslation_of: ${tag}-en\n---\nMehr Worte.` },
    ]);
    expect(result.outcomes).toEqual(["created", "created", "created"]);
    const [de, en, alone] = await Promise.all([0, 1, 2].map((at) => slugOf(result.items, at)));
    expect(de?.groupId).toBe(en?.groupId);
    expect(alone?.groupId).not.toBe(en?.groupId);
  });

  it("may be a single Markdown file", async () => {
    const result = await run(Buffer.from("# Alone\n\nWords."), {}, `${tag}-alone.md`);
    expect(result.outcomes).toEqual(["created"]);
    expect(await getArticle(manager, `${tag}-alone`)).toMatchObject({ title: "Alone", body: "Words." });
  });

  it("files under a default what has no category, or one that is not to be added", async () => {
    const members = [
      article(`${tag}-a`),
      article(`${tag}unknown/${tag}-b`),
      article(`orders/${tag}-c`),
      { name: "x.txt", data: "x" },
    ];
    const result = await run(members, { category: "billing", unknownCategories: "default" });
    const found = await Promise.all([0, 1, 2].map(async (at) => (await slugOf(result.items, at)).category));
    expect(found).toEqual(["billing", "billing", "orders"]);
    expect(result.items[1]?.message).toMatch(
      /There is no category “T\d+unknown”: filed under Payment and billing/,
    );
    expect(result.items[3]).toMatchObject({ outcome: "skipped", message: "Not a Markdown file." });
  });

  it("files under a category by its name in any language", async () => {
    const de = { label: `${tag} Anleitungen`, about: "" };
    const { id } = await createCategory(manager, { label: `${tag} manuals`, about: "", names: { de } });
    const result = await run([
      {
        name: "a.md",
        data: `---\ntitle: A\nslug: ${tag}-a\ncategory: ${de.label.toUpperCase()}\n---\n\nWorte.`,
      },
    ]);
    expect(await slugOf(result.items)).toMatchObject({ category: id });
  });

  it("brings the names of a new category as far as no other has them", async () => {
    const de = { label: `${tag} Regale`, about: "" };
    const { id } = await createCategory(manager, { label: `${tag} racks`, about: "", names: { de } });
    const names = `{ de: { label: ${de.label.toLowerCase()} }, fr: { label: ${tag} Étagères }, en: { label: Racks } }`;
    const result = await run([
      { name: "categories.yaml", data: `- { id: ${tag}-shelves, label: ${tag} shelves, names: ${names} }` },
      article(`${tag}-shelves/${tag}-one`),
    ]);
    const all = await listAllCategories(manager);
    expect((await slugOf(result.items)).category).toBe(`${tag}-shelves`);
    expect(all.find((each) => each.id === `${tag}-shelves`)?.names).toEqual({
      fr: { label: `${tag} Étagères`, about: "" },
    });
    expect(all.find((each) => each.id === id)?.names).toEqual({ de });
  });
});

describe("a dry run", () => {
  it("says what would happen and writes nothing; the import for good uses the same file", async () => {
    await run([article(`${tag}-old`), article(`${tag}-same`)]);
    const zip = zipOf([
      article(`${tag}-old`, "New words."),
      article(`${tag}-same`),
      article(`${tag}new/${tag}-new`, "![x](x.png)"),
      { name: "x.png", data: png },
      { name: "bad.md", data: "" },
    ]);
    const { id: uploadId } = await upload(zip);
    const before = await counted();
    const dry = await startImport(manager, {
      uploadId,
      kind: "markdown",
      options: { ...defaults, dryRun: true },
    });
    await work(dry.id);
    const said = await resultOf(dry.id);
    expect(said.outcomes).toEqual(["updated", "unchanged", "created", "failed"]);
    expect(said.items[2]?.message).toMatch(/is added/);
    expect(await counted()).toEqual(before);
    const real = await repeatImport(manager, dry.id, { dryRun: false });
    await work(real.id);
    expect((await resultOf(real.id)).outcomes).toEqual(["updated", "unchanged", "created", "failed"]);
    await expect(openUpload(manager, uploadId)).rejects.toThrow("not found");
    await expect(repeatImport(manager, real.id)).rejects.toThrow("not kept any more");
  });

  const counted = () =>
    as(system, (tx) =>
      tx.execute(sql`select (select count(*) from articles) as a, (select count(*) from article_versions) as v,
        (select count(*) from article_drafts) as d, (select count(*) from article_files) as f,
        (select count(*) from article_categories) as c, (select count(*) from article_sources) as s`),
    );
});

describe("hostile files", () => {
  it("cost themselves and nobody else", async () => {
    const result = await run([
      { name: `../${tag}-out.md`, data: "x" },
      { name: `${tag}-link.md`, data: "/etc/passwd", mode: 0o120777 },
      { name: `${tag}-locked.md`, data: "x", flags: 1 },
      { name: `${tag}-bomb.md`, data: Buffer.alloc(limits.ratioFrom + 1), deflate: true },
      { name: `${tag}-liar.md`, data: "x".repeat(500), deflate: true, claims: { size: 10 } },
      { name: `${tag}-binary.md`, data: Buffer.from([1, 0, 2]) },
      { name: `${tag}-latin.md`, data: Buffer.from([0xe9, 0x20]) },
      { name: `${tag}-yaml.md`, data: '---\ntitle: "x\n---\nx' },
      { name: `${tag}-mega.md`, data: "word ".repeat(209_000) },
      { name: `${tag}-deep.md`, data: `${"> ".repeat(3_000)}x` },
      {
        name: `${tag}-html.md`,
        data: `<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[x](javascript:alert(1)) words`,
      },
      { name: `${tag}-nested.zip`, data: zipOf([article("inner")]) },
      { name: `${tag}-a.md`, data: `---\nslug: ${tag}-twice\n---\nOne.` },
      { name: `${tag}-b.md`, data: `---\nslug: ${tag}-twice\n---\nTwo.` },
      {
        name: `${tag}-img.md`,
        data: "![svg](x.svg) ![fake](fake.png) ![gone](gone.png) ![far](https://127.0.0.1/x.png) words",
      },
      { name: "x.svg", data: "<svg onload=alert(1)>" },
      { name: "fake.png", data: "<script>alert(1)</script>" },
      { name: "__MACOSX/._x.md", data: "junk" },
      article(`${tag}-fine`),
    ]);
    expect(result.state).toBe("done");
    const said = Object.fromEntries(
      result.items.map(({ path, outcome, message }) => [
        path.replace(`${tag}-`, ""),
        `${outcome} ${message ?? ""}`,
      ]),
    );
    expect(said).toEqual({
      "../out.md": expect.stringMatching(/^failed .*leads out/),
      "link.md": expect.stringMatching(/^failed .*symbolic link/),
      "locked.md": expect.stringMatching(/^failed .*encrypted/),
      "bomb.md": expect.stringMatching(/^failed .*100 times/),
      "liar.md": expect.stringMatching(/^failed .*damaged/),
      "binary.md": expect.stringMatching(/^failed .*binary/),
      "latin.md": expect.stringMatching(/^failed .*UTF-8/),
      "yaml.md": expect.stringMatching(/^failed The front matter cannot be read/),
      "mega.md": expect.stringMatching(/^failed .*100,000 are the most/),
      "deep.md": expect.stringMatching(/^failed .*nests more than/),
      "html.md": "created ",
      "nested.zip": expect.stringMatching(/^skipped .*not opened/),
      "a.md": "created ",
      "b.md": expect.stringMatching(/^failed The slug .*-a.md in this import already/),
      "img.md": expect.stringMatching(/^created .*(fake.png.*cannot be used|x.svg.*cannot be used).*/s),
      "fine.md": "created ",
    });
    expect(result.counts).toMatchObject({ created: 4, failed: 11, skipped: 1 });
    expect((await getArticle(manager, `${tag}-img`)).body).not.toContain("/api/v1/files/");
  });

  it.each<[string, Buffer, string, RegExp]>([
    ["no zip", Buffer.from("hello"), "articles.zip", /neither a zip nor/],
    ["a zip cut off", zipOf([article("x")]).subarray(0, -30), "articles.zip", /damaged or cut off/],
    [
      "a zip of 5,001 entries",
      zipOf(Array.from({ length: limits.entries + 1 }, (_, at) => ({ name: `${at}.md`, data: "x" }))),
      "a.zip",
      /5,001 entries/,
    ],
    ["broken JSON", Buffer.from("{"), "export.json", /not valid JSON/],
    ["nothing", Buffer.alloc(0), "articles.zip", /empty/],
  ])("that are %s are refused when they are sent, and not kept", async (_, bytes, name, why) => {
    await expect(upload(bytes, name)).rejects.toThrow(why);
    const left = await as(system, (tx) =>
      tx.execute(sql`select 1 from article_uploads where name = ${name} and created_by = ${manager.userId}`),
    );
    expect(left).toHaveLength(0);
  });

  it("past 50 MB are refused while they are sent", async () => {
    const endless = async function* () {
      for (;;) yield new Uint8Array(PART);
    };
    await expect(uploadSource(manager, { name: "endless.zip", bytes: endless() })).rejects.toThrow(
      "larger than 50 MB",
    );
    const left = await as(system, (tx) =>
      tx.execute(sql`select 1 from article_uploads where name = 'endless.zip'`),
    );
    expect(left).toHaveLength(0);
  });

  it("with nothing in them fail as a whole, in words", async () => {
    const result = await run([{ name: "x.png", data: png }]);
    expect(result).toMatchObject({ state: "failed", note: "No article was found in it." });
  });
});

describe("an export of another help center", () => {
  it("of Zendesk becomes articles, with links between them and drafts kept drafts", async () => {
    const html_url = "https://acme.zendesk.com/hc/en-us/articles/";
    const id = 900_000 + n;
    const data = {
      articles: [
        {
          id,
          title: `${tag} Returns`,
          body: `<h2>How</h2><p>See <a href="${html_url}${id + 1}-X#top">refunds</a>. <img src="http://x.example/i.png" alt="Box">`,
          locale: "en-us",
          source_locale: "en-us",
          draft: false,
          section_id: 1,
          html_url: `${html_url}${id}-R`,
        },
        {
          id: id + 1,
          title: `${tag} Refunds`,
          body: "<p>Money.",
          locale: "en-us",
          source_locale: "en-us",
          draft: true,
          section_id: 2,
          html_url: `${html_url}${id + 1}-X`,
        },
        {
          id,
          title: `${tag} Rückgabe`,
          body: "<p>So geht es.",
          locale: "de",
          source_locale: "en-us",
          draft: false,
          section_id: 1,
        },
        { id: id + 2, title: `${tag} Broken`, body: "<div>".repeat(300_000), locale: "en-us" },
        { id, title: "Twice", body: "<p>x", locale: "en-us" },
      ],
      sections: [
        { id: 1, name: `${tag} Section` },
        { id: 2, name: "Orders" },
      ],
    };
    const bytes = Buffer.from(JSON.stringify(data));
    const result = await run(bytes, {}, "zendesk.json");
    expect(result.kind).toBe("zendesk");
    expect(result.outcomes).toEqual(["created", "created", "created", "failed", "failed"]);
    expect(result.items[3]?.message).toMatch(/deeper than 200/);
    const returns = await getArticle(manager, `${tag}-returns`);
    expect(returns.body).toBe(`## How\n\nSee [refunds](/help/${tag}-refunds#top). Box`);
    expect([returns.category, returns.language]).toEqual([`${tag}-section`, "en"]);
    const [first, refunds, german] = await Promise.all([0, 1, 2].map((at) => slugOf(result.items, at)));
    expect([refunds?.status, refunds?.draft?.category]).toEqual(["draft", "orders"]);
    expect([german?.language, german?.groupId]).toEqual(["de", first?.groupId]);
    expect((await run(bytes, {}, "zendesk.json")).outcomes.slice(0, 3)).toEqual([
      "unchanged",
      "unchanged",
      "unchanged",
    ]);
  });

  it("of Intercom, in several files of a zip", async () => {
    const articles = {
      type: "list",
      data: [
        {
          type: "article",
          id: `${500 + n}`,
          title: `${tag} Hello`,
          description: "First",
          body: "<p>World",
          state: "published",
          parent_id: 7,
          default_locale: "en",
        },
      ],
    };
    const collections = { type: "list", data: [{ type: "collection", id: "7", name: `${tag} Basics` }] };
    const zip = zipOf([
      { name: "articles.json", data: JSON.stringify(articles) },
      { name: "collections.json", data: JSON.stringify(collections) },
    ]);
    const result = await run(zip);
    expect([result.kind, ...result.outcomes]).toEqual(["intercom", "created"]);
    expect(await getArticle(manager, `${tag}-hello`)).toMatchObject({
      summary: "First",
      body: "World",
      category: `${tag}-basics`,
    });
  });
});

describe("the work", () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => article(`${tag}-${at}`));

  it("goes on after any step, with each item done once", async () => {
    const { id: uploadId } = await upload(zipOf(many(12)));
    const { id } = await startImport(manager, { uploadId, kind: "markdown", options: defaults });
    // A step of no time does one item; another process does the same at the same moment.
    let over = false;
    while (!over)
      over =
        (await Promise.all([1, 2].map(() => workImport(system, id, { step: 0 })))).includes("over") &&
        (await getImport(manager, id)).state === "done";
    const result = await resultOf(id);
    expect(result.counts).toMatchObject({ created: 12, failed: 0, skipped: 0 });
    const [row] = await as(system, (tx) =>
      tx.execute<{ articles: number; versions: number }>(sql`
        select count(distinct a.id)::int as articles, count(*)::int as versions from articles a
          join article_versions v on v.article_id = a.id where a.slug like ${`${tag}-%`}`),
    );
    expect(row).toEqual({ articles: 12, versions: 12 });
  });

  it("ends between two items when it is cancelled", async () => {
    const { id: uploadId } = await upload(zipOf(many(5)));
    const { id } = await startImport(manager, { uploadId, kind: "markdown", options: defaults });
    while ((await getImport(manager, id)).counts.created < 2) await workImport(system, id, { step: 0 });
    await cancelImport(manager, id);
    expect(await workImport(system, id)).toBe("over");
    const result = await resultOf(id);
    expect(result).toMatchObject({ state: "cancelled", counts: { created: 2, skipped: 3 } });
    expect(result.items[4]?.message).toMatch(/cancelled/);
    await expect(cancelImport(manager, id)).rejects.toThrow("ended already");
    await expect(openUpload(manager, uploadId)).rejects.toThrow("not found");
  });

  it("keeps nothing of an item whose writing fails half-way", async () => {
    const zip = [
      { name: `${tag}-x.md`, data: "![p](p.png) [words]" },
      { name: "p.png", data: png },
      article(`${tag}-y`),
    ];
    const { id: uploadId } = await upload(zipOf(zip));
    const { id } = await startImport(manager, { uploadId, kind: "markdown", options: defaults });
    while ((await getImport(manager, id)).phase !== "writing") await workImport(system, id, { step: 0 });
    // The article, its draft and its file are written before the publication is refused by the database.
    await as(system, (tx) =>
      tx.execute(sql`update article_import_items set content = jsonb_set(content, '{status}', '"nonsense"')
        where import_id = ${id} and n = 1`),
    );
    await work(id);
    const result = await resultOf(id);
    expect(result.outcomes).toEqual(["failed", "created"]);
    const [left] = await as(system, (tx) =>
      tx.execute(sql`select (select count(*)::int from articles where slug = ${`${tag}-x`}) as articles,
        (select count(*)::int from article_files where name = 'p.png' and article_id not in (select article_id from article_sources)) as files,
        (select count(*)::int from article_sources where source_key = ${`files:${tag}-x.md`}) as sources`),
    );
    expect(left).toEqual({ articles: 0, files: 0, sources: 0 });
  });
});
