/** Everything in the demo, as rows: a pure function of the moment, the articles and the first ticket number. */
import type {
  customers as customersTable,
  organizations as organizationsTable,
  users,
} from "@/db/schema/people";
import type { Dialogue, OrderAge } from "./dialogues/script";
import { type CommentRow, follow } from "./follow";
import { type Knowledge, readKnowledge } from "./knowledge";
import type { Person } from "./ledger";
import { type FactRow, factsFrom } from "./memory";
import { knownOrders, type Order, OrderBook, productNamed } from "./orders";
import { customers, organizations, type SeedCustomer, staff } from "./people";
import { type Plan, planConversations } from "./plan";
import { products } from "./products";
import { idOf, type Random, randomFrom } from "./random";
import type { Slots, Thread } from "./scene";
import { play } from "./thread";

export type World = {
  users: (typeof users.$inferInsert)[];
  organizations: (typeof organizationsTable.$inferInsert)[];
  customers: (typeof customersTable.$inferInsert)[];
  knowledge: Knowledge;
  products: ((typeof products)[number] & { id: string })[];
  orders: Order[];
  threads: Thread[];
  comments: CommentRow[];
  facts: FactRow[];
};

const SEED = 20_261_122;
const DAY = 86_400_000;

export const userId = (email: string): string => idOf(`user:${email}`);
const agents: Person[] = staff.map(({ email, name }) => ({ id: userId(email), name }));

export function buildWorld(now: Date, firstTicket: number): World {
  const random = randomFrom(SEED);
  const knowledge = readKnowledge(now);
  const book = new OrderBook(random, now);
  let number = firstTicket;
  const comments: CommentRow[] = [];
  const threads = planConversations(now, random).map((plan, n) => {
    const agent = agents.find((a) => a.id === userId(plan.agentEmail)) ?? random.pick(agents);
    const thread = play({
      ...plan,
      key: `conversation:${n}`,
      customer: personOf(plan.customer),
      agent,
      slots: slotsFor(plan, agent, book, random),
      random,
      cite: knowledge.cite,
      nextTicket: () => number++,
    });
    const end = {
      resolved: plan.standing === "resolved",
      endedAt: endOf(plan),
      ownerId: thread.conversation.ownerId ?? null,
      agents,
      now,
      random,
      fixed: plan.ticket,
    };
    for (const ticket of thread.tickets) {
      const followed = follow(ticket, end);
      comments.push(...followed.comments);
      thread.events.push(...followed.events);
    }
    return thread;
  });
  orderMore(book, now, random);
  return {
    ...people(now, random),
    knowledge,
    products: products.map((product) => ({ id: idOf(`product:${product.sku}`), ...product })),
    orders: book.all,
    threads,
    comments,
    facts: factsFrom(threads, now),
  };
}

const personOf = (customer: SeedCustomer) => ({
  id: userId(customer.email),
  name: customer.name,
  organizationId: customer.organization ? idOf(`organization:${customer.organization}`) : null,
});

const endOf = (plan: Plan) => new Date(plan.start.getTime() + (plan.times.at(-1) ?? 0));

const first = (name: string): string => name.split(" ")[0] ?? name;
const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" });
const dayAndMonth = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });
const cities = [
  "Hamburg",
  "Aarhus",
  "Utrecht",
  "Lyon",
  "Gothenburg",
  "Graz",
  "Cork",
  "Bremen",
  "Ghent",
  "Turku",
];

function slotsFor(plan: Plan, agent: Person, book: OrderBook, random: Random): Slots {
  const { dialogue, customer, start } = plan;
  const pool = productNamed(dialogue.about ?? ["desks", "standing desks", "chairs"]).filter(
    (p) => (dialogue.about ?? []).includes(p.sku) || (p.sku !== "EF-MTOP" && p.sku !== "HR-01"),
  );
  const age = ageOf(dialogue);
  const order = age
    ? book.fitting(userId(customer.email), age, start, pool, dialogue.ends === "cancelled")
    : null;
  const bought = order && pool.find((p) => order.items.some((item) => item.sku === p.sku));
  if (order && dialogue.ends && plan.standing === "resolved") book.end(order, dialogue.ends);
  const later = new Date(start.getTime() + random.between(2, 5) * DAY);
  const due = order?.estimatedDelivery && order.estimatedDelivery > start ? order.estimatedDelivery : later;
  const small = `${random.pick([18, 25, 30, 35, 42, 49, 60])} EUR`;
  return {
    first: first(customer.name),
    agent: first(agent.name),
    product: (bought ?? random.pick(pool)).name,
    ...(order ? { order: order.number, ordered: dayAndMonth.format(order.placedAt) } : {}),
    due: `${weekday.format(due)}, ${dayAndMonth.format(due)}`,
    day: weekday.format(later),
    city: random.pick(cities),
    amount:
      order && dialogue.amount === "total" ? `${((order.totalCents ?? 0) / 100).toFixed(2)} EUR` : small,
  };
}

function ageOf(dialogue: Dialogue): OrderAge | null {
  if (dialogue.order) return dialogue.order;
  return JSON.stringify(dialogue.lines).includes("{order}") ? "delivered" : null;
}

/** Customers buy without asking anything, too; organizations in quantity. */
function orderMore(book: OrderBook, now: Date, random: Random): void {
  const sellable = products.filter((p) => p.stock > 0 && p.category !== "spare parts");
  const teamwork = productNamed(["standing desks", "chairs"]);
  for (const customer of customers) {
    const known = book.all.some((order) => order.customerId === userId(customer.email));
    const daysAgo = (least: number, most: number) =>
      new Date(now.getTime() - random.between(least * 24, most * 24) * 3_600_000);
    if (customer.organization)
      book.add(userId(customer.email), daysAgo(12, 80), random.pick(teamwork), random.between(3, 12));
    else if (!known) book.add(userId(customer.email), daysAgo(1, 85), random.pick(sellable), 1);
    // Something under way for whoever signs in first.
    if (customer.signsIn) book.add(userId(customer.email), daysAgo(3, 4), random.pick(teamwork), 1);
  }
  for (const customer of customers)
    if (customer.signsIn) for (const known of knownOrders) book.put(userId(customer.email), known);
}

function people(now: Date, random: Random): Pick<World, "users" | "organizations" | "customers"> {
  const since = (least: number, most: number) => new Date(now.getTime() - random.between(least, most) * DAY);
  const mobile = () => `+49 155 5${String(random.between(0, 999_999)).padStart(6, "0")}`;
  return {
    organizations: organizations.map(({ key, name, domain, plan }) => ({
      id: idOf(`organization:${key}`),
      name,
      domain,
      plan,
      createdAt: since(900, 1_500),
    })),
    users: [
      ...staff.map(({ name, email, role }) => ({
        id: userId(email),
        name,
        email,
        role,
        createdAt: since(300, 900),
      })),
      ...customers.map(({ name, email }) => ({
        id: userId(email),
        name,
        email,
        role: "customer" as const,
        createdAt: since(900, 1_500),
      })),
    ],
    customers: customers.map((customer) => ({
      userId: userId(customer.email),
      organizationId: personOf(customer).organizationId,
      plan: customer.plan,
      phone: random.chance(0.6) ? mobile() : null,
      language: customer.language,
      timeZone: customer.timeZone,
      contactMethod: random.chance(0.8) ? ("email" as const) : ("in_app" as const),
      updatedAt: since(1, 90),
    })),
  };
}
