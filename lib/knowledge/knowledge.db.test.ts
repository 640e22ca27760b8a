import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { passages } from "@/db/schema/knowledge";
import { passagePostings, passageTerms } from "@/db/schema/search";
import { assistantViewer, systemViewer, userViewer, type Viewer, visitorViewer } from "@/lib/auth/viewer";
import { publishArticle } from "./commands";
import { getArticle, listArticles } from "./queries";
import { searchArticles, searchPassages } from "./search";

const system = systemViewer("test");
const person = (role: "customer" | "agent" | "manager") =>
  userViewer({ userId: randomUUID(), name: role, role, sessionId: randomUUID() });
const viewers = {
  visitor: visitorViewer(),
  customer: person("customer"),
  assistant: assistantViewer({
    customerId: randomUUID(),
    conversationId: randomUUID(),
    runId: randomUUID(),
    epoch: 1,
    attempt: 1,
  }),
  agent: person("agent"),
  manager: person("manager"),
  system,
} satisfies Record<string, Viewer>;

/** A word that stands in one article only, so that finding it proves which article was read. */
const canaries = {
  public: "publicanary",
  customers: "customcanary",
  staff: "staffcanary",
  draft: "draftcanary",
  archived: "archivecanary",
} as const;
type Canary = keyof typeof canaries;

const seen: Record<keyof typeof viewers, Canary[]> = {
  visitor: ["public"],
  customer: ["public", "customers"],
  assistant: ["public", "customers"],
  agent: ["public", "customers", "staff"],
  manager: ["public", "customers", "staff"],
  system: ["public", "customers", "staff"],
};

beforeAll(async () => {
  for (const [name, word] of Object.entries(canaries) as [Canary, string][]) {
    const audience = name === "customers" || name === "staff" ? name : "public";
    const status = name === "draft" || name === "archived" ? name : "published";
    await publishArticle(system, {
      slug: `canary-${name}`,
      title: `Canary ${word}`,
      summary: `About the ${word}.`,
      body: `## How to feed a ${word}\n\nGive the ${word} seeds twice a day and fresh water.`,
      category: "general",
      audience,
      status,
    });
  }
  await publishArticle(system, {
    slug: "gift-cards",
    title: "Gift cards",
    summary: "Buy and use them.",
    body: "## How long a gift card is valid\n\nA gift card is valid for three years.\n\n## Lost codes\n\nSend us the receipt of the gift card.",
    category: "billing",
  });
  await publishArticle(system, {
    slug: "return-an-item",
    title: "Return an item",
    summary: "Windows and fees.",
    body: "## How long you can return an item\n\nYou have thirty days from delivery.\n\n## Return fees\n\nA parcel costs five euros.",
    category: "returns",
  });
});

afterAll(closeDatabase);

const cases = (Object.keys(viewers) as (keyof typeof viewers)[]).flatMap((who) =>
  (Object.keys(canaries) as Canary[]).map((what) => [who, what, seen[who].includes(what)] as const),
);

describe("who finds what", () => {
  it.each(cases)("%s, %s article: %s", async (who, what, visible) => {
    const viewer = viewers[who];
    const word = canaries[what];
    const slug = `canary-${what}`;
    const bySearch = (await searchPassages(viewer, { query: `how do i feed a ${word}`, limit: 50 })).results;
    const byTypo = (await searchPassages(viewer, { query: word.replace("nary", "nayr"), limit: 50 })).results;
    const byArticle = (await searchArticles(viewer, { query: `feed ${word} seeds` })).items;
    const listed = (await listArticles(viewer, { limit: 100 })).items;
    for (const found of [bySearch, byTypo, byArticle, listed])
      expect(found.some((hit) => hit.slug === slug)).toBe(visible);
    expect(JSON.stringify([bySearch, byTypo, byArticle, listed]).includes(word)).toBe(visible);
    const read = getArticle(viewer, slug);
    if (visible) expect((await read).body).toContain(word);
    else await expect(read).rejects.toMatchObject({ code: "not_found" });
  });

  it.each(["visitor", "customer", "assistant"] as const)(
    "keeps staff words and drafts from a %s in the tables themselves",
    async (who) => {
      const hidden = (Object.keys(canaries) as Canary[]).filter((name) => !seen[who].includes(name));
      await as(viewers[who], async (tx) => {
        for (const name of hidden) {
          const lexeme = canaries[name].replace(/y$/, "i");
          expect(await tx.select().from(passageTerms).where(eq(passageTerms.lexeme, lexeme))).toEqual([]);
          expect(await tx.select().from(passagePostings).where(eq(passagePostings.lexeme, lexeme))).toEqual(
            [],
          );
        }
        const texts = await tx.select({ text: passages.text, status: passages.status }).from(passages);
        for (const name of hidden) expect(JSON.stringify(texts)).not.toContain(canaries[name]);
      });
    },
  );
});

