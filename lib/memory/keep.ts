/**
 * Writing one fact inside the transaction of a command: one at a time for each customer, and never more than there
 * is room for.
 */
import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { memoryFacts } from "@/db/schema/memory";
import { customers } from "@/db/schema/people";
import { notFound } from "@/lib/core/errors";
import { EXPIRY_DAYS, MAX_FACTS } from "./policy";
import type { FactKind } from "./schema";

/** Facts of one customer change one at a time. Answers whether memory is on. */
export async function lockMemory(tx: Tx, customerId: string): Promise<boolean> {
  const [row] = await tx
    .select({ enabled: customers.memoryEnabled })
    .from(customers)
    .where(eq(customers.userId, customerId))
    .for("update");
  if (!row) throw notFound("Customer");
  return row.enabled;
}

/** Whether this very call, or this episode, has been kept before. */
export async function wasCalled(tx: Tx, customerId: string, key: string): Promise<boolean> {
  const [done] = await tx
    .select({ id: events.id })
    .from(events)
    .where(
      and(
        eq(events.subjectType, "customer"),
        eq(events.subjectId, customerId),
        sql`${events.data} ->> 'call' = ${key}`,
      ),
    )
    .limit(1);
  return done !== undefined;
}

type NewFact = Omit<typeof memoryFacts.$inferInsert, "expiresAt" | "createdAt" | "updatedAt">;

/**
 * Answers false when there is no room. A newer fact about the same takes the older one's place under an id of its
 * own: undoing the older undoes nothing.
 */
export async function keep(tx: Tx, fact: NewFact): Promise<boolean> {
  if (!(await makeRoom(tx, fact))) return false;
  const values = { ...fact, solution: fact.solution ?? null, expiresAt: expiryOf(fact.kind) };
  const now = sql`clock_timestamp()`;
  await tx
    .insert(memoryFacts)
    .values({ ...values, createdAt: now, updatedAt: now })
    .onConflictDoUpdate({
      target: [memoryFacts.customerId, memoryFacts.kind, memoryFacts.about],
      set: { ...values, createdAt: now, updatedAt: now },
    });
  return true;
}

/** What has expired goes first, then the oldest note, then the oldest problem: those fade anyway. */
async function makeRoom(tx: Tx, { customerId, kind, about }: NewFact): Promise<boolean> {
  const others = sql`${memoryFacts.customerId} = ${customerId} and not (${memoryFacts.kind} = ${kind} and ${memoryFacts.about} = ${about})`;
  const [row] = await tx.select({ count: sql<number>`count(*)::int` }).from(memoryFacts).where(others);
  if ((row?.count ?? 0) < MAX_FACTS) return true;
  const freed = await tx.execute(sql`
    delete from ${memoryFacts} where ${memoryFacts.id} = (
      select ${memoryFacts.id} from ${memoryFacts}
       where ${others} and (${memoryFacts.kind} in ('note', 'problem') or ${memoryFacts.expiresAt} <= clock_timestamp())
       order by ${memoryFacts.expiresAt} > clock_timestamp(), ${memoryFacts.kind}, ${memoryFacts.updatedAt} limit 1)
    returning 1`);
  return freed.length > 0;
}

export const expiryOf = (kind: FactKind) =>
  sql`clock_timestamp() + make_interval(days => ${EXPIRY_DAYS[kind]}::int)`;
