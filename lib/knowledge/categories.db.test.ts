/** What articles are filed under: order, names in every language, and what becomes of what they hold. */
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { articles } from "@/db/schema/knowledge";
import { type StaffViewer, systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { makeAgent, makeManager } from "@/tests/support/factories";
import * as categories from "./categories";
import { categoryInput, MAX_CATEGORY } from "./category-schema";
import { publishArticle, publishDraft } from "./commands";
import { createArticle, saveDraft } from "./drafts";
import { getHelpCategory, getHelpHome } from "./published";
import { getArticle } from "./queries";
import { searchPassages } from "./search";
import { getArticleForStaff } from "./staff-queries";

const system = systemViewer("test");
const visitor = visitorViewer();
let agent: StaffViewer;
let manager: StaffViewer;
beforeAll(async () => {
  [agent, manager] = [await makeAgent(), await makeManager()];
});
afterAll(closeDatabase);

async function live(given: Partial<Parameters<typeof createArticle>[1]> = {}) {
  const made = await createArticle(agent, { title: `Lamp ${newId()}`, body: "Some text.", ...given });
  const { slug } = await publishDraft(manager, made.id, { revision: made.revision });
  return { id: made.id, slug };
}
const all = () => categories.listAllCategories(agent);
const shown = async (language = "en") => (await getHelpHome(visitor, language)).categories;

it("stand in their order, for readers as for the team", async () => {
  const { id } = await categories.createCategory(manager, {
    label: `Garden ${newId()}`,
    about: "Outdoors",
  });
  await live({ category: id });
  expect((await all()).at(-1)).toMatchObject({ id, about: "Outdoors", articles: 1 });
  expect((await shown()).at(-1)?.id).toBe(id);
  await categories.orderCategories(manager, [id, "no-such", "general"]);
  expect((await all()).slice(0, 3).map((each) => each.id)).toEqual([id, "general", "orders"]);
  expect((await shown())[0]?.id).toBe(id);
});

it("are renamed everywhere and keep their id", async () => {
  const label = `Balcony ${newId()}`;
  const { id } = await categories.createCategory(manager, { label: `Terrace ${newId()}`, about: "" });
  const { slug } = await live({ category: id });
  await categories.changeCategory(manager, id, { label });
  expect(await getArticle(visitor, slug)).toMatchObject({ category: id, categoryLabel: label });
  expect((await shown()).find((each) => each.id === id)).toMatchObject({ label });
  await expect(categories.changeCategory(manager, "no-such", { label })).rejects.toMatchObject({
    code: "not_found",
  });
});

it("are called in the reader's language as far as somebody has named them there", async () => {
  const label = `Delivery ${newId()}`;
  const { id } = await categories.createCategory(manager, { label, about: "How it comes to you" });
  const { slug } = await live({ category: id });
  const { slug: german } = await live({ category: id, language: "de-at" });
  const called = async (language: string) => {
    const one = (await shown(language)).find((each) => each.id === id);
    const page = await getHelpCategory(visitor, language, id, 1);
    expect(page).toMatchObject({ label: one?.label, about: one?.about });
    return [one?.label, one?.about];
  };
  expect(await called("de")).toEqual([label, "How it comes to you"]);
  const names = {
    de: { label: `Lieferung ${newId()}`, about: "" },
    "pt-br": { label: "Entrega", about: "Já" },
  };
  await categories.changeCategory(manager, id, { names });
  expect((await all()).find((each) => each.id === id)).toMatchObject({ label, names });
  expect(await called("de")).toEqual([names.de.label, "How it comes to you"]);
  expect(await called("de-at"), "by the main language").toEqual([names.de.label, "How it comes to you"]);
  expect(await called("pt-br")).toEqual(["Entrega", "Já"]);
  for (const language of ["pt", "en", "fr"])
    expect(await called(language)).toEqual([label, "How it comes to you"]);
  expect(await getArticle(visitor, slug)).toMatchObject({ categoryLabel: label });
  expect(await getArticle(visitor, german)).toMatchObject({ categoryLabel: names.de.label });
  await categories.changeCategory(manager, id, { names: {} });
  expect(await called("de")).toEqual([label, "How it comes to you"]);
});

it("have one name in the language of the knowledge base, and no two the same in another", async () => {
  const de = { label: `Garten ${newId()}`, about: "" };
  const { id } = await categories.createCategory(manager, {
    label: `Garden ${newId()}`,
    about: "",
    names: { de },
  });
  await expect(categories.changeCategory(manager, id, { names: { en: de } })).rejects.toMatchObject({
    code: "invalid",
    fields: { "names.en": expect.any(String) },
  });
  const again = { de: { label: de.label.toUpperCase(), about: "" } };
  const taken = { code: "conflict", fields: { "names.de.label": "is taken" } };
  await expect(categories.changeCategory(manager, "general", { names: again })).rejects.toMatchObject(taken);
  await expect(
    categories.createCategory(manager, { label: `Yard ${newId()}`, about: "", names: again }),
  ).rejects.toMatchObject(taken);
  await categories.changeCategory(manager, id, { names: again });
  // As an import may leave it: what is not changed does not stand in the way.
  await as(system, (tx) =>
    tx.execute(
      sql`update article_categories set names = ${JSON.stringify(again)}::jsonb where id = 'general'`,
    ),
  );
  await categories.changeCategory(manager, id, { about: "Outdoors" });
  await categories.changeCategory(manager, "general", { names: { nl: de } });
  await categories.changeCategory(manager, "general", { names: {} });
});

it("have names of a length, in so many languages", () => {
  const named = (count: number, label = "Name") => ({
    label: "Name",
    names: Object.fromEntries(
      Array.from({ length: count }, (_, n) => [
        `x${String.fromCharCode(97 + (n % 26))}-${10 + n}`,
        { label },
      ]),
    ),
  });
  const takes = (input: unknown) => categoryInput.safeParse(input).success;
  expect([takes(named(MAX_CATEGORY.names)), takes(named(MAX_CATEGORY.names + 1))]).toEqual([true, false]);
  const long = "a".repeat(MAX_CATEGORY.label);
  expect([takes(named(1, long)), takes(named(1, `${long}a`)), takes(named(1, ""))]).toEqual([
    true,
    false,
    false,
  ]);
  expect(takes({ label: "Name", names: { German: { label: "Name" } } })).toBe(false);
});

it("are called differently from each other", async () => {
  const label = `Cellar ${newId()}`;
  const { id } = await categories.createCategory(manager, { label, about: "" });
  const taken = { code: "conflict", fields: { label: "is taken" } };
  await expect(
    categories.createCategory(manager, { label: label.toUpperCase(), about: "" }),
  ).rejects.toMatchObject(taken);
  await expect(categories.changeCategory(manager, "general", { label })).rejects.toMatchObject(taken);
  await expect(
    categories.changeCategory(manager, id, { label: label.toUpperCase() }),
  ).resolves.toBeUndefined();
});

it("are removed once what they hold has somewhere to go: articles, drafts and what the search knows", async () => {
  const { id } = await categories.createCategory(manager, { label: `Attic ${newId()}`, about: "" });
  const held = await live({ category: id, body: "The okapiladder." });
  const other = await live();
  await saveDraft(agent, other.id, { revision: 0, category: id });
  const remove = (moveTo?: string) => categories.removeCategory(manager, id, { moveTo });
  await expect(remove()).rejects.toMatchObject({ code: "conflict", fields: { moveTo: "is missing" } });
  await expect(remove(id)).rejects.toMatchObject({ code: "invalid" });
  await expect(remove("no-such")).rejects.toMatchObject({ code: "invalid" });
  await remove("products");
  expect(await getArticle(visitor, held.slug)).toMatchObject({ category: "products" });
  expect((await getArticleForStaff(agent, other.id)).draft?.category).toBe("products");
  const found = await searchPassages(visitor, { query: "okapiladder", category: "products" });
  expect(found.results).toHaveLength(1);
  await expect(remove()).rejects.toMatchObject({ code: "not_found" });
});

it("must exist before anything is published in them", async () => {
  const article = { slug: `x-${newId()}`, title: "X", summary: "x", body: "x", category: "no-such" };
  await expect(publishArticle(system, article)).rejects.toMatchObject({
    code: "invalid",
    message: "There is no category “no-such”. Add it first, or choose another.",
  });
  expect(await as(system, (tx) => tx.select().from(articles).where(eq(articles.slug, article.slug)))).toEqual(
    [],
  );
});
