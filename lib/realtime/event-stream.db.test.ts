/** Live events on real rows: to whom they go, what a returning reader gets, and that they end with access. */
import { randomInt } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { as } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { sessions } from "@/db/schema/people";
import { endSession, revokeOtherSessions, startSession } from "@/lib/auth/sessions";
import { type CustomerViewer, systemViewer, type UserViewer, userViewer } from "@/lib/auth/viewer";
import { changePerson, disablePerson } from "@/lib/people/commands";
import { makeAgent, makeConversation, makeCustomer, makeManager } from "@/tests/support/factories";
import { EventReader, type ServerEvent } from "@/tests/support/sse";
import { countListeners, isListening, onEvent } from "./broker";
import { announcePresence, announceTyping } from "./commands";
import { openEventStream } from "./event-stream";
import { MAX_BEHIND_BYTES } from "./outlet";
import { getHorizon, MAX_REPLAY } from "./queries";
import { checkAccess, drainStreams, MAX_PER_USER, streamFigures } from "./streams";

const system = systemViewer("test");
const open: EventReader[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((reader) => reader.leave()));
  await vi.waitFor(() => expect({ listeners: countListeners(), ...streamFigures() }).toEqual(nothing));
});
const nothing = { listeners: 0, open: 0, bytesBehind: 0 };

function listen(viewer: UserViewer, cursor: string | null = null): EventReader {
  const reader = new EventReader(openEventStream(viewer, cursor));
  open.push(reader);
  return reader;
}
/** A stream that hears from now on. */
async function hearing(viewer: UserViewer): Promise<EventReader> {
  const reader = listen(viewer);
  await reader.until(({ event }) => event === "cursor");
  await vi.waitFor(() => expect(isListening()).toBe(true));
  return reader;
}

type Given = { subjectId?: string; customer?: CustomerViewer; audience?: "everyone" | "staff" };
async function record(...given: Given[]): Promise<void> {
  await as(system, (tx) =>
    tx.insert(events).values(
      given.map(({ customer, ...rest }) => ({
        type: "test.happened",
        actorKind: "system" as const,
        customerId: customer?.userId ?? null,
        ...rest,
      })),
    ),
  );
}
const subjectOf = ({ data }: ServerEvent) => (JSON.parse(data) as { subjectId?: string }).subjectId;
const about = (subjectId: string) => (event: ServerEvent) =>
  event.event === "change" && subjectOf(event) === subjectId;
const subjects = (reader: EventReader) =>
  reader.seen.flatMap((event) => (event.event === "change" ? [subjectOf(event)] : []));
const cursorOf = (reader: EventReader) => reader.seen.findLast(({ id }) => id !== undefined)?.id ?? null;
const ofKind = (reader: EventReader, kind: string) => reader.seen.filter(({ event }) => event === kind);

