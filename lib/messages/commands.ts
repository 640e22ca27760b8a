/** What people write: a customer's message, an agent's reply or note, a rating. */
import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { as, asByKey, type Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import { authorize } from "@/lib/auth/policy";
import type { CustomerViewer, StaffViewer } from "@/lib/auth/viewer";
import { hasHolderLeft, nextEpisode } from "@/lib/conversations/episodes";
import { type Held, lockConversation, queueRun, transition } from "@/lib/conversations/hold";
import { AppError, notFound } from "@/lib/core/errors";
import { findLiveRunIn, liveRunAfter } from "@/lib/runs/queries";
import type { PostInput } from "./schema";
import { appendMessage } from "./write";

export type Posted = {
  seq: number;
  /** The run that answers this message; null when a person does. */
  runId: string | null;
  /** True when the run is new and the caller must start it. */
  starts: boolean;
};

const subjectOf = (text: string) => text.replace(/\s+/g, " ").slice(0, 80);

/**
 * Stores a customer's message once, whatever the network repeats. A newer message supersedes the live run,
 * so that a burst gets one answer. The same id with other text is a `conflict`.
 */
export async function postMessage(
  viewer: CustomerViewer,
  conversationId: string,
  input: PostInput,
): Promise<Posted> {
  authorize(viewer, "message.post");
  return asByKey(viewer, async (tx) => {
    // Sent together; the second is answered after the first has the lock.
    const [held, before] = await Promise.all([
      lockConversation(tx, viewer, conversationId),
      sentBefore(tx, conversationId, input),
    ]);
    if (before)
      return { seq: before.seq, runId: await liveRunAfter(tx, conversationId, before.seq), starts: false };

    const reopens = held.status === "resolved";
    const act = { type: "customerWrites", holderLeft: reopens && (await hasHolderLeft(tx, held)) } as const;
    const opened = await transition(tx, viewer, held, act, {
      by: viewer.name,
      change: reopens ? await nextEpisode(tx, held) : {},
    });
    const written = await appendMessage(
      tx,
      viewer,
      opened.held,
      { id: input.id, authorName: viewer.name, text: input.text },
      {
        awaitingReply: true,
        status: "open",
        subject: held.subject ?? subjectOf(input.text),
        waitingSince: opened.held.waitingSince ?? (opened.passed.startsTurn ? null : sql`clock_timestamp()`),
      },
    );
    const runId = opened.passed.startsTurn ? await queueRun(tx, written, viewer.sessionId) : null;
    return { seq: written.seq, runId, starts: runId !== null };
  });
}

/** Asks for another answer to the last message, after one failed or was stopped. A live run is joined. */
export async function retryAnswer(
  viewer: CustomerViewer,
  conversationId: string,
): Promise<{ runId: string; starts: boolean }> {
  authorize(viewer, "message.post");
  return as(viewer, async (tx) => {
    const held = await lockConversation(tx, viewer, conversationId);
    if (held.ownerKind !== "assistant" || held.status === "resolved")
      throw new AppError("conflict", "The assistant does not have this conversation now.");
    const [asked] = await tx
      .select({ seq: messages.seq })
      .from(messages)
      .where(and(eq(messages.conversationId, conversationId), eq(messages.authorKind, "customer")))
      .orderBy(desc(messages.seq))
      .limit(1);
    if (!asked) throw new AppError("conflict", "There is no message to answer yet.");
    const live = await findLiveRunIn(tx, conversationId);
    if (live) return { runId: live, starts: false };
    return { runId: await queueRun(tx, held, viewer.sessionId), starts: true };
  });
}

/** A public answer by staff; takes the conversation over when the writer does not hold it. */
export async function postReply(
  viewer: StaffViewer,
  conversationId: string,
  input: PostInput,
): Promise<{ seq: number }> {
  authorize(viewer, "message.reply");
  return asByKey(viewer, async (tx) => {
    const held = await lockConversation(tx, viewer, conversationId);
    const before = await sentBefore(tx, conversationId, input);
    if (before) return before;
    const act = { type: "staffReplies", agentId: viewer.userId } as const;
    const opened = await transition(tx, viewer, held, act, { by: viewer.name });
    return appendMessage(
      tx,
      viewer,
      opened.held,
      { id: input.id, authorName: viewer.name, text: input.text },
      { awaitingReply: false, waitingSince: null, status: "pending" },
    );
  });
}

/** A note for staff eyes; changes nothing about who holds the conversation. */
export async function addNote(
  viewer: StaffViewer,
  conversationId: string,
  input: PostInput,
): Promise<{ seq: number }> {
  authorize(viewer, "message.note");
  return as(viewer, async (tx) => {
    const held = await lockConversation(tx, viewer, conversationId);
    const before = await sentBefore(tx, conversationId, input);
    if (before) return before;
    return appendMessage(tx, viewer, held, {
      id: input.id,
      authorName: viewer.name,
      text: input.text,
      kind: "note",
    });
  });
}

/** The customer's verdict on one answer of the assistant; null takes it back. */
export async function rateMessage(
  viewer: CustomerViewer,
  conversationId: string,
  messageId: string,
  rating: "helpful" | "not_helpful" | null,
): Promise<void> {
  authorize(viewer, "message.rate");
  await as(viewer, async (tx) => {
    const [row] = await tx
      .update(messages)
      .set({ rating })
      .where(
        and(
          eq(messages.conversationId, conversationId),
          eq(messages.id, messageId),
          eq(messages.customerId, viewer.userId),
          eq(messages.authorKind, "assistant"),
        ),
      )
      .returning({ seq: messages.seq });
    if (!row) throw notFound("Message");
  });
}

/** The stored message with this id, if its text is the same; the author is part of the comparison. */
async function sentBefore(
  tx: Tx,
  conversationId: string,
  input: PostInput,
): Promise<Pick<Held, "seq"> | null> {
  const [row] = await tx
    .select({ seq: messages.seq, text: messages.text })
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), eq(messages.id, input.id)));
  if (!row) return null;
  if (row.text !== input.text) throw new AppError("conflict", "This message id was used for another text.");
  return { seq: row.seq };
}
