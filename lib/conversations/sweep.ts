/**
 * What nobody does by hand: a conversation whose agent fell silent goes back to the queue, and one that has waited
 * longer than promised is told to the customer and the team. Every minute, by whichever instance is first; locked
 * rows are somebody's at this moment and are left alone. All times are the database's.
 */
import "server-only";
import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { conversations, type HandoverPackage } from "@/db/schema/conversations";
import { users } from "@/db/schema/people";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { SystemViewer } from "@/lib/auth/viewer";
import { env } from "@/lib/core/env";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { appendNotice } from "@/lib/messages/write";
import { notifyIn } from "@/lib/notifications/commands";
import { alertTeam } from "./alerts";
import { buildPackage, type Findings, findingsOf } from "./handover";
import { type Held, transition } from "./hold";
import { LONGER_THAN_HOPED, openingNow, secondsWaited, tellWhenBack } from "./waiting";

/** Conversations of one round; the next round begins where they no longer match. */
const BATCH = 50;

export type Swept = { requeued: number; told: number };

/** Answers how many conversations went back to the queue, and of how many the wait was told. */
export async function sweepConversations(viewer: SystemViewer): Promise<Swept> {
  authorize(viewer, "conversation.sweep");
  const requeued = await inBatches(viewer, leftUnanswered(), (id) => requeue(viewer, id));
  const overdue = await waitedTooLong(viewer);
  const told = overdue ? await inBatches(viewer, overdue, (id) => tellWait(viewer, id, overdue)) : 0;
  return { requeued, told };
}

/** Every match once, each in a transaction of its own; ends when a round has nothing more that it can have. */
async function inBatches(
  viewer: SystemViewer,
  due: SQL,
  act: (id: string) => Promise<boolean>,
): Promise<number> {
  let total = 0;
  for (;;) {
    const found = await as(viewer, (tx) =>
      tx
        .select({ id: conversations.id })
        .from(conversations)
        .where(due)
        .orderBy(asc(conversations.waitingSince))
        .limit(BATCH),
    );
    let done = 0;
    for (const { id } of found) if (await attempt(id, act)) done++;
    total += done;
    if (done === 0 || found.length < BATCH) return total;
  }
}

/** One conversation that fails must not keep the others waiting. */
async function attempt(id: string, act: (id: string) => Promise<boolean>): Promise<boolean> {
  try {
    return await act(id);
  } catch (error) {
    log().error({ conversationId: id, err: error }, "a waiting conversation could not be swept");
    return false;
  }
}

const minutesAgo = (minutes: number) => sql`clock_timestamp() - make_interval(mins => ${minutes}::int)`;

/**
 * An agent has it, the customer waits for an answer, and the agent has shown no sign of life since: neither taken it
 * nor written a reply or a note. An agent who has left the team shows none from the start.
 */
function leftUnanswered(): SQL {
  const minutes = env().REQUEUE_AFTER_MINUTES;
  const left = sql`not exists (select 1 from users u
    where u.id = ${conversations.ownerId} and u.status = 'active' and u.role <> 'customer')`;
  const silent = sql`coalesce(${conversations.waitingSince}, ${conversations.lastMessageAt}) < ${minutesAgo(minutes)}
    and not exists (select 1 from messages m where m.conversation_id = ${conversations.id}
      and (m.kind = 'handover' or m.author_id = ${conversations.ownerId}) and m.created_at > ${minutesAgo(minutes)})`;
  return sql`${conversations.ownerKind} = 'agent' and ${conversations.awaitingReply}
    and ${conversations.status} <> 'resolved' and (${left}${minutes > 0 ? sql` or (${silent})` : sql``})`;
}

