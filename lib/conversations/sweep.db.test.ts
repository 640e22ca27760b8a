import { and, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { as } from "@/db/client";
import { conversations, events, messages } from "@/db/schema/conversations";
import { customers, notifications, users } from "@/db/schema/people";
import { type CustomerViewer, type StaffViewer, systemViewer } from "@/lib/auth/viewer";
import * as environment from "@/lib/core/env";
import { newId } from "@/lib/core/ids";
import { postMessage, postReply } from "@/lib/messages/commands";
import { listMessages } from "@/lib/messages/queries";
import { makeAgent, makeConversation, makeCustomer } from "@/tests/support/factories";
import { cancelWaiting, claim, release } from "./commands";
import { askForPerson } from "./escalate";
import { getConversation, listConversations } from "./queries";
import { sweepConversations } from "./sweep";
import { estimateWait } from "./wait";
import { LONGER_THAN_HOPED } from "./waiting";

vi.mock("@/lib/core/env", async (original) => {
  const real = await original<typeof environment>();
  return { ...real, env: vi.fn(real.env) };
});

const system = systemViewer("test");
const ago = (minutes: number) => sql`clock_timestamp() - make_interval(mins => ${minutes}::int)`;

let casey: CustomerViewer;
let alex: StaffViewer;
let sam: StaffViewer;

function withEnv(values: Partial<environment.Env>) {
  const own = environment.env();
  vi.mocked(environment.env).mockReturnValue({ ...own, ...values });
}

beforeEach(async () => {
  vi.mocked(environment.env).mockRestore();
  // What earlier tests left waiting is none of this one's business.
  await as(system, (tx) => tx.update(conversations).set({ status: "resolved" }));
  await as(system, (tx) => tx.update(users).set({ status: "disabled" }));
  [casey, alex, sam] = await Promise.all([
    makeCustomer({ name: "Casey" }),
    makeAgent({ name: "Alex" }),
    makeAgent(),
  ]);
});

/** An agent took it and the customer wrote, so many minutes ago, and nobody has said anything since. */
async function unanswered(minutes: number, holder = alex) {
  const { id } = await makeConversation(casey.userId, { subject: "A wobbly desk" });
  const entry = { conversationId: id, customerId: casey.userId, createdAt: ago(minutes) };
  await as(system, async (tx) => {
    await tx.insert(messages).values([
      {
        ...entry,
        id: newId(),
        seq: 1,
        kind: "handover",
        authorKind: "system",
        authorName: "Alex",
        text: "Alex is helping now.",
      },
      {
        ...entry,
        id: newId(),
        seq: 2,
        authorKind: "customer",
        authorId: casey.userId,
        authorName: "Casey",
        text: "It still wobbles.",
      },
    ]);
    await tx
      .update(conversations)
      .set({
        ownerKind: "agent",
        ownerId: holder.userId,
        epoch: 2,
        seq: 2,
        awaitingReply: true,
        waitingSince: ago(minutes),
      })
      .where(eq(conversations.id, id));
  });
  return id;
}

async function waiting(minutes: number) {
  const { id } = await makeConversation(casey.userId);
  await as(system, (tx) =>
    tx
      .update(conversations)
      .set({ ownerKind: "queue", epoch: 2, awaitingReply: true, waitingSince: ago(minutes) })
      .where(eq(conversations.id, id)),
  );
  return id;
}

const eventsOf = (id: string, type: string) =>
  as(system, (tx) =>
    tx
      .select()
      .from(events)
      .where(and(eq(events.conversationId, id), eq(events.type, type))),
  );
const toldTo = (viewer: StaffViewer) =>
  as(system, (tx) => tx.select().from(notifications).where(eq(notifications.userId, viewer.userId)));
const thread = async (id: string) => (await listMessages(casey, id, { after: 0, limit: 50 })).items;

describe("an agent who leaves a message unanswered", () => {
  it("gives the conversation back to the queue, with its clock, its reason, and a word to everybody", async () => {
    const id = await unanswered(16);
    const before = await getConversation(alex, id);
    expect(await sweepConversations(system)).toEqual({ requeued: 1, told: 0 });

    const after = await getConversation(sam, id);
    expect(after).toMatchObject({
      owner: { kind: "queue" },
      status: "open",
      epoch: 3,
      awaitingReply: true,
      handover: { reason: "unanswered", requestedBy: "system", question: "It still wobbles." },
    });
    expect(after.waitingSince).toEqual(before.waitingSince);
    const queue = await listConversations(sam, { view: "queue" }, { limit: 50 });
    expect(queue.items.map((item) => item.id)).toEqual([id]);

    expect((await thread(id)).at(-1)).toMatchObject({
      kind: "handover",
      text: "Alex cannot answer at the moment. The next person who is free will; the place in line is kept.",
      passed: { from: { kind: "agent", name: "Alex" }, to: { kind: "queue" } },
    });
    expect(await eventsOf(id, "conversation.requeued")).toMatchObject([
      { actorKind: "system", seq: 3, data: { epoch: 3, agentId: alex.userId, reason: "unanswered" } },
    ]);
    expect(await toldTo(alex)).toMatchObject([
      { conversationId: id, method: "in_app", subject: "A conversation of yours is back in the queue" },
    ]);
    expect(await toldTo(sam)).toEqual([]);
  });

  it("loses it once, however many sweep at once", async () => {
    const ids = await Promise.all([unanswered(20), unanswered(30), unanswered(40)]);
    const sweeps = await Promise.all(Array.from({ length: 4 }, () => sweepConversations(system)));
    expect(sweeps.reduce((sum, swept) => sum + swept.requeued, 0)).toBe(3);
    for (const id of ids) expect(await eventsOf(id, "conversation.requeued")).toHaveLength(1);
    expect(await toldTo(alex)).toHaveLength(3);
    expect(await sweepConversations(system)).toEqual({ requeued: 0, told: 0 });
  });

  it("keeps it while there is any sign of life: just taken, a note, an answer", async () => {
    const early = await unanswered(14);
    const noted = await unanswered(60);
    await as(alex, (tx) =>
      tx.insert(messages).values({
        id: newId(),
        conversationId: noted,
        customerId: casey.userId,
        seq: 3,
        kind: "note",
        authorKind: "staff",
        authorId: alex.userId,
        authorName: "Alex",
        text: "Asking the warehouse.",
      }),
    );
    const answered = await unanswered(60);
    await postReply(alex, answered, { id: newId(), text: "Try the left screw." });
    const claimed = await waiting(60);
    await claim(alex, claimed);
    expect((await getConversation(alex, claimed)).waitingSince).not.toBeNull();
    expect(await sweepConversations(system)).toEqual({ requeued: 0, told: 0 });
    for (const id of [early, noted, answered, claimed])
      expect((await getConversation(alex, id)).owner).toMatchObject({ kind: "agent", isMe: true });
  });

  it("is told who has it now when the answer comes too late to give it back or release it", async () => {
    const id = await unanswered(16);
    await sweepConversations(system);
    await expect(release(alex, id)).rejects.toMatchObject({
      code: "conflict",
      message: "This conversation is waiting in the queue; you do not have it.",
    });
    await claim(sam, id);
    await expect(release(alex, id)).rejects.toMatchObject({
      code: "conflict",
      message: `${sam.name} has this conversation, not you.`,
    });
  });

  it("keeps it for ever when nothing is to be given back, unless they have left the team", async () => {
    withEnv({ REQUEUE_AFTER_MINUTES: 0 });
    const kept = await unanswered(600);
    const gone = await makeAgent({ name: "Gone" });
    const left = await unanswered(1, gone);
    await as(system, (tx) => tx.update(users).set({ status: "disabled" }).where(eq(users.id, gone.userId)));
    expect(await sweepConversations(system)).toMatchObject({ requeued: 1 });
    expect((await getConversation(alex, kept)).owner.kind).toBe("agent");
    expect((await getConversation(alex, left)).owner.kind).toBe("queue");
  });

  it("never loses it to the assistant", async () => {
    const id = await unanswered(16);
    await sweepConversations(system);
    expect(await postMessage(casey, id, { id: newId(), text: "Hello?" })).toMatchObject({ runId: null });
  });
});

describe("a wait that is longer than the target", () => {
  it("is told to the customer and the team once per target, and again after the next", async () => {
    const id = await waiting(31);
    const fresh = await waiting(29);
    expect(await sweepConversations(system)).toEqual({ requeued: 0, told: 1 });
    expect(await sweepConversations(system)).toEqual({ requeued: 0, told: 0 });
    expect(await thread(fresh)).toEqual([]);
    expect((await thread(id)).map((entry) => [entry.kind, entry.text])).toEqual([
      ["notice", LONGER_THAN_HOPED],
    ]);
    expect(await eventsOf(id, "conversation.wait_exceeded")).toMatchObject([
      { audience: "staff", data: { targetMinutes: 30 } },
    ]);
    for (const agent of [alex, sam])
      expect(await toldTo(agent)).toMatchObject([
        {
          conversationId: id,
          body: expect.stringContaining("Casey has been waiting for a person for 31 minutes"),
        },
      ]);

    await as(system, (tx) =>
      tx
        .update(conversations)
        .set({ waitToldAt: ago(31), waitingSince: ago(62) })
        .where(eq(conversations.id, id)),
    );
    expect(await sweepConversations(system)).toMatchObject({ told: 1 });
    expect(await thread(id)).toHaveLength(2);
    // They have not read the first alert yet.
    expect(await toldTo(alex)).toHaveLength(1);
    await as(system, (tx) => tx.update(notifications).set({ createdAt: ago(31) }));
    await as(system, (tx) =>
      tx
        .update(conversations)
        .set({ waitToldAt: ago(31) })
        .where(eq(conversations.id, id)),
    );
    await sweepConversations(system);
    expect(await toldTo(alex)).toHaveLength(2);
  });

  it("alerts nobody who has left, and no customer", async () => {
    const gone = await makeAgent();
    await as(system, (tx) => tx.update(users).set({ status: "disabled" }).where(eq(users.id, gone.userId)));
    await waiting(31);
    await sweepConversations(system);
    expect(await toldTo(gone)).toEqual([]);
    const own = await as(casey, (tx) => tx.select().from(notifications));
    expect(own).toEqual([]);
    const heard = await as(casey, (tx) => tx.select({ type: events.type }).from(events));
    expect(heard.map((event) => event.type)).not.toContain("conversation.wait_exceeded");
    expect(heard.map((event) => event.type)).not.toContain("notification.sent");
  });

  it("begins anew for who stops waiting and asks again", async () => {
    const id = await waiting(31);
    await sweepConversations(system);
    await cancelWaiting(casey, id);
    await askForPerson(casey, id);
    expect(await sweepConversations(system)).toEqual({ requeued: 0, told: 0 });
  });
});

describe("outside support hours", () => {
  /** Two hours of every day that begin at the present full hour, or so many hours from it. */
  const hoursFrom = (offset: number) => {
    const hour = (new Date().getUTCHours() + offset + 24) % 24;
    const two = (n: number) => String(n % 24).padStart(2, "0");
    return `Mon-Sun ${two(hour)}:00-${two(hour + 2)}:00 UTC`;
  };

  it("tells who asks for a person when somebody is back, in their own time", async () => {
    withEnv({ SUPPORT_HOURS: hoursFrom(6) });
    await as(system, (tx) =>
      tx.update(customers).set({ timeZone: "Asia/Tokyo" }).where(eq(customers.userId, casey.userId)),
    );
    const { id } = await makeConversation(casey.userId);
    await askForPerson(casey, id);
    const last = (await thread(id)).at(-1);
    expect(last).toMatchObject({ kind: "notice", author: { kind: "system" } });
    expect(last?.text).toMatch(
      /^Nobody is here right now\. Our team is back on \w+day \d+ \w+ at \d\d:00 your time /,
    );
  });

  it("promises no minutes, but the time at which people are back", async () => {
    withEnv({ SUPPORT_HOURS: hoursFrom(6) });
    const { minutes, backAt } = await estimateWait(casey);
    expect(minutes).toBeNull();
    expect(backAt?.toISOString()).toMatch(/:00:00\.000Z$/);
  });

  it("alerts nobody until the team is back, and counts the target from then", async () => {
    const id = await waiting(600);
    withEnv({ SUPPORT_HOURS: hoursFrom(6) });
    expect(await sweepConversations(system)).toEqual({ requeued: 0, told: 0 });
    // Open since the full hour at the latest; ten hours in the queue count from there.
    withEnv({ SUPPORT_HOURS: hoursFrom(0), FIRST_REPLY_TARGET_MINUTES: 61 });
    expect(await sweepConversations(system)).toEqual({ requeued: 0, told: 0 });
    withEnv({ SUPPORT_HOURS: hoursFrom(-1), FIRST_REPLY_TARGET_MINUTES: 30 });
    expect(await sweepConversations(system)).toEqual({ requeued: 0, told: 1 });
    expect(await thread(id)).toHaveLength(1);
  });
});
