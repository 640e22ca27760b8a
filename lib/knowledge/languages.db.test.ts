/** Search in several languages: stems, accents, what stands in for what is not translated, and the parts in SQL. */
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { articles } from "@/db/schema/knowledge";
import { systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { archiveArticle, publishArticle } from "./commands";
import { baseLanguage, fold, stemmedLanguages } from "./language";
import { searchArticles, searchPassages } from "./search";

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
