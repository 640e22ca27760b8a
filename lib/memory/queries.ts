/** Reading what is remembered: customers their own, staff what the assistant goes by, the assistant before a turn. */
import "server-only";
import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { memoryFacts } from "@/db/schema/memory";
import { customers } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { authorize } from "@/lib/auth/policy";
import type { AssistantViewer, UserViewer } from "@/lib/auth/viewer";
import { notFound } from "@/lib/core/errors";
import { linesOf } from "./lines";
import { labelOf, MAX_FACTS } from "./policy";
import type { Memory } from "./schema";

/** What is past its time is gone, whether or not the clean-up has come by. */
const inForce = gt(memoryFacts.expiresAt, sql`clock_timestamp()`);

/** Whether memory is on, and every fact that is in force, the newest first. */
export async function getMemory(viewer: UserViewer, customerId: string): Promise<Memory> {
  authorize(viewer, "memory.read");
  if (viewer.kind === "customer" && viewer.userId !== customerId) throw notFound("Customer");
  return as(viewer, async (tx) => {
    const [[customer], rows] = await Promise.all([
      tx.select({ enabled: customers.memoryEnabled }).from(customers).where(eq(customers.userId, customerId)),
      tx
        .select({
          id: memoryFacts.id,
          kind: memoryFacts.kind,
          about: memoryFacts.about,
          text: memoryFacts.text,
          solution: memoryFacts.solution,
          writtenBy: memoryFacts.writtenBy,
          createdAt: memoryFacts.createdAt,
          updatedAt: memoryFacts.updatedAt,
          expiresAt: memoryFacts.expiresAt,
          conversationId: conversations.id,
          subject: conversations.subject,
        })
        .from(memoryFacts)
        .leftJoin(
          conversations,
          and(
            eq(conversations.id, memoryFacts.conversationId),
            eq(conversations.customerId, memoryFacts.customerId),
          ),
        )
        .where(and(eq(memoryFacts.customerId, customerId), inForce))
        .orderBy(desc(memoryFacts.updatedAt), asc(memoryFacts.id))
        .limit(MAX_FACTS),
    ]);
    if (!customer) throw notFound("Customer");
    const facts = rows.map(({ about, conversationId, subject, ...fact }) => ({
      ...fact,
      label: labelOf(fact.kind, about),
      conversation: conversationId ? { id: conversationId, subject } : null,
    }));
    return { enabled: customer.enabled, facts };
  });
}

/** Open tickets that are named in the lines. */
const OPEN_TICKETS = 3;

/**
 * What the assistant knows of its customer from before, as short dated lines for its instructions: data, each in
 * quotation marks. Empty when memory is off, or nothing is known.
 */
export async function memoryLines(viewer: AssistantViewer): Promise<string[]> {
  authorize(viewer, "memory.read");
  const isOn = sql`exists (select 1 from ${customers} where ${customers.userId} = ${viewer.customerId} and ${customers.memoryEnabled})`;
  return as(viewer, async (tx) => {
    const [facts, open] = await Promise.all([
      tx
        .select({
          kind: memoryFacts.kind,
          about: memoryFacts.about,
          text: memoryFacts.text,
          solution: memoryFacts.solution,
          updatedAt: memoryFacts.updatedAt,
        })
        .from(memoryFacts)
        .where(and(eq(memoryFacts.customerId, viewer.customerId), inForce, isOn))
        .orderBy(desc(memoryFacts.updatedAt), asc(memoryFacts.id))
        .limit(MAX_FACTS),
      tx
        .select({ number: tickets.number, subject: tickets.subject })
        .from(tickets)
        .where(
          and(eq(tickets.customerId, viewer.customerId), sql`${tickets.status} in ('open', 'pending')`, isOn),
        )
        .orderBy(desc(tickets.number))
        .limit(OPEN_TICKETS),
    ]);
    return linesOf(facts, open);
  });
}
