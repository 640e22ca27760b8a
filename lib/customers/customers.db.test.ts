import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { systemViewer } from "@/lib/auth/viewer";
import { getOrder, listOrders, searchProducts } from "@/lib/catalogue/queries";
import { takeOver } from "@/lib/conversations/commands";
import { StaleRun } from "@/lib/runs/fence";
import { openTicket } from "@/lib/tickets/commands";
import { openInput } from "@/lib/tickets/schema";
import { makeAgent, makeConversation, makeCustomer, makeTurn } from "@/tests/support/factories";
import { updateProfile } from "./commands";
import { getCustomer, getCustomerCard } from "./queries";
import { profilePatch } from "./schema";

const system = systemViewer("test");
const notFound = expect.objectContaining({ code: "not_found" });

async function withOrders(customerId: string, n: number) {
  await as(system, (tx) =>
    tx.execute(sql`
      insert into orders (id, number, customer_id, status, items, total_cents, placed_at)
      select gen_random_uuid(), 'EF-' || left(${customerId}, 13) || '-' || i, ${customerId}, 'shipped',
             '[{"sku": "S1", "name": "Desk", "quantity": 1, "priceCents": 24900}]', 24900,
             timestamptz '2026-02-01' + (i / 3) * interval '1 day'
        from generate_series(1, ${n}) i`),
  );
}

describe("a customer's data", () => {
  it("is theirs and the team's, and the assistant's while it works for them", async () => {
    const { customer, assistant } = await makeTurn();
    const stranger = await makeTurn();
    const agent = await makeAgent();
    for (const viewer of [customer, assistant, agent])
      expect(await getCustomer(viewer, customer.userId)).toMatchObject({
        id: customer.userId,
        plan: "basic",
      });
    for (const viewer of [stranger.customer, stranger.assistant])
      await expect(getCustomer(viewer, customer.userId)).rejects.toEqual(notFound);
    await expect(getCustomer(agent, agent.userId)).rejects.toEqual(notFound);
  });

  it("has the plan of its organization", async () => {
    const customer = await makeCustomer();
    await as(system, (tx) =>
      tx.execute(sql`
        with o as (insert into organizations (id, name, plan) values (gen_random_uuid(), 'Fjord Works', 'studio') returning id)
        update customers set organization_id = (select id from o) where user_id = ${customer.userId}`),
    );
    expect(await getCustomer(customer, customer.userId)).toMatchObject({
      organization: "Fjord Works",
      plan: "studio",
    });
  });

  it("is one card for staff: counts, open tickets, latest orders", async () => {
    const { customer, conversation } = await makeTurn();
    await withOrders(customer.userId, 7);
    await openTicket(
      customer,
      openInput.parse({ conversationId: conversation.id, subject: "A", description: "B" }),
    );
    await makeConversation(customer.userId);
    const card = await getCustomerCard(await makeAgent(), customer.userId);
    expect(card).toMatchObject({
      id: customer.userId,
      conversations: 2,
      tickets: 1,
      openTickets: [{ subject: "A" }],
    });
    expect(card.orders).toHaveLength(5);
  });
});

describe("the profile", () => {
  it("changes what differs, and tells which fields, never their values", async () => {
    const customer = await makeCustomer();
    const patch = profilePatch.parse({ phone: "+49 451 5550", language: "DE", contactMethod: "email" });
    expect(await updateProfile(customer, patch)).toMatchObject({ phone: "+49 451 5550", language: "de" });
    const events = await as(system, (tx) =>
      tx.execute<{ data: { fields: string[] } }>(
        sql`select data from events where customer_id = ${customer.userId} and type = 'customer.profile_updated'`,
      ),
    );
    expect(events.map((event) => event.data)).toEqual([{ fields: ["phone", "language"] }]);
  });

  it("is fenced for the assistant, and a replay does not undo the customer", async () => {
    const { customer, assistant, conversation } = await makeTurn();
    const call = { callId: "p1" };
    await updateProfile(assistant, { language: "fr" }, call);
    await updateProfile(customer, { language: "sv" });
    expect((await updateProfile(assistant, { language: "fr" }, call)).language).toBe("sv");
    await takeOver(await makeAgent(), conversation.id);
    await expect(updateProfile(assistant, { language: "it" }, { callId: "p2" })).rejects.toThrow(StaleRun);
    expect((await getCustomer(customer, customer.userId)).language).toBe("sv");
  });

  it("takes no value that means nothing", () => {
    const refused = [
      {},
      { language: "klingon!" },
      { timeZone: "+02:00" },
      { timeZone: "Mars/Olympus" },
      { phone: "call me" },
      { phone: "12" },
      { name: " " },
      { role: "manager" },
      { plan: "studio" },
    ];
    for (const patch of refused)
      expect(profilePatch.safeParse(patch).success, JSON.stringify(patch)).toBe(false);
    expect(profilePatch.parse({ language: "pt-br", phone: null })).toEqual({
      language: "pt-BR",
      phone: null,
    });
  });
});

describe("orders and products", () => {
  it("shows orders to their customer and pages through equal times", async () => {
    const customer = await makeCustomer();
    await withOrders(customer.userId, 11);
    const whole = await listOrders(customer, { limit: 50 });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listOrders(customer, { limit: 2, cursor });
      seen.push(...page.items.map((order) => order.number));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(whole.items.map((order) => order.number));
    const stranger = await makeCustomer();
    expect((await listOrders(stranger, { customerId: customer.userId, limit: 5 })).items).toEqual([]);
    await expect(getOrder(stranger, seen[0] ?? "")).rejects.toEqual(notFound);
    expect((await getOrder(customer, seen[0] ?? "")).items).toEqual([
      { sku: "S1", name: "Desk", quantity: 1, priceCents: 24900 },
    ]);
  });

  it("finds products by any word, by name and by article number", async () => {
    await as(system, (tx) =>
      tx.execute(sql`
        insert into products (id, sku, name, description, category, price_cents, stock) values
          (gen_random_uuid(), 'EF-SK120', 'Skerry Desk 120', 'Plain fixed desk in birch.', 'desks', 24900, 3),
          (gen_random_uuid(), 'EF-TD1', 'Tide Standing Desk', 'Electric, 100% quiet.', 'standing desks', 54900, 0),
          (gen_random_uuid(), 'EF-GL1', 'Gull Lamp', 'Warm light for a desk.', 'lighting', 7900, 9)`),
    );
    const customer = await makeCustomer();
    const names = async (query: string, category?: string) =>
      (await searchProducts(customer, { query, category, limit: 5 })).map((product) => product.name);
    expect((await names("Do you have an electric desk that is quiet?"))[0]).toBe("Tide Standing Desk");
    expect(await names("EF-SK120")).toContain("Skerry Desk 120");
    expect((await names("ef-sk120"))[0]).toBe("Skerry Desk 120");
    expect(await names("desk", "Standing desk")).toEqual(["Tide Standing Desk"]);
    expect(await names("", "lighting")).toEqual(["Gull Lamp"]);
    expect(await names("100%")).toEqual(["Tide Standing Desk"]);
    expect(await names("sauna")).toEqual([]);
  });
});
