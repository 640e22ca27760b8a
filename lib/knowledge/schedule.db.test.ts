/** What happens by itself: planned publications and reminders of reviews. */
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { articleDrafts, articles } from "@/db/schema/knowledge";
import { notifications, users } from "@/db/schema/people";
import { type StaffViewer, systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { makeAgent, makeManager } from "@/tests/support/factories";
import { archiveArticle, publishArticle, publishDraft } from "./commands";
import { createArticle, saveDraft, scheduleDraft, unscheduleDraft } from "./drafts";
import { getArticle } from "./queries";
import { publishDue } from "./schedule";
import { getArticleForStaff } from "./staff-queries";
import { markReviewed, remindOfReviews, setUpkeep } from "./upkeep";
import { listVersions } from "./versions";

const system = systemViewer("test");
let agent: StaffViewer;
let manager: StaffViewer;
beforeAll(async () => {
  [agent, manager] = [await makeAgent(), await makeManager({ name: "Morgan Reyes" })];
});
beforeEach(() => as(system, (tx) => tx.update(articleDrafts).set({ publishAt: null })));
afterAll(closeDatabase);

const later = () => new Date(Date.now() + 3_600_000).toISOString();
const past = new Date("2026-01-01T08:00:00Z");
/** Time passes, for one draft. */
const becomesDue = (id: string) =>
  as(system, (tx) =>
    tx.update(articleDrafts).set({ publishAt: past }).where(eq(articleDrafts.articleId, id)),
  );
async function planned(title = `Planned ${newId()}`) {
  const made = await createArticle(agent, { title, body: "At last." });
  await scheduleDraft(manager, made.id, { revision: made.revision, publishAt: later() });
  return made;
}
const toldTo = (userId: string) =>
  as(system, (tx) =>
    tx
      .select({ subject: notifications.subject, body: notifications.body })
      .from(notifications)
      .where(eq(notifications.userId, userId)),
  );

describe("a planned publication", () => {
  it("happens when its time has come and not before, in the name of whoever planned it", async () => {
    const made = await planned();
    expect(await publishDue(system)).toEqual({ published: 0, returned: 0 });
    await becomesDue(made.id);
    expect(await publishDue(system)).toEqual({ published: 1, returned: 0 });
    expect((await getArticle(visitorViewer(), made.slug)).body).toBe("At last.");
    expect(await listVersions(agent, made.id)).toMatchObject([{ version: 1, publishedBy: "Morgan Reyes" }]);
    expect(await publishDue(system)).toEqual({ published: 0, returned: 0 });
  });

  it("happens once, however many instances look at the same moment", async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => planned()));
    for (const { id } of all) await becomesDue(id);
    const rounds = await Promise.all(Array.from({ length: 4 }, () => publishDue(system)));
    expect(rounds.reduce((sum, { published }) => sum + published, 0)).toBe(4);
    for (const { id } of all) expect(await listVersions(agent, id)).toHaveLength(1);
  });

  it("is the text as a manager saved it last, and none that an agent has changed", async () => {
    const [one, two] = [await planned(), await planned()];
    await saveDraft(manager, one.id, { revision: one.revision, body: "Better." });
    await saveDraft(agent, two.id, { revision: two.revision, body: "Not agreed to." });
    await becomesDue(one.id);
    expect(await publishDue(system)).toEqual({ published: 1, returned: 0 });
    expect((await getArticleForStaff(agent, one.id)).body).toBe("Better.");
    expect(await getArticleForStaff(agent, two.id)).toMatchObject({
      status: "draft",
      draft: { state: "in_review", publishAt: null },
    });
  });

  it("does not happen once it is called off, or its article archived", async () => {
    const off = await planned();
    await unscheduleDraft(manager, off.id, { revision: off.revision });
    const gone = await createArticle(agent, { title: "Gone", body: "x" });
    await publishDraft(manager, gone.id, { revision: gone.revision });
    const { revision } = await saveDraft(manager, gone.id, { revision: 0, body: "y" });
    await scheduleDraft(manager, gone.id, { revision, publishAt: later() });
    await archiveArticle(manager, gone.id);
    expect((await getArticleForStaff(agent, gone.id)).draft).toMatchObject({ publishAt: null, body: "y" });
    expect(await publishDue(system)).toEqual({ published: 0, returned: 0 });
  });

  it("that cannot happen goes back to review, tells whoever planned it why, and holds up no other", async () => {
    const wanted = `wanted-${newId()}`;
    const stuck = await planned();
    const moved = await saveDraft(manager, stuck.id, { revision: stuck.revision, slug: wanted });
    // A draft's address is nobody's until it is published: another one takes it.
    await as(system, (tx) =>
      tx
        .update(articles)
        .set({ slug: `x-${wanted}` })
        .where(eq(articles.id, stuck.id)),
    );
    await publishArticle(system, {
      slug: wanted,
      title: "First",
      summary: "s",
      body: "b",
      category: "general",
    });
    const fine = await planned();
    for (const { id } of [stuck, fine]) await becomesDue(id);
    expect(await publishDue(system)).toEqual({ published: 1, returned: 1 });
    expect((await getArticleForStaff(agent, stuck.id)).draft).toMatchObject({
      revision: moved.revision,
      state: "in_review",
      publishAt: null,
      scheduledBy: null,
    });
    const told = await toldTo(manager.userId);
    expect(told.filter(({ body }) => body.includes(stuck.id))).toMatchObject([
      {
        subject: "A planned publication did not happen",
        body: expect.stringContaining(`has the address ${wanted}`),
      },
    ]);
    expect(await publishDue(system)).toEqual({ published: 0, returned: 0 });
  });
});

