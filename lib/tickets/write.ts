/** The writing half of ticket commands: each changed field is one column and one event, under the row lock. */
import "server-only";
import { and, eq, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { users } from "@/db/schema/people";
import { ticketComments, tickets } from "@/db/schema/tickets";
import { recordEvent } from "@/lib/audit/record";
import { type AssistantViewer, actorOf, type CustomerViewer, type StaffViewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/core/errors";
import { idOfCall, newId } from "@/lib/core/ids";
import type { LockedTicket } from "./queries";
import type { CommentInput, TicketPatch } from "./schema";

type Writer = CustomerViewer | StaffViewer | AssistantViewer;
type Origin = { runId: string; callId: string } | null;

const keyOf = (origin: NonNullable<Origin>) => `${origin.runId}:${origin.callId}`;

/** Whether this tool call has already changed this ticket: the log remembers, whatever happened since. */
export async function alreadyDone(tx: Tx, ticketId: string, origin: NonNullable<Origin>): Promise<boolean> {
  const [row] = await tx
    .select({ id: events.id })
    .from(events)
    .where(
      and(
        eq(events.subjectType, "ticket"),
        eq(events.subjectId, ticketId),
        sql`${events.data} ->> 'call' = ${keyOf(origin)}`,
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** Writes what differs. The caller has judged the patch; `patch.status` is the status after it. */
export async function writePatch(
  tx: Tx,
  viewer: Writer,
  ticket: LockedTicket,
  patch: TicketPatch,
  origin: Origin,
): Promise<void> {
  if (patch.assigneeId && patch.assigneeId !== ticket.assigneeId)
    await requireActiveStaff(tx, patch.assigneeId);
  const changes = changesOf(ticket, patch);
  if (changes.length === 0 && !patch.comment) return;
  const now = sql`clock_timestamp()`;
  await tx
    .update(tickets)
    .set({
      ...Object.assign({}, ...changes.map((change) => change.set)),
      ...(patch.status && patch.status !== ticket.status
        ? { closedAt: patch.status === "closed" ? now : null }
        : {}),
      updatedAt: now,
    })
    .where(eq(tickets.id, ticket.id));
  if (patch.comment) await addComment(tx, viewer, ticket, patch.comment, origin);
  for (const change of changes) {
    await recordEvent(tx, viewer, {
      type: change.type,
      conversationId: ticket.conversationId,
      customerId: ticket.customerId,
      audience: change.audience ?? "everyone",
      subject: { type: "ticket", id: ticket.id },
      data: { number: ticket.number, ...change.data, ...(origin ? { call: keyOf(origin) } : {}) },
    });
  }
}

type FieldChange = {
  type: string;
  set: Partial<typeof tickets.$inferInsert>;
  audience?: "staff";
  data: Record<string, unknown>;
};

function changesOf(ticket: LockedTicket, patch: TicketPatch): FieldChange[] {
  const changes: FieldChange[] = [];
  const { status, priority, category, assigneeId, tags } = patch;
  if (status && status !== ticket.status)
    changes.push({
      type: "ticket.status_changed",
      set: { status },
      data: { from: ticket.status, to: status },
    });
  if (priority && priority !== ticket.priority)
    changes.push({
      type: "ticket.priority_changed",
      set: { priority },
      data: { from: ticket.priority, to: priority },
    });
  if (category && category !== ticket.category)
    changes.push({
      type: "ticket.category_changed",
      set: { category },
      data: { from: ticket.category, to: category },
    });
  if (assigneeId !== undefined && assigneeId !== ticket.assigneeId)
    changes.push({
      type: "ticket.assigned",
      set: { assigneeId },
      data: { from: ticket.assigneeId, to: assigneeId },
    });
  if (tags && tags.join("\n") !== ticket.tags.join("\n"))
    changes.push({ type: "ticket.tagged", set: { tags }, audience: "staff", data: { tags: tags.length } });
  return changes;
}

async function addComment(
  tx: Tx,
  viewer: Writer,
  ticket: LockedTicket,
  comment: CommentInput,
  origin: Origin,
): Promise<void> {
  const { actorKind, actorId } = actorOf(viewer);
  const id = origin ? idOfCall(origin.runId, origin.callId, "comment") : newId();
  await tx.insert(ticketComments).values({
    id,
    ticketId: ticket.id,
    customerId: ticket.customerId,
    authorKind: actorKind,
    authorId: actorId,
    authorName: viewer.kind === "assistant" ? "Assistant" : viewer.name,
    audience: comment.audience,
    text: comment.text,
    originRunId: origin?.runId ?? null,
    originCallId: origin?.callId ?? null,
  });
  await recordEvent(tx, viewer, {
    type: "ticket.commented",
    conversationId: ticket.conversationId,
    customerId: ticket.customerId,
    audience: comment.audience,
    subject: { type: "ticket", id: ticket.id },
    data: { number: ticket.number, commentId: id, ...(origin ? { call: keyOf(origin) } : {}) },
  });
}

async function requireActiveStaff(tx: Tx, userId: string): Promise<void> {
  const [row] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), ne(users.role, "customer"), eq(users.status, "active")));
  if (!row)
    throw new AppError("invalid", "assigneeId: is not an active member of the team", {
      fields: { assigneeId: "is not an active member of the team" },
    });
}
