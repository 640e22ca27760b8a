import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { users } from "@/db/schema/people";
import { verifyPassword } from "@/lib/auth/password";
import { escalationReasons } from "@/lib/conversations/schema";
import { seedDemo } from "./index";
import { customers, staff } from "./people";
import { idOf } from "./random";
import { buildWorld, userId } from "./world";

const now = new Date("2026-11-22T15:30:00.000Z");
const system = { kind: "system", job: "test" } as const;
const count = (query: ReturnType<typeof sql>) =>
  as(system, async (tx) => {
    const [row] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from (${query}) as found`);
    return row?.n;
  });

describe("the demo company as rows", () => {
  it("is the same twice for the same moment", () => {
    expect(JSON.stringify(buildWorld(now, 1001))).toBe(JSON.stringify(buildWorld(now, 1001)));
  });

  it.each([
    "2026-11-22T15:30:00.000Z",
    "2027-01-01T00:00:30.000Z",
    "2028-02-29T05:10:00.000Z",
    "2026-03-29T01:30:00.000Z",
  ])("lies in the 90 days before %s, the newest line minutes ago", (moment) => {
    const at = Date.parse(moment);
    const { threads, comments } = buildWorld(new Date(at), 1001);
    const said = threads.flatMap((t) => t.messages.map((m) => m.createdAt?.getTime() ?? Number.NaN));
    expect(Math.max(...said)).toBeGreaterThan(at - 20 * 60_000);
    expect(Math.min(...said)).toBeGreaterThan(at - 95 * 86_400_000);
    const done = [
      ...said,
      ...comments.map((c) => c.createdAt?.getTime() ?? Number.NaN),
      ...threads.flatMap((t) => t.events.map((e) => e.createdAt?.getTime() ?? Number.NaN)),
      ...threads.flatMap((t) => t.tickets.map((k) => k.updatedAt?.getTime() ?? Number.NaN)),
    ];
    expect(Math.max(...done)).toBeLessThanOrEqual(at);
  });

  it("says nothing with an empty slot, and gives only reasons of the closed list", () => {
    const { threads } = buildWorld(now, 1001);
    const texts = threads.flatMap((t) => [
      ...t.messages.map((m) => m.text),
      ...t.tickets.map((ticket) => `${ticket.subject} ${ticket.description}`),
    ]);
    expect(texts.filter((text) => /[{}]|undefined/.test(text))).toEqual([]);
    const reasons = threads.flatMap((t) => (t.conversation.handover ? [t.conversation.handover.reason] : []));
    expect(reasons.filter((reason) => !escalationReasons.some((known) => known === reason))).toEqual([]);
    expect(new Set(reasons).size).toBe(escalationReasons.length);
  });

  it("never shows what only staff may read", () => {
    const { knowledge } = buildWorld(now, 1001);
    const shown = knowledge.articles
      .filter((a) => a.audience !== "staff")
      .map((a) => `${a.summary} ${a.body}`);
    expect(shown.filter((text) => /150 EUR|extension \d|GW26|Ines Falk/.test(text))).toEqual([]);
  });
});

describe("a seed that fails half-way", () => {
  it("leaves nothing behind, and can be done again", async () => {
    const rename = (from: string, to: string) =>
      as(system, (tx) => tx.execute(sql`update users set email = ${to} where email = ${from}`));
    const blocker = {
      id: idOf("blocker"),
      email: "valentina.ricci@example.com",
      name: "Blocker",
      role: "customer" as const,
    };
    await as(system, (tx) => tx.insert(users).values(blocker));
    await expect(seedDemo({ now })).rejects.toThrow();
    expect(await count(sql`select step from installation`)).toBe(0);
    expect(await count(sql`select id from users`)).toBe(1);
    await rename(blocker.email, "blocker@example.net");
  });
});

describe("the demo company in the database", () => {
  beforeAll(async () => {
    const done = await seedDemo({ now, password: "a demo password" });
    expect(done).toMatchObject({ seeded: true });
  });

  it("numbers the lines of every conversation without a gap", async () => {
    const gaps = sql`select e.conversation_id from events e join conversations c on c.id = e.conversation_id
      where e.seq is not null group by e.conversation_id, c.seq
      having min(e.seq) <> 1 or max(e.seq) <> c.seq or count(*) <> c.seq`;
    expect(await count(gaps)).toBe(0);
    const strangers = sql`select m.id from messages m left join events e
      on e.conversation_id = m.conversation_id and e.seq = m.seq where e.id is null`;
    expect(await count(strangers)).toBe(0);
    const numbered = sql`select id from conversations where seq > 1`;
    expect(await count(numbered)).toBeGreaterThan(290);
  });

  it("gives every ticket a conversation of its customer, and numbers without a gap, from the first free one", async () => {
    const foreign = sql`select t.id from tickets t left join conversations c
      on c.id = t.conversation_id and c.customer_id = t.customer_id where c.id is null`;
    expect(await count(foreign)).toBe(0);
    const [row] = await as(system, (tx) =>
      tx.execute<{ least: number; most: number; n: number; next: number }>(
        sql`select min(number) as least, max(number) as most, count(*)::int as n,
          nextval('ticket_numbers')::int as next from tickets`,
      ),
    );
    // 1001 went to the attempt that failed.
    expect(row).toEqual({ least: 1002, most: 1001 + (row?.n ?? 0), n: row?.n, next: 1002 + (row?.n ?? 0) });
    expect(row?.n).toBeGreaterThan(200);
  });

  it("cites only passages that exist and that customers may read", async () => {
    const cited = sql`select c.value from messages m, jsonb_array_elements(m.citations) c`;
    expect(await count(cited)).toBeGreaterThan(400);
    const missing = sql`select c.value from messages m, jsonb_array_elements(m.citations) c
      left join passages p on p.id = (c.value->>'passageId')::uuid and p.audience <> 'staff'
      where p.id is null`;
    expect(await count(missing)).toBe(0);
  });

  it("has work waiting in the queue, with agents and with the assistant, and no run left alive", async () => {
    const held = (owner: string) =>
      count(sql`select id from conversations where owner_kind = ${owner} and status <> 'resolved'`);
    expect(await held("queue")).toBeGreaterThanOrEqual(5);
    expect(await held("assistant")).toBeGreaterThanOrEqual(5);
    const mine = (email: string) =>
      count(
        sql`select id from conversations where owner_id = ${userId(email)}::uuid and status <> 'resolved'`,
      );
    expect(await mine("alex@baton.example")).toBeGreaterThan(0);
    expect(await mine("sam@baton.example")).toBeGreaterThan(0);
    expect(await count(sql`select id from runs where state in ('queued', 'running')`)).toBe(0);
  });

  it.each([
    ["casey@example.com", 3, 2, 1],
    ["jordan@example.com", 2, 1, 0],
  ])("gives %s %i resolved conversations and %i tickets", async (email, past, tickets, open) => {
    const id = userId(email);
    expect(await count(sql`select id from conversations where customer_id = ${id}::uuid`)).toBe(past);
    expect(
      await count(sql`select id from conversations where customer_id = ${id}::uuid and status = 'resolved'`),
    ).toBe(past);
    expect(await count(sql`select id from tickets where customer_id = ${id}::uuid`)).toBe(tickets);
    expect(await count(sql`select id from tickets where customer_id = ${id}::uuid and status = 'open'`)).toBe(
      open,
    );
  });

  it.each(["casey@example.com", "jordan@example.com"])(
    "gives %s orders in every state, on both sides of what is refunded at once",
    async (email) => {
      const orders = (condition: ReturnType<typeof sql>) =>
        count(sql`select id from orders where customer_id = ${userId(email)}::uuid and ${condition}`);
      const at = now.toISOString();
      expect(await orders(sql`status = 'placed'`)).toBeGreaterThan(0);
      expect(await orders(sql`status = 'shipped'`)).toBeGreaterThan(0);
      const since = (days: number) => sql`delivered_at > ${at}::timestamptz - make_interval(days => ${days})`;
      expect(await orders(sql`${since(3)} and total_cents < 5000`)).toBeGreaterThan(0);
      expect(await orders(sql`${since(3)} and total_cents > 5000`)).toBeGreaterThan(0);
      expect(await orders(sql`status = 'delivered' and not (${since(60)})`)).toBeGreaterThan(0);
      expect(await orders(sql`delivered_at > ${at}::timestamptz or placed_at > ${at}::timestamptz`)).toBe(0);
    },
  );

  it("lets exactly the demo accounts sign in, with the given password", async () => {
    const rows = await as(system, (tx) =>
      tx.execute<{ user_id: string; password_hash: string }>(
        sql`select user_id, password_hash from credentials`,
      ),
    );
    const expected = [...staff, ...customers].filter((p) => p.signsIn).map((p) => userId(p.email));
    expect(rows.map((r) => r.user_id).sort()).toEqual(expected.sort());
    expect(await verifyPassword(rows[0]?.password_hash ?? null, "a demo password")).toBe(true);
    expect(await verifyPassword(rows[0]?.password_hash ?? null, "another password")).toBe(false);
  });

  it("does nothing the second time", async () => {
    const before = await count(sql`select id from events`);
    expect(await seedDemo({ now })).toMatchObject({ seeded: false });
    expect(await count(sql`select id from events`)).toBe(before);
  });
});
