import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { articles } from "@/db/schema/knowledge";
import { type StaffViewer, systemViewer } from "@/lib/auth/viewer";
import { makeAgent, makeManager } from "@/tests/support/factories";
import { publishDraft } from "./commands";
import { createArticle, saveDraft, scheduleDraft, submitDraft } from "./drafts";
import type { StaffArticlesFilter } from "./editing-schema";
import { countArticlesForStaff, getArticleForStaff, listArticlesForStaff } from "./staff-queries";

let agent: StaffViewer;
let manager: StaffViewer;
/** A word that only the articles of this file carry: others may be in the database already. */
const WORD = "quillmark";
const ids: Record<string, string> = {};

async function make(name: string, publish: boolean, language = "en", translationOf?: string) {
  const made = await createArticle(agent, {
    title: `${WORD} ${name}`,
    body: "Text.",
    language,
    ...(translationOf ? { translationOf } : {}),
  });
  ids[name] = made.id;
  if (publish) await publishDraft(manager, made.id, { revision: made.revision });
  return made;
}

beforeAll(async () => {
  agent = await makeAgent();
  manager = await makeManager();
  const source = await make("live", true);
  await make("fresh", false);
  await make("changed", true);
  await saveDraft(agent, ids.changed ?? "", { revision: 0, body: "Other text." });
  const review = await make("review", false);
  await submitDraft(agent, review.id, { revision: review.revision });
  const planned = await make("planned", false);
  const publishAt = new Date(Date.now() + 3_600_000).toISOString();
  await scheduleDraft(manager, planned.id, { revision: planned.revision, publishAt });
  await make("german", true, "de", source.id);
  await as(systemViewer("test"), async (tx) => {
    const overdue = { reviewAt: new Date(Date.now() - 1_000), ownerId: manager.userId };
    await tx.update(articles).set(overdue).where(eq(articles.id, source.id));
    await tx.update(articles).set({ ownerId: null }).where(eq(articles.id, review.id));
  });
});
afterAll(closeDatabase);

const titles = async (filter: StaffArticlesFilter) =>
  (await listArticlesForStaff(agent, { q: WORD, ...filter }, { limit: 50 })).items
    .map(({ title }) => title.replace(`${WORD} `, ""))
    .sort();

describe("a list of the team's", () => {
  it.each<[StaffArticlesFilter, string[]]>([
    [{}, ["changed", "fresh", "german", "live", "planned", "review"]],
    [{ status: "draft" }, ["changed", "fresh"]],
    [{ status: "changed" }, ["changed"]],
    [{ status: "in_review" }, ["review"]],
    [{ status: "scheduled" }, ["planned"]],
    [{ status: "published" }, ["changed", "german", "live"]],
    [{ status: "archived" }, []],
    [{ stale: true }, ["live"]],
    [{ language: "de" }, ["german"]],
    [{ owner: "none" }, ["review"]],
    [{ owner: "me" }, ["changed", "fresh", "german", "planned"]],
  ])("%j", async (filter, expected) => {
    expect(await titles(filter)).toEqual(expected);
  });

  it("of somebody's is also found by their id, and nobody's is not the system's", async () => {
    expect(await titles({ owner: manager.userId })).toEqual(["live"]);
    const ofSystem = await listArticlesForStaff(
      systemViewer("test"),
      { q: WORD, owner: "me" },
      { limit: 50 },
    );
    expect(ofSystem.items).toEqual([]);
  });
});

describe("the counts", () => {
  it("match the list, for every filter", async () => {
    for (const filter of [{}, { status: "changed" }, { owner: "me" }, { stale: true }] as const) {
      const { matching } = await countArticlesForStaff(agent, { q: WORD, ...filter });
      expect(matching).toBe((await titles(filter)).length);
    }
  });

  it("of the usual lists do not follow the filter", async () => {
    const narrow = await countArticlesForStaff(agent, { q: WORD, status: "archived" });
    expect(narrow).toMatchObject({ matching: 0, changed: 1, in_review: 1, scheduled: 1, stale: 1 });
    expect(narrow.languages).toEqual(expect.arrayContaining(["de", "en"]));
  });
});

describe("the translations of an article", () => {
  it("say when their text was last published", async () => {
    const source = await getArticleForStaff(agent, ids.live ?? "");
    const german = await getArticleForStaff(agent, ids.german ?? "");
    expect(source.translations).toMatchObject([{ language: "de", updatedAt: german.updatedAt }]);
    expect(german.groupId).toBe(source.id);
  });
});
