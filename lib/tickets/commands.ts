/**
 * What people and the assistant do to tickets. The assistant's writes are fenced (nothing lands after a
 * takeover) and answer a repeated tool call with what the first one did.
 */
import "server-only";
import { eq } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { customers } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { recordEvent } from "@/lib/audit/record";
import { authorize, holderOf } from "@/lib/auth/policy";
import { type AssistantViewer, actorOf, type CustomerViewer, type StaffViewer } from "@/lib/auth/viewer";
import { startConversation } from "@/lib/conversations/commands";
import { AppError, notFound } from "@/lib/core/errors";
import { idOfCall, newId } from "@/lib/core/ids";
import { consume, limits } from "@/lib/core/limits";
import { changedTicketLabel, openedTicketLabel } from "@/lib/effects/labels";
import { type Effect, recordEffect } from "@/lib/effects/record";
import { fence } from "@/lib/runs/fence";
import { judgePatch, refusalText } from "./lifecycle";
import { byKey, type LockedTicket, loadTicket, lockTicket } from "./queries";
import type { CommentInput, OpenInput, TicketFull, TicketKey, TicketPatch, TicketStatus } from "./schema";
import { alreadyDone, writePatch } from "./write";

export type TicketWriter = CustomerViewer | StaffViewer | AssistantViewer;
/** The tool call that asks; required of the assistant, meaningless for people. */
export type Call = { callId: string };

/** The call that an assistant writes for: without one, a replay could not be told from a new wish. */
function callOf(viewer: TicketWriter, call: Call | undefined): { runId: string; callId: string } | null {
  if (viewer.kind !== "assistant") return null;
  if (!call?.callId) throw new Error("the assistant writes only from a tool call");
  return { runId: viewer.runId, callId: call.callId };
}

/**
 * Opens a ticket in a conversation that the viewer sees. A customer may leave the conversation out: then the
 * ticket starts one. Throws `rate_limited` when a customer (or the assistant for them) opens too many.
 */
export async function openTicket(viewer: TicketWriter, input: OpenInput, call?: Call): Promise<TicketFull> {
  authorize(viewer, "ticket.open");
  const origin = callOf(viewer, call);
  const customerId =
    viewer.kind === "customer" ? viewer.userId : viewer.kind === "assistant" ? viewer.customerId : null;
  if (customerId) await consume([{ limit: limits.ticketsPerHour, key: customerId }]);
  const conversationId = await conversationFor(viewer, input);
  const id = origin ? idOfCall(origin.runId, origin.callId, "ticket") : newId();

  return as(viewer, async (tx) => {
    if (viewer.kind === "assistant") await fence(tx, viewer);
    const of = await placeOf(tx, conversationId);
    if (customerId && of.customerId !== customerId) throw notFound("Conversation");
    const [opened] = await tx
      .insert(tickets)
      .values({
        id,
        ...of,
        subject: input.subject,
        description: input.description,
        priority: input.priority,
        category: input.category,
        tags: input.tags,
        openedBy: actorOf(viewer).actorKind,
        originRunId: origin?.runId ?? null,
        originCallId: origin?.callId ?? null,
      })
      .onConflictDoNothing()
      .returning({ number: tickets.number });
    if (opened)
      await recordEvent(tx, viewer, {
        type: "ticket.opened",
        conversationId,
        customerId: of.customerId,
        subject: { type: "ticket", id },
        data: { number: opened.number, priority: input.priority, category: input.category },
      });
    if (opened && viewer.kind === "assistant" && origin)
      await recordEffect(tx, viewer, origin, {
        tool: "create_ticket",
        label: openedTicketLabel(opened.number),
        href: `/tickets/${opened.number}`,
        undo: { kind: "ticket.opened", ticketId: id },
      });
    return loadTicket(tx, viewer, eq(tickets.id, id));
  });
}

async function conversationFor(viewer: TicketWriter, input: OpenInput): Promise<string> {
  if (viewer.kind === "assistant") return viewer.conversationId;
  if (input.conversationId) return input.conversationId;
  if (viewer.kind === "customer")
    return (await startConversation(viewer, { subject: input.subject, person: false })).id;
  throw new AppError("invalid", "conversationId: is required", {
    fields: { conversationId: "is required" },
  });
}