async function requeue(viewer: SystemViewer, id: string): Promise<boolean> {
  const findings = await findingsOf(id);
  return as(viewer, async (tx) => {
    const held = await lockIfDue(tx, id, leftUnanswered());
    if (!held?.ownerId) return false;
    const agentId = held.ownerId;
    const waitedSeconds = await secondsWaited(tx, held);
    const { held: queued } = await transition(
      tx,
      viewer,
      held,
      { type: "requeue" },
      {
        by: "Support",
        // The line in the thread tells the customer of the wait; the target counts from it.
        change: { handover: await unansweredPackage(tx, held, findings), waitToldAt: sql`clock_timestamp()` },
        data: { reason: "unanswered", agentId, waitedSeconds },
      },
    );
    await tellWhenBack(tx, viewer, queued);
    await notifyIn(
      tx,
      viewer,
      {
        userId: agentId,
        method: "in_app",
        subject: "A conversation of yours is back in the queue",
        body: `${await nameOfCustomer(tx, held)} was still waiting for your answer, so the next person who is free will give it. Nothing is lost: claim it again if you are back.`,
        conversationId: id,
      },
      { id: newId(), dedupeKey: `requeued:${id}:${queued.epoch}` },
    );
    return true;
  });
}

/** What was handed over before still holds; what is new is that nobody answered the last message. */
async function unansweredPackage(tx: Tx, held: Held, findings: Findings): Promise<HandoverPackage> {
  const reason = "unanswered";
  const given = { findings, reason, urgency: held.urgency, requestedBy: "system" } as const;
  const fresh = await buildPackage(tx, held, given);
  if (!held.handover) return fresh;
  const { openQuestion, at, requestedBy, nextStep, mood } = fresh;
  return { ...held.handover, reason, openQuestion, at, requestedBy, nextStep, mood };
}

/**
 * In the queue for longer than the target since the customer joined it, was last told, or people came in this
 * morning; null while nobody is there to be alerted.
 */
async function waitedTooLong(viewer: SystemViewer): Promise<SQL | null> {
  const opening = await as(viewer, openingNow);
  if (opening && !opening.open) return null;
  const opened = opening ? sql`, ${opening.since.toISOString()}::timestamptz` : sql``;
  return sql`${conversations.ownerKind} = 'queue' and ${conversations.status} <> 'resolved'
    and ${conversations.waitingSince} < ${minutesAgo(env().FIRST_REPLY_TARGET_MINUTES)}
    and greatest(${conversations.waitingSince}, ${conversations.waitToldAt}${opened})
      < ${minutesAgo(env().FIRST_REPLY_TARGET_MINUTES)}`;
}

async function tellWait(viewer: SystemViewer, id: string, due: SQL): Promise<boolean> {
  return as(viewer, async (tx) => {
    const held = await lockIfDue(tx, id, due);
    if (!held) return false;
    const told = await appendNotice(tx, viewer, held, LONGER_THAN_HOPED, {
      waitToldAt: sql`clock_timestamp()`,
    });
    const waitedSeconds = await secondsWaited(tx, told);
    await recordEvent(tx, viewer, {
      type: "conversation.wait_exceeded",
      conversationId: id,
      customerId: held.customerId,
      audience: "staff",
      data: { waitedSeconds, targetMinutes: env().FIRST_REPLY_TARGET_MINUTES },
    });
    const minutes = Math.max(1, Math.round((waitedSeconds ?? 0) / 60));
    await alertTeam(tx, viewer, {
      round: told.seq,
      withinMinutes: env().FIRST_REPLY_TARGET_MINUTES,
      subject: "Somebody is waiting longer than promised",
      body: `${await nameOfCustomer(tx, held)} has been waiting for a person for ${minutes} minutes. Claim the conversation from the queue.`,
      conversationId: id,
    });
    return true;
  });
}

/** The row, if it is nobody else's at this moment and what was found about it is still so. */
async function lockIfDue(tx: Tx, id: string, due: SQL): Promise<Held | null> {
  const [held] = await tx
    .select()
    .from(conversations)
    .where(and(eq(conversations.id, id), due))
    .for("update", { skipLocked: true });
  return held ?? null;
}

async function nameOfCustomer(tx: Tx, held: Held): Promise<string> {
  const [row] = await tx.select({ name: users.name }).from(users).where(eq(users.id, held.customerId));
  return row?.name ?? "A customer";
}
