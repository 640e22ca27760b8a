/**
 * Fills an empty installation with the demo company: people, articles, products, orders and 90 days of
 * conversations that end a minute ago. One transaction, once: the first row written is the record that it
 * was done, so that a second call (or a second instance) finds it and does nothing.
 */
import { sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { as, type Tx } from "@/db/client";
import { installation, orders, products } from "@/db/schema/catalogue";
import { conversations, events, messages } from "@/db/schema/conversations";
import { searchCases } from "@/db/schema/gaps";
import { articles, articleVersions, passages } from "@/db/schema/knowledge";
import { memoryFacts } from "@/db/schema/memory";
import { credentials, customers, organizations, users } from "@/db/schema/people";
import { runSteps, runs } from "@/db/schema/runs";
import { ticketComments, tickets } from "@/db/schema/tickets";
import { hashPassword } from "@/lib/auth/password";
import { env } from "@/lib/core/env";
import { enqueue } from "@/lib/jobs/enqueue";
import { customers as customerList, staff } from "./people";
import { testQuestions } from "./test-questions";
import { buildWorld, userId, type World } from "./world";

export type SeedOptions = {
  /** The moment at which the demo's last 90 days end; the clock's by default. */
  now?: Date;
  /** Of the accounts that can sign in; DEMO_PASSWORD by default. */
  password?: string;
};
export type Seeded = { seeded: boolean; conversations: number; tickets: number; messages: number };

const STEP = "demo-seed";
/** One transaction for all of it, on whatever machine somebody tries Baton. */
const SEED_DEADLINE_MS = 180_000;
/** Rows in one statement: the protocol allows 65,535 parameters, the widest row has under 30. */
const ROWS = 1_000;

export async function seedDemo(options: SeedOptions = {}): Promise<Seeded> {
  const accounts = await hashed(options.password ?? env().DEMO_PASSWORD);
  return as(
    { kind: "system", job: STEP },
    async (tx) => {
      const mine = await tx.insert(installation).values({ step: STEP }).onConflictDoNothing().returning();
      if (mine.length === 0) return { seeded: false, conversations: 0, tickets: 0, messages: 0 };
      const world = buildWorld(options.now ?? new Date(), await nextTicketNumber(tx));
      await insertWorld(tx, world);
      await insert(tx, credentials, accounts);
      await lookAfter(tx, world);
      await skipTicketNumbers(tx, world.threads.flatMap((thread) => thread.tickets).length - 1);
      return {
        seeded: true,
        conversations: world.threads.length,
        tickets: world.threads.reduce((sum, thread) => sum + thread.tickets.length, 0),
        messages: world.threads.reduce((sum, thread) => sum + thread.messages.length, 0),
      };
    },
    SEED_DEADLINE_MS,
  );
}

/** Hashing takes its time on purpose; it happens before the transaction. */
function hashed(password: string): Promise<(typeof credentials.$inferInsert)[]> {
  const accounts = [...staff, ...customerList].filter((person) => person.signsIn);
  return Promise.all(
    accounts.map(async ({ email }) => ({
      userId: userId(email),
      passwordHash: await hashPassword(password),
    })),
  );
}

async function insertWorld(tx: Tx, world: World): Promise<void> {
  const { threads } = world;
  const allRuns = threads.flatMap((thread) => thread.runs);
  await insert(tx, users, world.users);
  await insert(tx, organizations, world.organizations);
  await insert(tx, customers, world.customers);
  await insert(tx, articles, world.knowledge.articles);
  await insert(tx, articleVersions, world.knowledge.versions);
  await insert(tx, passages, world.knowledge.passages);
  await insert(tx, products, world.products);
  await insert(tx, orders, world.orders);
  await insert(
    tx,
    conversations,
    threads.map((thread) => thread.conversation),
  );
  await insert(
    tx,
    messages,
    threads.flatMap((thread) => thread.messages),
  );
  await insert(
    tx,
    runs,
    allRuns.map((run) => run.row),
  );
  await insert(
    tx,
    runSteps,
    allRuns.flatMap((run) => run.steps),
  );
  await insert(
    tx,
    tickets,
    threads.flatMap((thread) => thread.tickets),
  );
  await insert(tx, ticketComments, world.comments);
  await insert(tx, memoryFacts, world.facts);
  // In the order in which it happened: ids of events are numbers that readers page by.
  const log = threads.flatMap((thread) => thread.events);
  log.sort((one, other) => (one.createdAt?.getTime() ?? 0) - (other.createdAt?.getTime() ?? 0));
  await insert(tx, events, log);
}

/**
 * What the product finds out by itself, in the background: what the articles lack, where they contradict each other, and
 * whether search answers a few questions.
 */
async function lookAfter(tx: Tx, { knowledge }: World): Promise<void> {
  await insert(tx, searchCases, testQuestions(knowledge));
  const twice = knowledge.articles.find(({ slug }) => slug === "staff-goodwill-policy");
  if (twice) await enqueue(tx, "check-article", { articleId: twice.id });
  await enqueue(tx, "check-cases", {}, "check-cases");
  await enqueue(tx, "collect-gaps", {}, "collect-gaps");
}

async function insert<T extends PgTable>(tx: Tx, table: T, rows: T["$inferInsert"][]): Promise<void> {
  for (let n = 0; n < rows.length; n += ROWS) await tx.insert(table).values(rows.slice(n, n + ROWS));
}

/** 1001 in a new installation; the sequence keeps what an earlier, failed attempt took. */
async function nextTicketNumber(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ number: number }>(sql`select nextval('ticket_numbers')::int as number`);
  if (!row) throw new Error("the ticket sequence is missing");
  return row.number;
}

async function skipTicketNumbers(tx: Tx, count: number): Promise<void> {
  await tx.execute(sql`select max(nextval('ticket_numbers')) from generate_series(1, ${count}::int)`);
}
