import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { systemViewer, type UserViewer, visitorViewer } from "@/lib/auth/viewer";
import { takeOver } from "@/lib/conversations/commands";
import { StaleRun } from "@/lib/runs/fence";
import { makeAgent, makeConversation, makeCustomer, makeTurn } from "@/tests/support/factories";
import { applyTicketPatch, assignTicket, closeTicket, commentOnTicket, openTicket } from "./commands";
import { countTickets, getTicket, getTicketByNumber, listTicketComments, listTickets } from "./queries";
import { openInput } from "./schema";

const system = systemViewer("test");
const notFound = expect.objectContaining({ code: "not_found" });
const forbidden = expect.objectContaining({ code: "forbidden" });
const conflict = expect.objectContaining({ code: "conflict" });

const input = (given: object = {}) =>
  openInput.parse({ subject: "Desk wobbles", description: "Since yesterday.", ...given });

async function story() {
  const customer = await makeCustomer();
  const conversation = await makeConversation(customer.userId);
  const ticket = await openTicket(customer, input({ conversationId: conversation.id }));
  return { customer, conversation, ticket };
}

const eventsOf = (ticketId: string) =>
  as(system, (tx) =>
    tx.execute<{ type: string; audience: string; actor_kind: string; seq: number | null }>(
      sql`select type, audience, actor_kind, seq from events where subject_id = ${ticketId} order by id`,
    ),
  );

describe("opening", () => {
  it("numbers, stores and tells; the ticket belongs to the conversation's customer", async () => {
    const { customer, conversation, ticket } = await story();
    expect(ticket).toMatchObject({
      subject: "Desk wobbles",
      description: "Since yesterday.",
      status: "open",
      priority: "medium",
      category: "general",
      openedBy: "customer",
      conversationId: conversation.id,
      customer: { id: customer.userId, name: customer.name },
      assignee: null,
    });
    expect(ticket.number).toBeGreaterThan(1000);
    expect(await getTicketByNumber(customer, ticket.number)).toEqual(ticket);
    expect(await eventsOf(ticket.id)).toEqual([
      { type: "ticket.opened", audience: "everyone", actor_kind: "customer", seq: null },
    ]);
  });

  it("starts a conversation for a customer who names none, and asks staff for one", async () => {
    const customer = await makeCustomer();
    const ticket = await openTicket(customer, input());
    const [row] = await as(customer, (tx) =>
      tx.execute(sql`select subject, owner_kind from conversations where id = ${ticket.conversationId}`),
    );
    expect(row).toEqual({ subject: "Desk wobbles", owner_kind: "assistant" });
    await expect(openTicket(await makeAgent(), input())).rejects.toMatchObject({
      code: "invalid",
      fields: { conversationId: "is required" },
    });
  });

  it("is not possible in a conversation of somebody else", async () => {
    const { conversation } = await story();
    const stranger = await makeCustomer();
    await expect(openTicket(stranger, input({ conversationId: conversation.id }))).rejects.toEqual(notFound);
    const opened = await openTicket(await makeAgent(), input({ conversationId: conversation.id }));
    expect(opened.customer.id).toBe(conversation.customerId);
  });

  it("is limited for each customer, whoever opens for them", async () => {
    const { customer, assistant } = await makeTurn();
    for (let i = 0; i < 9; i++) await openTicket(customer, input());
    await openTicket(assistant, input(), { callId: "tenth" });
    await expect(openTicket(customer, input())).rejects.toMatchObject({ code: "rate_limited" });
    await expect(openTicket(assistant, input(), { callId: "eleventh" })).rejects.toMatchObject({
      code: "rate_limited",
    });
  });
});

