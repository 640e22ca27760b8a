/** What managers write counts for the next search, on every instance, and until it is switched off. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { searchSynonyms } from "@/db/schema/search";
import { systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { publishArticle } from "@/lib/knowledge/commands";
import { explainSearch } from "@/lib/knowledge/explain";
import { searchPassages } from "@/lib/knowledge/search";
import { makeManager } from "@/tests/support/factories";
import { addSynonyms, changeSynonyms, deleteSynonyms, switchBuiltInSynonyms } from "./commands";
import { listSynonyms } from "./queries";
import { addSynonymsInput, MAX_LINES } from "./schema";

const visitor = visitorViewer();
const slugs = async (query: string, language = "en") =>
  (await searchPassages(visitor, { query, language })).results.map(({ slug }) => slug);
const manager = await makeManager();
const add = (line: string, language = "en") =>
  addSynonyms(manager, addSynonymsInput.parse({ language, line }));

beforeAll(async () => {
  await publishArticle(systemViewer("test"), {
    slug: "wobble",
    title: "A flurble that hums",
    summary: "s",
    body: "Tighten the flurble with the key.",
    category: "general",
  });
  await publishArticle(systemViewer("test"), {
    slug: "prices",
    title: "The fee for a snorkle",
    summary: "s",
    body: "The fee is five euros.",
    category: "general",
  });
});
afterAll(closeDatabase);

describe("a line of one's own", () => {
  it("counts for the next search, in its language only, as long as it is on and there", async () => {
    expect(await slugs("zibbeldings")).toEqual([]);
    const { id } = await add("zibbeldings > flurble");
    expect(await slugs("zibbeldings")).toEqual(["wobble"]);
    expect(await slugs("zibbeldings", "de")).toEqual(["wobble"]);
    await changeSynonyms(manager, id, { enabled: false });
    expect(await slugs("zibbeldings")).toEqual([]);
    await changeSynonyms(manager, id, { enabled: true, line: "quonkle, flurble" });
    expect(await slugs("zibbeldings")).toEqual([]);
    expect(await slugs("quonkle")).toEqual(["wobble"]);
    await deleteSynonyms(manager, id);
    expect(await slugs("quonkle")).toEqual([]);
  });

  it("is not there twice, nor beside the same built-in one", async () => {
    await add("alpha, beta");
    await expect(add(" alpha ,  beta")).rejects.toMatchObject({ code: "conflict" });
    await expect(add("price, cost, fee")).rejects.toMatchObject({ code: "conflict" });
    await expect(changeSynonyms(manager, randomUUID(), { enabled: false })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it(`has ${MAX_LINES} beside it at most`, async () => {
    const lines = Array.from({ length: MAX_LINES - 1 }, (_, n) => ({
      id: randomUUID(),
      language: "fi",
      line: `sana${n}, muu${n}`,
    }));
    await as(systemViewer("test"), (tx) => tx.insert(searchSynonyms).values(lines));
    await add("viimeinen, loppu", "fi");
    await expect(add("yksi, kaksi", "fi")).rejects.toMatchObject({ code: "conflict" });
    expect((await listSynonyms(manager, "fi")).items).toHaveLength(MAX_LINES);
  });
});

describe("a built-in line", () => {
  it("can be switched off and on again", async () => {
    const line = "price, cost, fee";
    expect(await slugs("what does a snorkle cost")).toEqual(["prices"]);
    const byCost = async () =>
      (
        await explainSearch(manager, { question: "cost of it", language: "en", as: "visitor" })
      ).languages[0]?.terms.find(({ word }) => word === "cost")?.synonyms;
    expect(await byCost()).toContain("fee");
    await switchBuiltInSynonyms(manager, { language: "en", line, enabled: false });
    expect(await byCost()).not.toContain("fee");
    const { items } = await listSynonyms(manager, "en");
    expect(items.find((item) => item.line === line)).toMatchObject({ enabled: false, builtIn: true });
    await switchBuiltInSynonyms(manager, { language: "en", line, enabled: true });
    expect(await byCost()).toContain("fee");
    await expect(
      switchBuiltInSynonyms(manager, { language: "en", line: "no, such", enabled: false }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a question that is tried", () => {
  it("is told with its terms, stems, corrections and scores", async () => {
    const told = await explainSearch(manager, {
      question: "Where do I tighten the flurbel?",
      language: "en",
      as: "visitor",
    });
    const term = told.languages[0]?.terms.find(({ word }) => word === "flurbel");
    expect(term).toMatchObject({ isKnown: true, corrected: "flurbl" });
    expect(told.passages[0]).toMatchObject({ title: "A flurble that hums", audience: "public" });
    expect(told.passages[0]?.parts.coverage).toBeGreaterThan(0.5);
    expect(told.answerable).toBe(true);
  });
});
