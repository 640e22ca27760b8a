/** What the help center shows, to whom and in which language. */
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { makeAgent, makeCustomer } from "@/tests/support/factories";
import { archiveArticle, publishArticle } from "./commands";
import {
  CATEGORY_PAGE,
  getHelpCategory,
  getHelpHome,
  getHelpPlace,
  HOME,
  listPublishedLanguages,
  listRelated,
} from "./published";
import { readerLanguage } from "./reader";
import { listSitemap } from "./sitemap";

const system = systemViewer("test");
const visitor = visitorViewer();

type Made = { id: string; slug: string };
const made = new Map<string, Made>();
const idOf = (name: string) => made.get(name)?.id ?? "";

async function publish(
  name: string,
  title: string,
  more: Partial<Parameters<typeof publishArticle>[1]> = {},
): Promise<void> {
  const article = await publishArticle(system, {
    slug: name,
    title,
    summary: `About ${title}`,
    body: `## Part\n\nThe ${title} in words.`,
    category: "returns",
    ...more,
  });
  made.set(name, article);
}

const groupWith = (name: string, ...others: string[]) =>
  as(system, async (tx) => {
    for (const other of others)
      await tx.execute(sql`update articles set group_id = (select group_id from articles where id = ${idOf(name)})
        where id = ${idOf(other)}`);
  });

beforeAll(async () => {
  await publish("a-first", "A first");
  await publish("b-second", "B second");
  await publish("c-third", "C third");
  await publish("b-zweiter", "B zweiter", { language: "de" });
  await publish("b-deuxieme", "B deuxième", { language: "fr" });
  await groupWith("b-second", "b-zweiter", "b-deuxieme");
  await publish("nur-deutsch", "Nur deutsch", { language: "de" });
  await publish("for-customers", "For customers", { audience: "customers", category: "billing" });
  await publish("for-staff", "For staff", { audience: "staff", category: "billing" });
  await publish("once", "Once");
  await archiveArticle(system, idOf("once"));
});
afterAll(() => closeDatabase());

const titlesOf = async (language: string) =>
  (await getHelpCategory(visitor, language, "returns", 1))?.items.map(({ title }) => title);

describe("a category", () => {
  it("shows each article once, in the reader's language, else the usual one, else the one there is", async () => {
    expect(await titlesOf("en")).toEqual(["A first", "B second", "C third", "Nur deutsch"]);
    expect(await titlesOf("de")).toEqual(["A first", "B zweiter", "C third", "Nur deutsch"]);
    expect(await titlesOf("fr")).toEqual(["A first", "B deuxième", "C third", "Nur deutsch"]);
  });

  it("is empty, or is not there", async () => {
    expect(await getHelpCategory(visitor, "en", "membership", 1)).toMatchObject({ count: 0, items: [] });
    expect(await getHelpCategory(visitor, "en", "no-such", 1)).toBeNull();
    expect(await getHelpCategory(visitor, "en", "returns", 999)).toMatchObject({ count: 4, items: [] });
  });

  it("comes in pages", async () => {
    const many = Array.from({ length: CATEGORY_PAGE + 1 }, (_, n) => `page-${String(n).padStart(3, "0")}`);
    for (const name of many) await publish(name, name, { category: "assembly" });
    const first = await getHelpCategory(visitor, "en", "assembly", 1);
    const second = await getHelpCategory(visitor, "en", "assembly", 2);
    expect([first?.count, first?.items.length, second?.items.length]).toEqual([
      CATEGORY_PAGE + 1,
      CATEGORY_PAGE,
      1,
    ]);
    expect(second?.items[0]?.title).toBe(many.at(-1));
  });
});

describe("the start", () => {
  it("names categories in their order, with their first articles and how many there are", async () => {
    const { categories, recent } = await getHelpHome(visitor, "de");
    expect(categories.map(({ id }) => id)).toEqual(["returns", "assembly"]);
    expect(categories[0]).toMatchObject({ label: "Returns and refunds", count: 4 });
    expect(categories[0]?.first.map(({ title }) => title)).toContain("B zweiter");
    expect(categories[1]?.first).toHaveLength(HOME.perCategory);
    expect(recent).toHaveLength(HOME.recent);
  });

  it("shows to each audience what is theirs", async () => {
    const billing = async (viewer: Parameters<typeof getHelpHome>[0]) =>
      (await getHelpHome(viewer, "en")).categories
        .find(({ id }) => id === "billing")
        ?.first.map(({ slug }) => slug);
    expect(await billing(visitor)).toBeUndefined();
    expect(await billing(await makeCustomer())).toEqual(["for-customers"]);
    expect(await billing(await makeAgent())).toEqual(["for-customers", "for-staff"]);
  });
});