describe("publishArticle", () => {
  it.each(["visitor", "customer", "assistant", "agent"] as const)("is not for a %s", async (who) => {
    const article = { slug: "x", title: "X", summary: "x", body: "x", category: "general" as const };
    await expect(publishArticle(viewers[who], article)).rejects.toMatchObject({
      code: who === "visitor" ? "unauthenticated" : "forbidden",
    });
  });

  it("replaces the text, the passages and what the search knows of them, and records it", async () => {
    const article = { slug: "moving", title: "Moving", summary: "s", category: "general" as const };
    const { id } = await publishArticle(system, { ...article, body: "## Boxes\n\nUse zebraboxes." });
    const again = await publishArticle(system, { ...article, body: "## Boxes\n\nUse lionboxes." });
    expect(again.id).toBe(id);
    expect((await searchPassages(system, { query: "zebraboxes" })).results).toEqual([]);
    expect((await searchPassages(system, { query: "lionboxes" })).results[0]?.articleId).toBe(id);
    await publishArticle(system, { ...article, body: "## Boxes\n\nUse lionboxes.", status: "archived" });
    expect((await searchPassages(system, { query: "lionboxes" })).results).toEqual([]);
    const recorded = await as(system, (tx) =>
      tx
        .select({ type: events.type, audience: events.audience })
        .from(events)
        .where(and(eq(events.subjectType, "article"), eq(events.subjectId, id)))
        .orderBy(events.id),
    );
    expect(recorded).toEqual([
      { type: "article.published", audience: "staff" },
      { type: "article.published", audience: "staff" },
      { type: "article.archived", audience: "staff" },
    ]);
  });

  it("leaves the counts of the index exact, also when many publish at once", async () => {
    const publish = (n: number, word: string) =>
      publishArticle(system, {
        slug: `parallel-${n % 4}`,
        title: `Parallel ${n % 4}`,
        summary: "s",
        category: "general",
        body: `## One\n\nThe ${word} and the common parallelword.\n\n## Two\n\nAnother parallelword.`,
      });
    await Promise.all(Array.from({ length: 12 }, (_, n) => publish(n, n % 2 ? "oddword" : "evenword")));
    const [counted, actual] = await as(system, async (tx) => [
      await tx.select().from(passageTerms).where(eq(passageTerms.lexeme, "parallelword")),
      await tx.select().from(passagePostings).where(eq(passagePostings.lexeme, "parallelword")),
    ]);
    expect(actual).toHaveLength(8);
    expect(counted).toMatchObject([{ audience: "public", documents: 8 }]);
    const total = await as(system, (tx) => tx.select().from(passageTerms).where(eq(passageTerms.lexeme, "")));
    const published = await as(system, (tx) =>
      tx.select({ id: passages.id }).from(passages).where(eq(passages.status, "published")),
    );
    expect(total.reduce((sum, row) => sum + row.documents, 0)).toBe(published.length);
  });
});