describe("audiences", () => {
  it("are kept apart on 200 mixed streams", async () => {
    const customers = await Promise.all(Array.from({ length: 15 }, () => makeCustomer()));
    const agents = await Promise.all(Array.from({ length: 5 }, () => makeAgent()));
    const streams = await Promise.all(
      [...customers, ...agents].flatMap((viewer) =>
        Array.from({ length: 10 }, async () => ({ viewer, reader: await hearing(viewer) })),
      ),
    );
    expect(streams).toHaveLength(200);
    const markers = customers.flatMap((customer) => [
      { subjectId: `everyone:${customer.userId}`, customer, audience: "everyone" as const },
      { subjectId: `staff:${customer.userId}`, customer, audience: "staff" as const },
    ]);
    const mine = (userId: string) => ({ subjectId: `end:${userId}`, audience: "everyone" as const });
    await record(
      ...markers,
      ...customers.map((customer) => ({ ...mine(customer.userId), customer })),
      mine("team"),
    );
    for (const { viewer, reader } of streams) {
      const isStaff = viewer.kind === "staff";
      await reader.until(about(isStaff ? "end:team" : `end:${viewer.userId}`));
      const wanted = isStaff ? markers.map(({ subjectId }) => subjectId) : [`everyone:${viewer.userId}`];
      const got = subjects(reader).filter((subject) => !subject?.startsWith("end:"));
      expect(got.sort()).toEqual(wanted.sort());
    }
  });

  it("hear of writing on the other side, and of colleagues, never of themselves", async () => {
    const [customer, stranger, mara, alex] = await Promise.all([
      makeCustomer(),
      makeCustomer(),
      makeAgent({ name: "Mara" }),
      makeAgent({ name: "Alex" }),
    ]);
    const { id } = await makeConversation(customer.userId);
    const [ofCustomer, ofStranger, ofMara, ofAlex] = await Promise.all(
      [customer, stranger, mara, alex].map((viewer) => hearing(viewer)),
    );
    if (!ofCustomer || !ofStranger || !ofMara || !ofAlex) throw new Error("a stream is missing");
    await announcePresence(mara, id);
    await announceTyping(mara, id);
    await announceTyping(customer, id);
    await record({ subjectId: "end", customer }, { subjectId: "end", customer: stranger });
    await Promise.all([ofCustomer, ofStranger, ofMara, ofAlex].map((reader) => reader.until(about("end"))));
    const heard = (reader: EventReader) =>
      [...ofKind(reader, "presence"), ...ofKind(reader, "typing")].map(({ event, data }) => {
        const { name, userId } = JSON.parse(data) as { name: string; userId?: string };
        return [event, name, userId ?? null];
      });
    expect(heard(ofAlex)).toEqual([
      ["presence", "Mara", mara.userId],
      ["typing", "Mara", mara.userId],
      ["typing", customer.name, customer.userId],
    ]);
    expect(heard(ofMara)).toEqual([["typing", customer.name, customer.userId]]);
    // Who of the team looks is the team's own business.
    expect(heard(ofCustomer)).toEqual([["typing", "Mara", null]]);
    expect(heard(ofStranger)).toEqual([]);
  });
});

describe("a reader that comes back", () => {
  it("misses nothing, whenever it was cut off", async () => {
    const customer = await makeCustomer();
    const seen = new Set<string | undefined>();
    let cursor: string | null = null;
    let reader = await hearing(customer);
    let cuts = 0;
    for (let n = 0; n < 60; n++) {
      await record({ subjectId: `${n}`, customer });
      if (randomInt(4) > 0) continue;
      for (const subject of subjects(reader)) seen.add(subject);
      cursor = cursorOf(reader);
      await reader.leave();
      cuts++;
      await record({ subjectId: `away-${n}`, customer });
      reader = listen(customer, cursor);
      await reader.until(({ event }) => event === "cursor");
    }
    await record({ subjectId: "end", customer });
    await reader.until(about("end"));
    for (const subject of subjects(reader)) seen.add(subject);
    expect(cuts).toBeGreaterThan(0);
    expect(Array.from({ length: 60 }, (_, n) => `${n}`).filter((n) => !seen.has(n))).toEqual([]);
    expect([...seen].filter((subject) => subject?.startsWith("away-"))).toHaveLength(cuts);
  });

  it.each([
    ["is not one", "yesterday"],
    ["is of another database", "999999999999"],
    ["does not fit a transaction", "99999999999999999999"],
  ])("is told to read everything again when its cursor %s", async (_, cursor) => {
    const reader = listen(await makeCustomer(), cursor);
    await reader.until(({ event }) => event === "cursor");
    expect(ofKind(reader, "reset")).toHaveLength(1);
  });

  it("is told so as well when too much has happened", async () => {
    const customer = await makeCustomer();
    const cursor = await getHorizon(customer);
    await record(...Array.from({ length: MAX_REPLAY }, (_, n) => ({ subjectId: `${n}`, customer })));
    const justEnough = listen(customer, cursor);
    await justEnough.until(({ event }) => event === "cursor");
    expect(new Set(subjects(justEnough)).size).toBe(MAX_REPLAY);
    expect(ofKind(justEnough, "reset")).toEqual([]);
    await record({ subjectId: "one more", customer });
    const tooMuch = listen(customer, cursor);
    await tooMuch.until(({ event }) => event === "cursor");
    expect(subjects(tooMuch)).not.toContain("0");
    expect(ofKind(tooMuch, "reset")).toHaveLength(1);
  });
});