const articleAt = async (slug: string) => {
  const place = await getHelpPlace(visitor, slug);
  if (place.kind !== "article") throw new Error("it has moved");
  return place.article;
};

describe("an article", () => {
  it("knows its neighbours in its language, and its translations", async () => {
    const middle = await articleAt("b-second");
    expect([middle.previous?.slug, middle.next?.slug]).toEqual(["a-first", "c-third"]);
    expect(middle.translations.map(({ language, slug }) => [language, slug])).toEqual([
      ["de", "b-zweiter"],
      ["en", "b-second"],
      ["fr", "b-deuxieme"],
    ]);
    expect((await articleAt("a-first")).next?.slug).toBe("b-second");
    const german = await articleAt("b-zweiter");
    expect([german.previous?.slug, german.next?.slug]).toEqual(["a-first", "c-third"]);
  });

  it("is not found when it is archived, or not for this reader", async () => {
    for (const slug of ["once", "for-customers", "for-staff", "no-such"])
      await expect(getHelpPlace(visitor, slug)).rejects.toMatchObject({ code: "not_found" });
  });

  it("moves on from an address that it had", async () => {
    await publish("old-name", "Old name");
    await as(system, (tx) =>
      tx.execute(
        sql`insert into article_redirects (slug, article_id) values ('older-name', ${idOf("old-name")})`,
      ),
    );
    expect(await getHelpPlace(visitor, "older-name")).toEqual({ kind: "moved", slug: "old-name" });
  });

  it("leads to others: never to itself, its translations or what the reader may not see", async () => {
    const article = await articleAt("b-second");
    const related = await listRelated(visitor, article);
    expect(related.length).toBeGreaterThan(0);
    const slugs = related.map(({ slug }) => slug);
    expect(
      slugs.filter((slug) => ["b-second", "b-zweiter", "b-deuxieme", "for-staff"].includes(slug)),
    ).toEqual([]);
  });
});

describe("the language", () => {
  const headers = (given: Record<string, string> = {}) => new Headers(given);

  it("is one of those in which something is published", async () => {
    expect(await listPublishedLanguages(visitor)).toEqual(["de", "en", "fr"]);
    expect(await readerLanguage(visitor, null, headers({ "accept-language": "it, fr;q=0.5" }))).toBe("fr");
    expect(await readerLanguage(visitor, null, headers({ "accept-language": "it" }))).toBe("en");
    expect(await readerLanguage(visitor, null, headers({ cookie: "a=b; baton-help-language=de" }))).toBe(
      "de",
    );
    expect(await readerLanguage(visitor, "fr", headers({ cookie: "baton-help-language=de" }))).toBe("fr");
  });

  it("of a customer is that of their profile, unless the address asks for another", async () => {
    const customer = await makeCustomer();
    await as(system, (tx) =>
      tx.execute(sql`update customers set language = 'de' where user_id = ${customer.userId}`),
    );
    expect(await readerLanguage(customer, null, headers({ "accept-language": "fr" }))).toBe("de");
    expect(await readerLanguage(customer, "fr", headers())).toBe("fr");
  });
});

describe("the sitemap", () => {
  it("names what is public, with its translations", async () => {
    const listed = await listSitemap(visitor, 1);
    const hrefs = listed.map(({ href }) => href);
    expect(hrefs[0]).toBe("/help");
    expect(hrefs).toContain("/help/nur-deutsch");
    for (const slug of ["once", "for-customers", "for-staff"]) expect(hrefs).not.toContain(`/help/${slug}`);
    expect(listed.find(({ href }) => href === "/help/b-zweiter")?.translations).toHaveLength(3);
    expect(listed.find(({ href }) => href === "/help/a-first")?.translations).toEqual([]);
    expect(await listSitemap(await makeAgent(), 1)).toEqual(listed);
    expect(await listSitemap(visitor, 2)).toEqual([]);
  });
});
