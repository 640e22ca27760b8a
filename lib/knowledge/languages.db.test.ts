/** Search in several languages: stems, accents, what stands in for what is not translated, and the parts in SQL. */
import { desc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { articles } from "@/db/schema/knowledge";
import { type StaffViewer, systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { makeAgent, makeManager } from "@/tests/support/factories";
import { changeLanguage } from "./change-language";
import { archiveArticle, publishArticle, publishDraft } from "./commands";
import { createArticle } from "./drafts";
import type { CreateArticleInput } from "./editing-schema";
import { baseLanguage, fold, stemmedLanguages } from "./language";
import { searchArticles, searchPassages } from "./search";
import { getArticleForStaff } from "./staff-queries";

const system = systemViewer("test");
const visitor = visitorViewer();
const group = newId();

async function publish(slug: string, language: string, title: string, body: string, groupId?: string) {
  const { id } = await publishArticle(system, {
    slug,
    language,
    title,
    summary: title,
    body,
    category: "general",
  });
  if (groupId) await as(system, (tx) => tx.update(articles).set({ groupId }).where(eq(articles.id, id)));
  return id;
}

let germanId: string;
beforeAll(async () => {
  await publish(
    "invoice-copy",
    "en",
    "Get a copy of an invoice",
    "Open Billing and download the invoice.",
    group,
  );
  germanId = await publish(
    "rechnung-kopie",
    "de",
    "Kopie einer Rechnung",
    "## Rechnungen herunterladen\n\nÖffnen Sie die Abrechnung. Die Rückgabe eines Geräts ändert die Rechnung nicht.",
    group,
  );
  await publish("gift-wrap", "en", "Gift wrapping", "We wrap every invoice-free gift in paper.");
  await publish(
    "facture",
    "fr-CA",
    "Télécharger une facture",
    "Ouvrez vos réglages et téléchargez les factures impayées.",
  );
  await publish("aprire", "eo", "Elŝuti fakturon", "Malfermu la paĝon kaj elŝutu la fakturon.");
});
afterAll(closeDatabase);

const slugs = async (query: string, language?: string) =>
  (await searchPassages(visitor, { query, language, limit: 50 })).results.map(({ slug }) => slug);

describe("the functions of the database", () => {
  it.each(["de-AT", "pt_BR", "NB", "nn-no", "en", "zh-Hant-TW"])("read %s as we do", async (tag) => {
    const [row] = await as(system, (tx) =>
      tx.execute<{ base: string }>(sql`select baton_language(${tag}) as base`),
    );
    expect(row?.base).toBe(baseLanguage(tag));
  });

  it.each(["Straße", "Ærø", "CRÈME brûlée", "Łódź", "ﬁne", "naïve Œuvre", "Ångström"])(
    "fold %s as we do",
    async (word) => {
      const [row] = await as(system, (tx) =>
        tx.execute<{ folded: string }>(sql`select baton_fold(${word}) as folded`),
      );
      expect(row?.folded).toBe(fold(word));
    },
  );

  it("stem every language that is said to have stems", async () => {
    const rows = await as(system, (tx) =>
      tx.execute<{ language: string; stemmed: boolean }>(sql`
        select language, baton_words(language, 'organisationen organizations organizaciones organizzazioni casele организации örgütler')
               <> baton_words('xx', 'organisationen organizations organizaciones organizzazioni casele организации örgütler') as stemmed
          from jsonb_array_elements_text(${JSON.stringify(stemmedLanguages)}::jsonb) as language`),
    );
    expect(rows.filter(({ stemmed }) => !stemmed)).toEqual([]);
    expect(rows).toHaveLength(stemmedLanguages.length);
  });
});

describe("a reader of another language", () => {
  it("finds by the stems of that language, with and without accents", async () => {
    expect((await slugs("Wo finde ich meine Rechnungen?", "de"))[0]).toBe("rechnung-kopie");
    expect((await slugs("rückgabe von geräten", "de"))[0]).toBe("rechnung-kopie");
    expect((await slugs("ruckgabe", "de"))[0]).toBe("rechnung-kopie");
    expect((await slugs("telecharger les factures impayees", "fr"))[0]).toBe("facture");
    expect((await slugs("fakturon", "eo"))[0]).toBe("aprire");
  });

  it("is not kept from an article by its region", async () => {
    expect(await slugs("facture", "fr-FR")).toEqual(["facture"]);
  });

  it("finds a mistyped word, and a word that is two words here", async () => {
    expect((await slugs("Rechnug Kopie", "de"))[0]).toBe("rechnung-kopie");
    expect((await slugs("Rechnungskopie", "de"))[0]).toBe("rechnung-kopie");
  });

  it("finds articles of the default language only as far as nobody has translated them", async () => {
    expect(await slugs("invoice download", "de")).not.toContain("invoice-copy");
    expect(await slugs("gift wrapping", "de")).toEqual(["gift-wrap"]);
    expect(await slugs("invoice download", "fr")).toContain("invoice-copy");
    expect(await slugs("invoice", "en")).toContain("invoice-copy");
  });

  it("finds the original again when its translation is gone", async () => {
    await archiveArticle(system, germanId);
    expect(await slugs("invoice download", "de")).toContain("invoice-copy");
    expect(await slugs("Rechnung", "de")).toEqual([]);
  });

  it("does not find other languages", async () => {
    expect(await slugs("facture", "en")).toEqual([]);
    expect(await slugs("fakturon")).toEqual([]);
  });

  it("sees the words marked as they are written", async () => {
    const { items } = await searchArticles(visitor, { query: "telecharger des factures", language: "fr" });
    const [hit] = items;
    expect(hit?.highlights.map(([from, to]) => hit.snippet.slice(from, to))).toEqual(
      expect.arrayContaining(["téléchargez", "factures"]),
    );
  });
});

describe("the language of an article", () => {
  let manager: StaffViewer;
  let agent: StaffViewer;
  beforeAll(async () => {
    [manager, agent] = await Promise.all([makeManager(), makeAgent()]);
  });
  const begun = (title: string, more: Partial<CreateArticleInput> = {}) =>
    createArticle(agent, { title, summary: "s", body: "Die Rückgaben der Schränke.", ...more });
  const languageOf = async (id: string) => (await getArticleForStaff(agent, id)).language;

  it("can be put right, and from then on it is found by the words of the right one", async () => {
    const { id, slug, revision } = await begun(`Zurückgeben ${newId()}`);
    await publishDraft(manager, id, { revision });
    const found = async () =>
      (await slugs("wie gebe ich einen Schrank zurück, Rückgabe?", "de")).includes(slug);
    const stems = () =>
      as(system, async (tx) => {
        const rows = await tx.execute<{ language: string; n: number }>(sql`
          select t.language, count(*)::int as n from passage_postings t
            join passages p on p.id = t.passage_id where p.article_id = ${id} group by 1`);
        return rows.map(({ language }) => language);
      });
    expect(await stems()).toEqual(["en"]);
    await changeLanguage(manager, id, { language: "DE" });
    expect(await languageOf(id)).toBe("de");
    expect(await stems()).toEqual(["de"]);
    expect(await found()).toBe(true);
    const [event] = await as(system, (tx) =>
      tx
        .select()
        .from(events)
        .where(eq(events.type, "article.language_changed"))
        .orderBy(desc(events.createdAt))
        .limit(1),
    );
    expect(event?.data).toMatchObject({ from: "en", to: "de" });
    await archiveArticle(manager, id);
  });

  it("is an agent's to put right as long as nobody has read the article", async () => {
    const { id, revision } = await begun(`Schrank ${newId()}`);
    await changeLanguage(agent, id, { language: "de" });
    expect(await languageOf(id)).toBe("de");
    await publishDraft(manager, id, { revision });
    await expect(changeLanguage(agent, id, { language: "fr" })).rejects.toMatchObject({ code: "forbidden" });
    await archiveArticle(manager, id);
    await expect(changeLanguage(agent, id, { language: "fr" })).rejects.toMatchObject({ code: "forbidden" });
    expect(await languageOf(id)).toBe("de");
  });

  it("is none that a translation of it has", async () => {
    const one = await begun(`Wardrobe ${newId()}`);
    const other = await begun(`Armoire ${newId()}`, { translationOf: one.id, language: "fr" });
    await expect(changeLanguage(agent, one.id, { language: "fr" })).rejects.toMatchObject({
      code: "conflict",
      fields: { language: "is taken" },
    });
    await expect(changeLanguage(agent, one.id, { language: "en" })).resolves.toBeUndefined();
    await changeLanguage(agent, other.id, { language: "nl" });
    await changeLanguage(agent, one.id, { language: "fr" });
    expect([await languageOf(one.id), await languageOf(other.id)]).toEqual(["fr", "nl"]);
    await expect(changeLanguage(agent, newId(), { language: "fr" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