describe("access", () => {
  /** Ends, and hears nothing of what happens afterwards. */
  async function expectEnd(reader: EventReader): Promise<void> {
    await record({ subjectId: "too late" });
    await reader.rest();
    expect(subjects(reader)).not.toContain("too late");
  }

  it("ends with sign-out", async () => {
    const agent = await makeAgent();
    const reader = await hearing(agent);
    await endSession(agent.sessionId);
    await expectEnd(reader);
  });

  it("ends for the other sessions when they are revoked, and for no one else", async () => {
    const agent = await makeAgent();
    const sessionId = await startSession(agent.userId, agent.role, null);
    const phone = userViewer({ userId: agent.userId, name: agent.name, role: agent.role, sessionId });
    const [lost, kept, colleague] = [
      await hearing(phone),
      await hearing(agent),
      await hearing(await makeAgent()),
    ];
    await revokeOtherSessions(agent);
    await expectEnd(lost);
    for (const reader of [kept, colleague]) expect(await reader.until(about("too late"))).not.toBeNull();
  });

  it("ends when a person is disabled, and is made anew when their role changes", async () => {
    const [manager, disabled, promoted] = await Promise.all([makeManager(), makeAgent(), makeAgent()]);
    const readers = [await hearing(disabled), await hearing(promoted)];
    await disablePerson(manager, disabled.userId);
    await changePerson(manager, promoted.userId, { role: "manager" });
    for (const reader of readers) await expectEnd(reader);
  });

  it("ends with the next check when nobody announced it", async () => {
    const customer = await makeCustomer();
    const reader = await hearing(customer);
    await checkAccess();
    expect(streamFigures().open).toBe(1);
    await as(system, (tx) =>
      tx
        .update(sessions)
        .set({ expiresAt: new Date(0) })
        .where(eq(sessions.id, customer.sessionId)),
    );
    await checkAccess();
    await reader.rest();
    expect(streamFigures().open).toBe(0);
  });
});

describe("open streams", () => {
  it("are limited for one person", async () => {
    const customer = await makeCustomer();
    const own = Array.from({ length: MAX_PER_USER }, () => listen(customer));
    expect(() => openEventStream(customer, null)).toThrow(/too many/i);
    await own[0]?.leave();
    await vi.waitFor(() => expect(streamFigures().open).toBe(MAX_PER_USER - 1));
    listen(customer);
  });

  it("say goodbye when the process stops, and no more are opened", async () => {
    const reader = await hearing(await makeCustomer());
    drainStreams();
    await reader.rest();
    expect(reader.seen.at(-1)?.event).toBe("bye");
    const late = await makeCustomer();
    expect(() => openEventStream(late, null)).toThrow(/restarting/);
    Object.assign(globalThis, { batonDraining: false });
  });
});

describe("200 readers that read nothing", () => {
  it("are cut off with bounded buffers, and nobody else notices", async () => {
    const crowd = await Promise.all(Array.from({ length: 20 }, () => makeAgent()));
    const deaf = crowd.flatMap((agent) => Array.from({ length: 10 }, () => openEventStream(agent, null)));
    const normal = await Promise.all(
      (await Promise.all(Array.from({ length: 5 }, () => makeAgent()))).map((agent) => hearing(agent)),
    );
    let most = 0;
    const undo = onEvent(() => {
      most = Math.max(most, streamFigures().bytesBehind);
    });
    const total = 3_000;
    const reading = normal.map((reader) => reader.until(about(`${total - 1}`)));
    for (let n = 0; n < total; n += 200)
      await record(...Array.from({ length: 200 }, (_, i) => ({ subjectId: `${n + i}` })));
    await Promise.all(reading);
    undo();
    const all = Array.from({ length: total }, (_, n) => `${n}`);
    for (const reader of normal) expect(subjects(reader)).toEqual(all);
    expect(streamFigures().open).toBe(normal.length);
    expect(most).toBeGreaterThan(MAX_BEHIND_BYTES);
    expect(most).toBeLessThanOrEqual((deaf.length + normal.length) * MAX_BEHIND_BYTES);
    for (const stream of deaf) await expect(new EventReader(stream).rest()).rejects.toThrow(/too slow/);
  });
});