describe("reviews", () => {
  async function owned(ownerId: string | null, reviewAt: Date) {
    const made = await createArticle(agent, { title: `Owned ${newId()}`, body: "x" });
    await publishDraft(manager, made.id, { revision: made.revision });
    await setUpkeep(manager, made.id, { ownerId, reviewAt: reviewAt.toISOString() });
    return made.id;
  }
  const timesTold = async (userId: string, id: string) =>
    (await toldTo(userId)).filter(({ body }) => body.includes(id)).length;

  it("remind the owner once for each date, and only when it has passed", async () => {
    const owner = await makeAgent();
    const [due, notYet] = [await owned(owner.userId, past), await owned(owner.userId, new Date(later()))];
    await remindOfReviews(system);
    await Promise.all([remindOfReviews(system), remindOfReviews(system)]);
    expect(await timesTold(owner.userId, due)).toBe(1);
    expect(await timesTold(owner.userId, notYet)).toBe(0);
    await setUpkeep(manager, due, { reviewAt: new Date(past.getTime() + 86_400_000).toISOString() });
    await remindOfReviews(system);
    expect(await timesTold(owner.userId, due)).toBe(2);
  });

  it("remind the managers where nobody is left who owns it, and nobody of what readers do not see", async () => {
    const [left, chief] = [await makeAgent(), await makeManager()];
    const [orphan, none] = [await owned(left.userId, past), await owned(null, past)];
    await as(system, (tx) => tx.update(users).set({ status: "disabled" }).where(eq(users.id, left.userId)));
    const archived = await owned(agent.userId, past);
    await archiveArticle(manager, archived);
    await remindOfReviews(system);
    await remindOfReviews(system);
    for (const id of [orphan, none]) expect(await timesTold(chief.userId, id)).toBe(1);
    expect(await timesTold(left.userId, orphan)).toBe(0);
    expect(await timesTold(agent.userId, archived)).toBe(0);
  });

  it("are noted by the owner or a manager, with the next date", async () => {
    const [owner, other] = [await makeAgent(), await makeAgent()];
    const id = await owned(owner.userId, past);
    expect((await getArticleForStaff(agent, id)).stale).toBe(true);
    const nextReviewAt = later();
    await expect(markReviewed(other, id, { nextReviewAt })).rejects.toMatchObject({ code: "forbidden" });
    await markReviewed(owner, id, { nextReviewAt });
    expect(await getArticleForStaff(agent, id)).toMatchObject({
      stale: false,
      reviewAt: new Date(nextReviewAt),
      reviewedAt: expect.any(Date),
    });
    await markReviewed(manager, id, { nextReviewAt: null });
    expect(await getArticleForStaff(agent, id)).toMatchObject({ reviewAt: null, stale: false });
  });

  it("are given to the active team alone", async () => {
    const id = await owned(null, past);
    const gone = await makeAgent();
    await as(system, (tx) =>
      tx
        .update(users)
        .set({ status: "disabled" })
        .where(and(eq(users.id, gone.userId))),
    );
    for (const ownerId of [newId(), gone.userId])
      await expect(setUpkeep(manager, id, { ownerId })).rejects.toMatchObject({ code: "invalid" });
  });
});
