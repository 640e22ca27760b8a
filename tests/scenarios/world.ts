/**
 * The installation that scenarios run in: an empty database with the demo's articles and products, one agent, one
 * manager, and for each scenario customers of its own, so that scenarios can run side by side.
 */
import { eq } from "drizzle-orm";
import { as } from "@/db/client";
import { orders, products } from "@/db/schema/catalogue";
import { articles, passages } from "@/db/schema/knowledge";
import { customers } from "@/db/schema/people";
import { readKnowledge } from "@/db/seed/knowledge";
import { products as catalogue } from "@/db/seed/products";
import { type CustomerViewer, type StaffViewer, systemViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { publishArticle } from "@/lib/knowledge/commands";
import { applyTicketPatch, commentOnTicket, openTicket } from "@/lib/tickets/commands";
import { type Category, openInput } from "@/lib/tickets/schema";
import { makeAgent, makeCustomer, makeManager } from "@/tests/support/factories";
import { ageSession, openClock } from "./clock";
import { arm } from "./faults";
import type { Setup } from "./schema";

const system = systemViewer("scenarios");
const UNIT = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** "45m" in milliseconds. */
export const millisecondsOf = (duration: string): number =>
  Number(duration.slice(0, -1)) * UNIT[duration.slice(-1) as keyof typeof UNIT];

export type Team = { agent: StaffViewer; manager: StaffViewer };

/** Fills the empty database that DATABASE_URL names; once, before any scenario. */
export async function openWorld(): Promise<Team> {
  const { articles: written, passages: cut } = readKnowledge(new Date());
  await as(system, async (tx) => {
    // Nobody in particular wrote them: the demo's people are not here.
    await tx
      .insert(articles)
      .values(written.map((article) => ({ ...article, authorId: null, ownerId: null })));
    await tx.insert(passages).values(cut);
    await tx.insert(products).values(catalogue.map((product) => ({ id: newId(), ...product })));
  });
  await openClock();
  arm();
  const [agent, manager] = await Promise.all([
    makeAgent({ name: "Alex Moreau" }),
    makeManager({ name: "Morgan Reyes" }),
  ]);
  return { agent, manager };
}

/** What the placeholders of a scenario stand for: `order.desk`, `ticket.lamp`, `customer.name`, `other.order.sofa`. */
export type Names = Map<string, string>;
export type Cast = { customer: CustomerViewer; email: string; names: Names };

let ordersMade = 0;
let peopleMade = 0;

export async function makeCast(setup: Setup, team: Team): Promise<Cast> {
  for (const article of setup.articles) await publishArticle(system, { ...article, status: "published" });
  const names: Names = new Map();
  // Kept: other scenarios make their people while this one waits.
  const person = ++peopleMade;
  const email = `customer-${person}@example.com`;
  const customer = await makeCustomer({ name: setup.customer.name ?? "Robin Ek", email });
  names.set("customer.name", customer.name).set("customer.email", email);
  const { plan, language, phone, address, time_zone, contact_method, signed_in } = setup.customer;
  await as(system, (tx) =>
    tx
      .update(customers)
      .set({
        plan: plan ?? "basic",
        ...(language && { language }),
        ...(phone && { phone }),
        ...(address && { address }),
        ...(time_zone && { timeZone: time_zone }),
        ...(contact_method && { contactMethod: contact_method }),
      })
      .where(eq(customers.userId, customer.userId)),
  );
  if (signed_in) await ageSession(customer.sessionId, millisecondsOf(signed_in));
  await give(customer, setup, team, names, "");
  if (setup.other) {
    const stranger = await makeCustomer({
      name: "Quinn Stranger",
      email: `stranger-${person}@example.com`,
    });
    names.set("other.name", stranger.name);
    await give(stranger, setup.other, team, names, "other.");
  }
  return { customer, email, names };
}

async function give(
  customer: CustomerViewer,
  { orders: bought, tickets }: Pick<Setup, "orders" | "tickets">,
  { agent }: Team,
  names: Names,
  prefix: string,
): Promise<void> {
  for (const [handle, order] of Object.entries(bought)) {
    const number = `EF-${300_100 + ++ordersMade}`;
    names.set(`${prefix}order.${handle}`, number);
    const items = order.items.map(({ sku, name, quantity, price }) => {
      const known = catalogue.find((product) => product.sku === sku);
      return {
        sku,
        name: name ?? known?.name ?? sku,
        quantity,
        priceCents: price === undefined ? (known?.priceCents ?? 10_000) : Math.round(price * 100),
      };
    });
    const ago = (duration: string) => new Date(Date.now() - millisecondsOf(duration));
    await as(system, (tx) =>
      tx.insert(orders).values({
        id: newId(),
        number,
        customerId: customer.userId,
        status: order.status,
        items,
        totalCents: items.reduce((sum, item) => sum + item.quantity * item.priceCents, 0),
        placedAt: ago(order.placed),
        estimatedDelivery: order.arrives
          ? new Date(Date.now() + millisecondsOf(order.arrives))
          : order.delivered
            ? ago(order.delivered)
            : null,
        deliveredAt: order.delivered ? ago(order.delivered) : null,
        trackingCode: order.tracking ?? null,
      }),
    );
  }
  for (const [handle, ticket] of Object.entries(tickets)) {
    const made = await openTicket(
      customer,
      openInput.parse({
        subject: ticket.subject,
        description: ticket.description ?? ticket.subject,
        priority: ticket.priority,
        category: ticket.category as Category,
      }),
    );
    names.set(`${prefix}ticket.${handle}`, String(made.number));
    for (const text of ticket.comments)
      await commentOnTicket(agent, made.number, { text, audience: "everyone" });
    if (ticket.status !== "open") await applyTicketPatch(agent, made.number, { status: ticket.status });
  }
}

const PLACEHOLDER = /\{\{([a-z_.]+)\}\}/g;

/** Puts the names in, at any depth. Throws for a name that the setup does not make. */
export function filled<T>(given: T, names: Names): T {
  if (typeof given === "string")
    return given.replace(PLACEHOLDER, (_, name: string) => {
      const found = names.get(name);
      if (found === undefined)
        throw new Error(`nothing is called {{${name}}}; there are ${[...names.keys()].join(", ")}`);
      return found;
    }) as T;
  if (Array.isArray(given)) return given.map((each) => filled(each, names)) as T;
  if (typeof given !== "object" || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, filled(value, names)])) as T;
}
