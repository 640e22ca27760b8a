/**
 * What an earlier episode came to. When a resolved conversation is opened again, the assistant begins anew: it reads
 * these few lines instead of the old messages, handover and instruction, so that it neither repeats itself nor loops.
 */
import "server-only";
import { and, asc, desc, eq, gt, inArray, isNull, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type EpisodeSummary, messages } from "@/db/schema/conversations";
import { users } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { oneLine } from "./excerpt";
import type { Change, Held } from "./hold";

/** Earlier episodes that are kept in mind. */
const KEPT = 5;
/** Characters; a whole summary must fit into one fact of the instructions (300). */
const QUESTION = 80;
const OUTCOME = 96;
const TICKETS = 5;

/** The columns with which a resolved conversation, whose row this transaction holds, begins its next episode. */
export async function nextEpisode(tx: Tx, held: Held): Promise<Change> {
  const summary = await summarize(tx, held);
  return {
    episodeSeq: held.seq,
    previously: [...held.previously, summary].slice(-KEPT),
    handover: null,
    urgency: "medium",
  };
}

/** Assembled from what is stored; nothing is asked of a model. */
async function summarize(tx: Tx, held: Held): Promise<EpisodeSummary> {
  const inEpisode = and(
    eq(messages.conversationId, held.id),
    gt(messages.seq, held.episodeSeq),
    eq(messages.kind, "message"),
  );
  const [question] = await tx
    .select({ text: messages.text })
    .from(messages)
    .where(and(inEpisode, eq(messages.authorKind, "customer")))
    .orderBy(asc(messages.seq))
    .limit(1);
  const [answer] = await tx
    .select({ text: messages.text })
    .from(messages)
    .where(and(inEpisode, inArray(messages.authorKind, ["assistant", "staff"]), isNull(messages.incomplete)))
    .orderBy(desc(messages.seq))
    .limit(1);
  const opened = await tx
    .select({ number: tickets.number })
    .from(tickets)
    .where(and(eq(tickets.conversationId, held.id), sinceReopened(held)))
    .orderBy(desc(tickets.number))
    .limit(TICKETS);
  return {
    episode: held.episode,
    resolvedAt: (held.resolvedAt ?? held.lastMessageAt).toISOString(),
    resolution: held.resolution,
    subject: held.subject,
    question: question ? oneLine(question.text, QUESTION) : null,
    outcome: answer ? oneLine(answer.text, OUTCOME) : null,
    tickets: opened.map((ticket) => ticket.number).reverse(),
  };
}

/** The present episode began with the line that says so; the first one, with the conversation. */
const sinceReopened = (held: Held) =>
  held.episodeSeq === 0
    ? undefined
    : sql`${tickets.createdAt} >= (select m.created_at from messages m
        where m.conversation_id = ${held.id} and m.seq = ${held.episodeSeq + 1})`;

/** Whether the agent who had the conversation can no longer answer in it. */
export async function hasHolderLeft(tx: Tx, held: Held): Promise<boolean> {
  if (held.ownerKind !== "agent" || !held.ownerId) return false;
  const [active] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, held.ownerId), eq(users.status, "active"), ne(users.role, "customer")));
  return !active;
}

/** Earlier episodes as short facts for the assistant's instructions. Pure. */
export function episodeFacts(previously: readonly EpisodeSummary[]): string[] {
  if (previously.length === 0) return [];
  return [
    "This conversation was resolved before and has been opened again. What is quoted of earlier is over; answer what the customer writes now.",
    ...previously.map((earlier) =>
      [
        `Earlier, resolved on ${earlier.resolvedAt.slice(0, 10)} (${howItEnded(earlier)}):`,
        earlier.question
          ? `asked ${quote(earlier.question)}.`
          : `about ${quote(earlier.subject ?? "nothing in particular")}.`,
        earlier.outcome ? `Last answer ${quote(earlier.outcome)}.` : "Nothing was answered.",
        earlier.tickets.length > 0
          ? `Tickets ${earlier.tickets.map((number) => `#${number}`).join(", ")}.`
          : "",
      ]
        .filter(Boolean)
        .join(" "),
    ),
  ];
}

const howItEnded = ({ resolution }: EpisodeSummary) =>
  resolution === "confirmed" ? "the customer said so" : "nobody objected";

/** What people wrote stays a quotation: it cannot end its own quotation marks. */
const quote = (text: string) => `"${text.replaceAll('"', "'")}"`;