/** Whose ticket it becomes: decided by the conversation, never by what was sent. */
async function placeOf(tx: Tx, conversationId: string) {
  const [row] = await tx
    .select({
      conversationId: conversations.id,
      customerId: conversations.customerId,
      organizationId: customers.organizationId,
    })
    .from(conversations)
    .leftJoin(customers, eq(customers.userId, conversations.customerId))
    .where(eq(conversations.id, conversationId));
  if (!row) throw notFound("Conversation");
  return row;
}

/**
 * Applies several acts to one ticket (status, priority, category, assignee, tags, comment) or none of them.
 * Throws `conflict` when the rules refuse, `not_found` for a foreign ticket.
 */
export async function applyTicketPatch(
  viewer: TicketWriter,
  key: TicketKey,
  patch: TicketPatch,
  call?: Call,
): Promise<TicketFull> {
  if (Object.keys(patch).some((field) => field !== "comment")) authorize(viewer, "ticket.update");
  if (patch.comment) authorize(viewer, "ticket.comment");
  if (patch.assigneeId !== undefined) authorize(viewer, "ticket.assign");
  const origin = callOf(viewer, call);
  return as(viewer, async (tx) => {
    // The conversation's row is locked before the ticket's, here and everywhere.
    if (viewer.kind === "assistant") await fence(tx, viewer);
    const ticket = await lockTicket(tx, viewer, byKey(key));
    if (origin && (await alreadyDone(tx, ticket.id, origin)))
      return loadTicket(tx, viewer, eq(tickets.id, ticket.id));
    const verdict = judgePatch(holderOf(viewer), ticket.status, patch);
    if (!verdict.ok)
      throw new AppError(
        verdict.because === "not_allowed" ? "forbidden" : "conflict",
        refusalText(verdict.because),
      );
    await writePatch(tx, viewer, ticket, { ...patch, status: verdict.status }, origin);
    const effect = effectOf(ticket, patch, verdict.status);
    if (viewer.kind === "assistant" && origin && (effect.undo || patch.comment))
      await recordEffect(tx, viewer, origin, effect);
    return loadTicket(tx, viewer, eq(tickets.id, ticket.id));
  });
}

/** What the customer is told of a patch by the assistant. A comment stays said; the rest can be put back. */
function effectOf(ticket: LockedTicket, patch: TicketPatch, status: TicketStatus): Effect {
  const { number, priority } = ticket;
  const before = {
    ...(status === ticket.status ? {} : { status: ticket.status }),
    ...(patch.priority && patch.priority !== priority ? { priority } : {}),
  };
  const after = {
    ...("status" in before ? { status } : {}),
    ...("priority" in before ? { priority: patch.priority } : {}),
  };
  const changed = Object.keys(before).length > 0;
  return {
    tool: "update_ticket",
    label: changedTicketLabel(number, { ...patch, commented: patch.comment !== undefined }),
    href: `/tickets/${number}`,
    undo: changed ? { kind: "ticket.changed", ticketId: ticket.id, before, after } : null,
  };
}

/** Adds one comment; a customer's comment opens a pending or resolved ticket again. */
export const commentOnTicket = (
  viewer: TicketWriter,
  key: TicketKey,
  comment: CommentInput,
  call?: Call,
): Promise<TicketFull> => applyTicketPatch(viewer, key, { comment }, call);

export const closeTicket = (viewer: TicketWriter, key: TicketKey, call?: Call) =>
  applyTicketPatch(viewer, key, { status: "closed" }, call);

export const reopenTicket = (viewer: TicketWriter, key: TicketKey, call?: Call) =>
  applyTicketPatch(viewer, key, { status: "open" }, call);

export const changePriority = (
  viewer: StaffViewer | AssistantViewer,
  key: TicketKey,
  priority: NonNullable<TicketPatch["priority"]>,
  call?: Call,
) => applyTicketPatch(viewer, key, { priority }, call);

/** Gives the ticket to an active member of staff, or to nobody. */
export const assignTicket = (viewer: StaffViewer, key: TicketKey, assigneeId: string | null) =>
  applyTicketPatch(viewer, key, { assigneeId });
