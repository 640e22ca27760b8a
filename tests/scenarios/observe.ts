/** What a turn, or a whole conversation, came to: read as its customer and as staff, the journal as the system. */
import { and, asc, desc, eq, gt, inArray, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { conversations, messages } from "@/db/schema/conversations";
import { memoryFacts } from "@/db/schema/memory";
import { customers, notifications } from "@/db/schema/people";
import { runSteps, runs } from "@/db/schema/runs";
import { identityChecks, refunds, toolEffects } from "@/db/schema/tools";
import { listApprovals } from "@/lib/approvals/queries";
import { type CustomerViewer, type StaffViewer, systemViewer } from "@/lib/auth/viewer";
import { getConversation } from "@/lib/conversations/queries";
import { getCustomer } from "@/lib/customers/queries";
import { listMessages } from "@/lib/messages/queries";
import { getTicket, listTicketComments, listTickets } from "@/lib/tickets/queries";
import type { Observed, ObservedCall, Row } from "./check";

const system = systemViewer("scenarios");

export type Scene = { customer: CustomerViewer; agent: StaffViewer; conversationId: string };
/** What was there before: entries up to `seq`, and the steps that had ended. */
export type Mark = { seq: number; ended: ReadonlySet<string> };
export const start: Mark = { seq: 0, ended: new Set() };

type Step = ObservedCall & { key: string; isOver: boolean };

async function stepsOf(conversationId: string): Promise<Step[]> {
  const rows = await as(system, (tx) =>
    tx
      .select({
        runId: runSteps.runId,
        n: runSteps.n,
        name: runSteps.name,
        args: runSteps.args,
        result: runSteps.result,
        state: runSteps.state,
      })
      .from(runSteps)
      .innerJoin(runs, eq(runs.id, runSteps.runId))
      .where(and(eq(runs.conversationId, conversationId), eq(runSteps.kind, "tool")))
      .orderBy(asc(runs.createdAt), asc(runSteps.n)),
  );
  return rows.map(({ runId, n, name, args, result, state }) => ({
    key: `${runId}:${n}:${state === "running" ? "open" : "over"}`,
    isOver: state !== "running",
    name,
    args,
    result,
    failed: state === "failed",
  }));
}

export async function markOf({ customer, conversationId }: Scene): Promise<Mark> {
  const [{ items }, steps] = await Promise.all([
    listMessages(customer, conversationId, { before: 2_000_000_000, limit: 1 }),
    stepsOf(conversationId),
  ]);
  return { seq: items.at(-1)?.seq ?? 0, ended: new Set(steps.map(({ key }) => key)) };
}

/** @param worked the runs that were at work meanwhile, in order. */
export async function observe(
  scene: Scene,
  since: Mark,
  worked: readonly string[],
  read: readonly string[],
  seconds: number,
): Promise<Observed> {
  const { customer, agent, conversationId } = scene;
  const [{ items }, held, steps, run, reading, tickets, own] = await Promise.all([
    listMessages(customer, conversationId, { after: since.seq, limit: 200 }),
    getConversation(agent, conversationId),
    stepsOf(conversationId),
    runOf(conversationId, worked),
    lastReading(conversationId),
    ticketsOf(customer),
    belongingsOf(customer),
  ]);
  const answers = items.filter((item) => item.author.kind === "assistant" && item.kind === "message");
  const notices = items.filter((item) => item.kind === "notice");
  const wentToQueue = items.some(
    (item) => item.passed?.to.kind === "queue" && item.passed.from.kind === "assistant",
  );
  const handover = held.handover;
  return {
    text: answers.map((item) => item.text).join("\n\n"),
    notices: notices.map((item) => item.text),
    calls: steps.filter(({ key }) => !since.ended.has(key)),
    citations: [...new Set(answers.flatMap((item) => item.citations.map(({ href }) => slugOf(href))))],
    receipts: [...answers, ...notices].flatMap((item) => item.receipts as Row[]),
    owner: held.owner.kind,
    status: held.status,
    episode: held.episode,
    escalated: wentToQueue && handover ? { reason: handover.reason, urgency: handover.urgency } : null,
    package: (handover as Row | null) ?? null,
    run: run?.state ?? "none",
    fallback: answers.some((item) => item.fallback),
    reading: reading.reading,
    topics: reading.topics,
    tickets,
    approvals: (await listApprovals(agent, conversationId)) as unknown as Row[],
    modelRead: read.join("\n"),
    seconds,
    ...own,
  };
}

const slugOf = (href: string) => href.replace(/^\/help\//, "").split("#")[0] ?? href;

async function runOf(conversationId: string, worked: readonly string[]) {
  const last = worked.at(-1);
  const [row] = await as(system, (tx) =>
    tx
      .select({ state: runs.state })
      .from(runs)
      .where(last ? eq(runs.id, last) : eq(runs.conversationId, conversationId))
      .orderBy(desc(runs.createdAt))
      .limit(1),
  );
  return row;
}

/** How the newest message of the customer was understood, and the topics that the dialogue knows of. */
async function lastReading(conversationId: string): Promise<Pick<Observed, "reading" | "topics">> {
  const [[said], [stored]] = await as(system, (tx) =>
    Promise.all([
      tx
        .select({ reading: messages.reading })
        .from(messages)
        .where(and(eq(messages.conversationId, conversationId), eq(messages.authorKind, "customer")))
        .orderBy(desc(messages.seq))
        .limit(1),
      tx
        .select({ dialogue: conversations.dialogue })
        .from(conversations)
        .where(eq(conversations.id, conversationId)),
    ]),
  );
  return { reading: said?.reading ?? null, topics: topicsIn(stored?.dialogue) };
}

/** The stored dialogue is the assistant's own affair; its topics are a list of that name somewhere in it. */
function topicsIn(value: unknown): Row[] {
  if (typeof value !== "object" || value === null) return [];
  if ("topics" in value && Array.isArray(value.topics)) return value.topics as Row[];
  for (const inner of Object.values(value)) {
    const found = topicsIn(inner);
    if (found.length > 0) return found;
  }
  return [];
}

async function ticketsOf(customer: CustomerViewer): Promise<Row[]> {
  const { items } = await listTickets(customer, { limit: 20 });
  return Promise.all(
    items.map(async ({ id }) => {
      const [ticket, { items: comments }] = await Promise.all([
        getTicket(customer, id),
        listTicketComments(customer, id, { limit: 20 }),
      ]);
      return { ...ticket, comments: comments.map(({ text }) => text) };
    }),
  );
}

async function belongingsOf(customer: CustomerViewer) {
  const { userId } = customer;
  const profile = await getCustomer(customer, userId);
  return as(system, async (tx) => ({
    notifications: await tx.select().from(notifications).where(eq(notifications.userId, userId)),
    identity: await tx
      .select({ state: identityChecks.state, tries: identityChecks.tries })
      .from(identityChecks)
      .where(eq(identityChecks.customerId, userId)),
    refunds: await tx.select().from(refunds).where(eq(refunds.customerId, userId)),
    memory: await tx
      .select()
      .from(memoryFacts)
      .where(and(eq(memoryFacts.customerId, userId), gt(memoryFacts.expiresAt, sql`clock_timestamp()`))),
    effects: await tx.select().from(toolEffects).where(eq(toolEffects.customerId, userId)),
    profile: {
      ...profile,
      ...(await tx
        .select({ address: customers.address, memoryEnabled: customers.memoryEnabled })
        .from(customers)
        .where(eq(customers.userId, userId))
        .then(([row]) => row)),
    } as Row,
  }));
}

/** Runs of the conversation that nobody has begun. */
export async function queuedRuns(conversationId: string): Promise<string[]> {
  const rows = await as(system, (tx) =>
    tx
      .select({ id: runs.id })
      .from(runs)
      .where(and(eq(runs.conversationId, conversationId), inArray(runs.state, ["queued"]))),
  );
  return rows.map(({ id }) => id);
}

/** Tokens of all runs of these conversations. */
export async function tokensOf(
  conversationIds: readonly string[],
): Promise<{ input: number; output: number }> {
  const rows = await as(system, (tx) =>
    tx
      .select({ usage: runs.usage })
      .from(runs)
      .where(inArray(runs.conversationId, [...conversationIds])),
  );
  const sum = (key: "inputTokens" | "outputTokens") =>
    rows.reduce((all, { usage }) => all + (usage?.[key] ?? 0), 0);
  return { input: sum("inputTokens"), output: sum("outputTokens") };
}