describe("who sees a ticket", () => {
  it("is its customer and staff; for another customer it does not exist", async () => {
    const { ticket, customer } = await story();
    const stranger = await makeCustomer();
    const agent = await makeAgent();
    for (const viewer of [customer, agent]) expect((await getTicket(viewer, ticket.id)).id).toBe(ticket.id);
    await expect(getTicket(stranger, ticket.id)).rejects.toEqual(notFound);
    await expect(getTicketByNumber(stranger, ticket.number)).rejects.toEqual(notFound);
    await expect(listTicketComments(stranger, ticket.id, { limit: 5 })).rejects.toEqual(notFound);
    await expect(closeTicket(stranger, ticket.id)).rejects.toEqual(notFound);
    await expect(commentOnTicket(stranger, ticket.id, { text: "x", audience: "everyone" })).rejects.toEqual(
      notFound,
    );
    for (const filter of [
      {},
      { customerId: customer.userId },
      { q: `#${ticket.number}` },
      { q: "wobbles" },
    ]) {
      expect((await listTickets(stranger, { ...filter, limit: 5 })).items).toEqual([]);
      expect(await countTickets(stranger, filter)).toEqual({ count: 0, capped: false });
    }
    await expect(getTicket(visitorViewer(), ticket.id)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("holds in the database itself, for rows, for the search and for writes", async () => {
    const { ticket } = await story();
    const stranger = await makeCustomer();
    await as(stranger, async (tx) => {
      expect(await tx.execute(sql`select 1 from tickets where id = ${ticket.id}`)).toHaveLength(0);
      expect(await tx.execute(sql`select baton_ticket_matches('wobbl'::tsquery, 100)`)).toHaveLength(0);
      expect(await tx.execute(sql`update tickets set subject = 'x' returning 1`)).toHaveLength(0);
    });
    const agent = await makeAgent();
    const hits = await as(agent, (tx) =>
      tx.execute<{ id: string }>(sql`select baton_ticket_matches('wobbl'::tsquery, 100) as id`),
    );
    expect(hits.map((hit) => hit.id)).toContain(ticket.id);
  });

  it("shows customers no notes and no e-mail address of staff", async () => {
    const { customer, ticket } = await story();
    const agent = await makeAgent({ name: "Robin", email: "robin@team.example" });
    await assignTicket(agent, ticket.id, agent.userId);
    await commentOnTicket(agent, ticket.id, { text: "Looks like the left leg.", audience: "staff" });
    await commentOnTicket(agent, ticket.id, { text: "We send a new leg.", audience: "everyone" });
    const seen = await listTicketComments(customer, ticket.id, { limit: 5 });
    expect(seen.items.map((item) => item.text)).toEqual(["We send a new leg."]);
    expect((await listTicketComments(agent, ticket.id, { limit: 5 })).items).toHaveLength(2);
    const full = await getTicket(customer, ticket.id);
    expect(full.assignee).toEqual({ id: agent.userId, name: "Robin" });
    expect(JSON.stringify([full, seen])).not.toContain("@");
  });
});

describe("changing", () => {
  it("applies all of a patch, one event for each change, or nothing", async () => {
    const { ticket, customer } = await story();
    const agent = await makeAgent();
    const changed = await applyTicketPatch(agent, ticket.number, {
      status: "resolved",
      priority: "urgent",
      category: "warranty",
      assigneeId: agent.userId,
      tags: ["leg"],
      comment: { text: "Done.", audience: "everyone" },
    });
    expect(changed).toMatchObject({
      status: "resolved",
      priority: "urgent",
      category: "warranty",
      assignee: { id: agent.userId },
      tags: ["leg"],
    });
    expect((await eventsOf(ticket.id)).map((event) => `${event.type} ${event.audience}`)).toEqual([
      "ticket.opened everyone",
      "ticket.commented everyone",
      "ticket.status_changed everyone",
      "ticket.priority_changed everyone",
      "ticket.category_changed everyone",
      "ticket.assigned everyone",
      "ticket.tagged staff",
    ]);
    const refused = applyTicketPatch(agent, ticket.id, { priority: "low", assigneeId: customer.userId });
    await expect(refused).rejects.toMatchObject({ code: "invalid" });
    expect((await getTicket(agent, ticket.id)).priority).toBe("urgent");
  });

  it("keeps the time of closing, and clears it on reopening", async () => {
    const { ticket, customer } = await story();
    expect((await closeTicket(customer, ticket.id)).closedAt).toBeInstanceOf(Date);
    await expect(commentOnTicket(customer, ticket.id, { text: "x", audience: "everyone" })).rejects.toEqual(
      conflict,
    );
    expect(await applyTicketPatch(customer, ticket.id, { status: "open" })).toMatchObject({
      status: "open",
      closedAt: null,
    });
  });

  it("leaves an unchanged ticket alone", async () => {
    const { ticket } = await story();
    const agent = await makeAgent();
    const same = await applyTicketPatch(agent, ticket.id, { status: "open", priority: "medium" });
    expect(same.updatedAt).toEqual(ticket.updatedAt);
    expect(await eventsOf(ticket.id)).toHaveLength(1);
  });

  it("refuses customers what is the team's", async () => {
    const { ticket, customer } = await story();
    await expect(applyTicketPatch(customer, ticket.id, { priority: "urgent" })).rejects.toEqual(forbidden);
    await expect(applyTicketPatch(customer, ticket.id, { assigneeId: null })).rejects.toEqual(forbidden);
    await expect(commentOnTicket(customer, ticket.id, { text: "x", audience: "staff" })).rejects.toEqual(
      forbidden,
    );
  });
});

describe("the assistant", () => {
  it("writes nothing at all once its epoch has passed", async () => {
    const { assistant, conversation, customer } = await makeTurn();
    const ticket = await openTicket(assistant, input(), { callId: "a" });
    await takeOver(await makeAgent(), conversation.id);
    const before = await as(system, (tx) => tx.execute(sql`select count(*)::int as n from events`));
    const writes = [
      openTicket(assistant, input(), { callId: "b" }),
      closeTicket(assistant, ticket.id, { callId: "c" }),
      commentOnTicket(assistant, ticket.id, { text: "late", audience: "everyone" }, { callId: "d" }),
    ];
    for (const outcome of await Promise.allSettled(writes))
      expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(StaleRun) });
    expect((await listTickets(customer, { limit: 5 })).items).toEqual([
      expect.objectContaining({ id: ticket.id, status: "open" }),
    ]);
    expect(await as(system, (tx) => tx.execute(sql`select count(*)::int as n from events`))).toEqual(before);
  });

  it("opens one ticket when a call is repeated at the same moment", async () => {
    const { assistant, customer } = await makeTurn();
    const opened = await Promise.all(
      Array.from({ length: 6 }, () => openTicket(assistant, input(), { callId: "same" })),
    );
    expect(new Set(opened.map((ticket) => ticket.number)).size).toBe(1);
    expect((await listTickets(customer, { limit: 5 })).items).toHaveLength(1);
  });

  it("must name the call that it writes for", async () => {
    const { assistant } = await makeTurn();
    await expect(openTicket(assistant, input())).rejects.toThrow("tool call");
  });
});

describe("the list", () => {
  async function many(n: number, subject = "Lamp") {
    const customer = await makeCustomer();
    const { id } = await makeConversation(customer.userId);
    await as(system, (tx) =>
      tx.execute(sql`
        insert into tickets (id, conversation_id, customer_id, subject, description, priority, opened_by, created_at, updated_at)
        select gen_random_uuid(), ${id}, ${customer.userId}, ${subject} || ' ' || i, 'Number ' || i,
               (array['low', 'medium', 'high', 'urgent'])[1 + i % 4]::urgency, 'customer',
               timestamptz '2026-01-01' + (i / 7) * interval '1 minute', timestamptz '2026-01-02' + (i / 9) * interval '1 minute'
          from generate_series(1, ${n}) i`),
    );
    return customer;
  }

  async function walk(
    viewer: UserViewer,
    filter: Omit<Parameters<typeof listTickets>[1], "limit" | "cursor">,
  ) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listTickets(viewer, { ...filter, limit: 7, cursor });
      seen.push(...page.items.map((ticket) => ticket.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return seen;
  }

  it("pages without gaps or repeats through equal times, in every order", async () => {
    const customer = await many(40);
    for (const sort of ["updated", "created", "priority"] as const) {
      const paged = await walk(customer, { sort });
      const whole = await listTickets(customer, { sort, limit: 100 });
      expect(paged).toEqual(whole.items.map((ticket) => ticket.id));
      expect(new Set(paged).size).toBe(40);
    }
    const urgency = (await listTickets(customer, { sort: "priority", limit: 100 })).items.map(
      (t) => t.priority,
    );
    expect(urgency.slice(0, 10)).toEqual(Array(10).fill("urgent"));
    expect(urgency.slice(30)).toEqual(Array(10).fill("low"));
  });

  it("refuses a cursor of another list", async () => {
    const customer = await many(10);
    const { nextCursor } = await listTickets(customer, { limit: 5 });
    for (const cursor of [nextCursor ?? "", "rubbish"])
      await expect(listTickets(customer, { sort: "priority", limit: 5, cursor })).rejects.toMatchObject({
        code: "invalid",
      });
  });

  it("means by a filter exactly what it says", async () => {
    const customer = await many(16);
    const agent = await makeAgent();
    const mine = { customerId: customer.userId };
    const [first] = (await listTickets(agent, { ...mine, limit: 1 })).items;
    await applyTicketPatch(agent, first?.id ?? "", {
      assigneeId: agent.userId,
      status: "pending",
      category: "billing",
    });
    const count = async (filter: object) => (await countTickets(agent, { ...mine, ...filter })).count;
    expect(await count({})).toBe(16);
    expect(await count({ assignee: "me" })).toBe(1);
    expect(await count({ assignee: "none" })).toBe(15);
    expect(await count({ assignee: agent.userId, status: ["pending"] })).toBe(1);
    expect(await count({ status: ["open"] })).toBe(15);
    expect(await count({ status: ["open", "pending"], priority: ["urgent", "low"] })).toBe(8);
    expect(await count({ category: "billing" })).toBe(1);
    expect(await countTickets(customer, { assignee: "me" })).toEqual({ count: 0, capped: false });
  });

  it("finds by number and by words, rare or common, and counts up to a thousand", async () => {
    const agent = await makeAgent();
    const common = await many(1_100, "Wardrobe");
    const [rare] = (await listTickets(common, { q: "1077", limit: 5 })).items;
    expect(rare).toBeUndefined();
    const found = async (q: string) => (await listTickets(agent, { q, limit: 5 })).items;
    const [one] = (await listTickets(common, { limit: 1 })).items;
    expect((await found(`#${one?.number}`)).map((ticket) => ticket.id)).toEqual([one?.id]);
    expect(await found("wardrobes")).toHaveLength(5);
    expect(await found('"wardrobe 1077"')).toMatchObject([{ subject: "Wardrobe 1077" }]);
    expect(await found("wardrobe sauna")).toEqual([]);
    expect(await found("the")).toEqual([]);
    expect(await countTickets(agent, { q: "wardrobe" })).toEqual({ count: 1_000, capped: true });
    expect(await countTickets(agent, { q: "wardrobe 1077" })).toEqual({ count: 1, capped: false });
  });
});