describe("searchPassages", () => {
  it("answers a question in a sentence with the right place of the right article", async () => {
    const found = await searchPassages(viewers.customer, { query: "How long is my gift card valid?" });
    expect(found.answerable).toBe(true);
    expect(found.results[0]).toMatchObject({
      slug: "gift-cards",
      heading: "How long a gift card is valid",
      href: "/help/gift-cards#how-long-a-gift-card-is-valid",
    });
  });

  it("understands slips and other words for the same", async () => {
    const slip = await searchPassages(viewers.visitor, { query: "gfit card vaild" });
    expect(slip.results[0]?.slug).toBe("gift-cards");
    // The index knows "deliveri", "return" and "receipt"; the slip is in what was cut off, or before it.
    for (const query of ["delviery", "retunring", "recipets", "delivrey"])
      expect((await searchPassages(viewers.visitor, { query })).results[0]?.slug, query).toMatch(
        /^(?:gift-cards|return-an-item)$/,
      );
    const other = await searchPassages(viewers.visitor, { query: "what does it cost to send a parcel back" });
    expect(other.results[0]).toMatchObject({ slug: "return-an-item", heading: "Return fees" });
  });

  it.each(["", "   ", "???", "hi", "the and of", "\u0000\u0000", "💥", "' or 1=1; --", "a".repeat(60)])(
    "finds nothing for %j and does not fail",
    async (query) => {
      expect(await searchPassages(viewers.customer, { query })).toEqual({
        answerable: false,
        confidence: 0,
        results: [],
      });
    },
  );

  it("says that a question about something else is not answerable", async () => {
    const found = await searchPassages(viewers.customer, {
      query: "Which mountain bikes do you rent in Paris?",
    });
    expect(found.answerable).toBe(false);
  });

  it("finds the point of a long message, at the start or at the end", async () => {
    const story =
      "Yesterday my uncle told a curious tale about his garden and the neighbours' hedgehog. ".repeat(80);
    for (const query of [
      `How long is a gift card valid? ${story}`,
      `${story} How long is a gift card valid?`,
    ])
      expect((await searchPassages(viewers.customer, { query })).results[0]?.slug).toBe("gift-cards");
  });

  it("keeps to a category and to the limit", async () => {
    const inCategory = await searchPassages(viewers.customer, {
      query: "gift card fees and delivery",
      category: "returns",
    });
    expect(new Set(inCategory.results.map(({ slug }) => slug))).toEqual(new Set(["return-an-item"]));
    expect(
      (await searchPassages(viewers.customer, { query: "gift card fees", limit: 1 })).results,
    ).toHaveLength(1);
  });

  it("gives the same answer every time", async () => {
    const ask = () =>
      searchPassages(viewers.customer, { query: "what about a card, an item and fees", limit: 50 });
    const first = await ask();
    expect(first.results.length).toBeGreaterThan(2);
    for (let n = 0; n < 5; n++) expect(await ask()).toEqual(first);
  });
});

describe("searchArticles", () => {
  it("names each article once, with a snippet whose matched words are marked", async () => {
    const { items } = await searchArticles(viewers.visitor, { query: "gift card" });
    expect(items.filter(({ slug }) => slug === "gift-cards")).toHaveLength(1);
    const [hit] = items;
    expect(hit?.highlights.map(([from, to]) => hit.snippet.slice(from, to).toLowerCase())).toEqual(
      expect.arrayContaining(["gift", "card"]),
    );
  });
});

describe("lists", () => {
  it("pages through all articles without losing or repeating one", async () => {
    const all = (await listArticles(viewers.agent, { limit: 100 })).items.map(({ slug }) => slug);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listArticles(viewers.agent, { limit: 2, cursor });
      paged.push(...page.items.map(({ slug }) => slug));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(paged).toEqual(all);
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(["x", "", "bnVsbA", Buffer.from('["\\u0000","x"]').toString("base64url")])(
    "refuses the cursor %j",
    async (cursor) => {
      await expect(listArticles(viewers.visitor, { cursor })).rejects.toMatchObject({ code: "invalid" });
    },
  );
});
