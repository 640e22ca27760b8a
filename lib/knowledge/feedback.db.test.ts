/** "Was this helpful?", from a reader's press to what the team reads. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { makeAgent, makeCustomer } from "@/tests/support/factories";
import { publishArticle } from "./commands";
import { findOwnFeedback, getArticleFeedback, rateArticle } from "./feedback";
import { feedbackInput, MAX_COMMENT } from "./feedback-schema";

const system = systemViewer("test");
const visitor = visitorViewer();
const input = { summary: "A page", body: "Words.", category: "general", audience: "public" as const };

let agent: Awaited<ReturnType<typeof makeAgent>>;
beforeAll(async () => {
  agent = await makeAgent();
});
afterAll(() => closeDatabase());

async function article(): Promise<{ id: string; slug: string }> {
  const slug = `page-${newId()}`;
  return publishArticle(system, { ...input, slug, title: "A page" });
}
const read = (id: string) => getArticleFeedback(agent, id, { limit: 2 });

describe("a reader's verdict", () => {
  it("counts once, and can be changed", async () => {
    const { id, slug } = await article();
    const visitorId = newId();
    await rateArticle(visitor, slug, { helpful: true, visitorId });
    await rateArticle(visitor, slug, { helpful: true, visitorId });
    expect(await read(id)).toMatchObject({ helpful: 1, notHelpful: 0, items: [] });
    await rateArticle(visitor, slug, { helpful: false, comment: "Too short", visitorId });
    await rateArticle(visitor, slug, { helpful: true, visitorId: newId() });
    expect(await read(id)).toMatchObject({ helpful: 1, notHelpful: 1, items: [{ comment: "Too short" }] });
    // A press alone leaves the words as they were; null takes them back.
    await rateArticle(visitor, slug, { helpful: true, visitorId });
    expect((await read(id)).items).toHaveLength(1);
    await rateArticle(visitor, slug, { helpful: true, comment: null, visitorId });
    expect(await read(id)).toMatchObject({ helpful: 2, notHelpful: 0, items: [] });
  });

  it("counts once under any parallelism", async () => {
    const { id, slug } = await article();
    const visitorId = newId();
    await Promise.all(
      [true, false, true, false].map((helpful) => rateArticle(visitor, slug, { helpful, visitorId })),
    );
    const { helpful, notHelpful } = await read(id);
    expect(helpful + notHelpful).toBe(1);
  });

  it("is a customer's own, whatever id their browser sends", async () => {
    const { id, slug } = await article();
    const customer = await makeCustomer();
    await rateArticle(customer, slug, {
      helpful: false,
      comment: "Where is the hex key?",
      visitorId: newId(),
    });
    await rateArticle(customer, slug, { helpful: false, visitorId: newId() });
    expect(await findOwnFeedback(customer, id)).toEqual({ helpful: false, comment: "Where is the hex key?" });
    expect(await findOwnFeedback(await makeCustomer(), id)).toBeNull();
    expect(await read(id)).toMatchObject({
      notHelpful: 1,
      items: [{ customerId: customer.userId, customerName: customer.name, version: 1 }],
    });
  });

  it("needs to know which visitor it is of", async () => {
    const { slug } = await article();
    await expect(rateArticle(visitor, slug, { helpful: true })).rejects.toMatchObject({ code: "invalid" });
  });

  it("is not taken on what the reader cannot read", async () => {
    const slug = `page-${newId()}`;
    await publishArticle(system, { ...input, slug, title: "Staff", audience: "staff" });
    const draft = `page-${newId()}`;
    await publishArticle(system, { ...input, slug: draft, title: "Draft", status: "draft" });
    for (const other of [slug, draft, "no-such-page"])
      await expect(rateArticle(visitor, other, { helpful: true, visitorId: newId() })).rejects.toMatchObject({
        code: "not_found",
      });
  });

  it("keeps no card number, and tells of itself without words", async () => {
    const { id, slug } = await article();
    await rateArticle(visitor, slug, {
      helpful: false,
      comment: "I paid with 4111 1111 1111 1111 and DE89 3704 0044 0532 0130 00",
      visitorId: newId(),
    });
    const [item] = (await read(id)).items;
    expect(item?.comment).toBe("I paid with (card number removed) and (account number removed)");
    const told = await as(system, (tx) => tx.select().from(events).where(eq(events.subjectId, id)));
    expect(told.find(({ type }) => type === "article.rated")).toMatchObject({
      audience: "staff",
      data: { helpful: false, version: 1, commented: true },
    });
    expect(JSON.stringify(told)).not.toContain("paid");
  });

  it("keeps a comment of the longest kind that is all card numbers", async () => {
    const { id, slug } = await article();
    const comment = "4111111111111111 ".repeat(58).trim();
    expect(comment.length).toBeLessThanOrEqual(MAX_COMMENT);
    await rateArticle(visitor, slug, { helpful: false, comment, visitorId: newId() });
    expect((await read(id)).items[0]?.comment).not.toContain("4111");
  });
});

describe("what the team reads", () => {
  it("is counted for all versions and for the one that is live", async () => {
    const { id, slug } = await article();
    await rateArticle(visitor, slug, { helpful: false, visitorId: newId() });
    await publishArticle(system, { ...input, slug, title: "A page", body: "Other words." });
    await rateArticle(visitor, slug, { helpful: true, visitorId: newId() });
    expect(await read(id)).toMatchObject({ helpful: 1, notHelpful: 1, helpfulNow: 1, notHelpfulNow: 0 });
  });

  it("comes page by page, the latest first", async () => {
    const { id, slug } = await article();
    for (const comment of ["one", "two", "three"])
      await rateArticle(visitor, slug, { helpful: true, comment, visitorId: newId() });
    const first = await read(id);
    expect(first.items.map(({ comment }) => comment)).toEqual(["three", "two"]);
    const rest = await getArticleFeedback(agent, id, { limit: 2, cursor: first.nextCursor ?? "" });
    expect(rest.items.map(({ comment }) => comment)).toEqual(["one"]);
    expect(rest.nextCursor).toBeNull();
  });

  it("is nothing yet of an article that nobody has rated, and not found of one that is not there", async () => {
    const { id } = await article();
    expect(await read(id)).toEqual({
      helpful: 0,
      notHelpful: 0,
      helpfulNow: 0,
      notHelpfulNow: 0,
      items: [],
      nextCursor: null,
    });
    await expect(read(newId())).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the form", () => {
  it.each([
    ["a".repeat(MAX_COMMENT), true],
    ["a".repeat(MAX_COMMENT + 1), false],
    [` ${"a".repeat(MAX_COMMENT)} `, true],
    ["a\u0000", false],
    ["", true],
    [null, true],
  ])("of %j is taken: %j", (comment, isTaken) => {
    expect(feedbackInput.safeParse({ helpful: true, comment }).success).toBe(isTaken);
  });

  it("refuses fields and ids that it does not know", () => {
    expect(feedbackInput.safeParse({ helpful: true, customerId: newId() }).success).toBe(false);
    expect(feedbackInput.safeParse({ helpful: true, visitorId: "me" }).success).toBe(false);
    expect(feedbackInput.safeParse({ helpful: "yes" }).success).toBe(false);
  });
});
