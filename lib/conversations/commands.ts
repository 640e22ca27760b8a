/** The acts by which a conversation starts, passes from hand to hand, and ends. See `lifecycle.ts` for the rules. */
import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { CustomerViewer, StaffViewer, UserViewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { enqueue } from "@/lib/jobs/enqueue";
import { appendMessage } from "@/lib/messages/write";
import { resolveTracked } from "@/lib/tickets/track";
import { queueForCustomer } from "./escalate";
import { NOTHING_FOUND } from "./handover";
import { endLiveRun, lockConversation, queueRun, transition } from "./hold";
import type { HandBackInput, StartInput } from "./schema";
import { visibleTo } from "./visibility";
import { secondsWaited } from "./waiting";

/**
 * Starts a conversation with the assistant, or straight in the queue. With an id made by the caller, a repeat
 * answers the same conversation; an id that is somebody else's is a `conflict`.
 */
export async function startConversation(viewer: CustomerViewer, input: StartInput): Promise<{ id: string }> {
  authorize(viewer, "conversation.start");
  const id = input.id ?? newId();
  await as(viewer, async (tx) => {
    const [added] = await tx
      .insert(conversations)
      .values({ id, customerId: viewer.userId, subject: input.subject ?? null, seq: 1 })
      .onConflictDoNothing()
      .returning({ id: conversations.id });
    if (!added) {
      const [mine] = await tx
        .select({ id: conversations.id })
        .from(conversations)
        .where(eq(conversations.id, id));
      if (!mine) throw new AppError("conflict", "This conversation id is taken.");
      return;
    }
    await recordEvent(tx, viewer, {
      type: "conversation.started",
      conversationId: id,
      seq: 1,
      customerId: viewer.userId,
    });
    if (input.person) await queueForCustomer(tx, viewer, id, NOTHING_FOUND);
  });
  return { id };
}

/** The customer no longer wants to wait; the assistant continues and the package is kept. */
export async function cancelWaiting(viewer: CustomerViewer, conversationId: string): Promise<void> {
  authorize(viewer, "conversation.cancelWaiting");
  await as(viewer, async (tx) => {
    const held = await lockConversation(tx, viewer, conversationId);
    await transition(
      tx,
      viewer,
      held,
      { type: "cancelWaiting" },
      { by: viewer.name, change: { awaitingReply: false } },
    );
  });
}

/** An agent becomes the owner, whoever held it; from the commit on the assistant is silent. */
export async function takeOver(viewer: StaffViewer, conversationId: string): Promise<void> {
  authorize(viewer, "conversation.takeOver");
  await become(viewer, conversationId, "takeOver");
}

/** An agent takes a waiting conversation; of two claims exactly one wins, the other is told by whom. */
export async function claim(viewer: StaffViewer, conversationId: string): Promise<void> {
  authorize(viewer, "conversation.claim");
  await become(viewer, conversationId, "claim");
}

async function become(
  viewer: StaffViewer,
  conversationId: string,
  type: "takeOver" | "claim",
): Promise<void> {
  await as(viewer, async (tx) => {
    const held = await lockConversation(tx, viewer, conversationId);
    const waitedSeconds = held.ownerKind === "queue" ? await secondsWaited(tx, held) : null;
    await transition(
      tx,
      viewer,
      held,
      { type, agentId: viewer.userId },
      { by: viewer.name, data: { waitedSeconds } },
    );
  });
}

/** The owner puts the conversation back in the queue; the customer keeps their place in time. */
export async function release(viewer: StaffViewer, conversationId: string): Promise<void> {
  authorize(viewer, "conversation.release");
  await as(viewer, async (tx) => {
    const held = await lockConversation(tx, viewer, conversationId);
    await transition(tx, viewer, held, { type: "release", agentId: viewer.userId }, { by: viewer.name });
  });
}

/** The owner returns it to the assistant, optionally with an instruction. A turn may start at once. */
export async function handBack(
  viewer: StaffViewer,
  conversationId: string,
  input: HandBackInput,
): Promise<{ runId: string | null }> {
  authorize(viewer, "conversation.handBack");
  return as(viewer, async (tx) => {
    const before = await lockConversation(tx, viewer, conversationId);
    const instruction = input.instruction ?? null;
    const act = { type: "handBack", agentId: viewer.userId, wantsTurn: instruction !== null } as const;
    const { held, passed } = await transition(tx, viewer, before, act, {
      by: viewer.name,
      change: { instruction },
    });
    // The instruction is for the assistant and the team: a note, never a line the customer can read.
    const noted = instruction
      ? await appendMessage(tx, viewer, held, {
          id: newId(),
          authorName: viewer.name,
          text: `Instruction to the assistant: ${instruction}`,
          kind: "note",
        })
      : held;
    return { runId: passed.startsTurn ? await queueRun(tx, noted) : null };
  });
}

/** Ends the conversation: confirmed when the customer says so, assumed when staff does. */
export async function resolve(viewer: UserViewer, conversationId: string): Promise<void> {
  authorize(viewer, "conversation.resolve");
  await as(viewer, async (tx) => {
    const before = await lockConversation(tx, viewer, conversationId);
    const resolution = viewer.kind === "customer" ? "confirmed" : "assumed";
    const { held } = await transition(
      tx,
      viewer,
      before,
      { type: "resolve" },
      {
        by: viewer.name,
        change: { resolution, awaitingReply: false, waitingSince: null },
        data: { resolution },
      },
    );
    await resolveTracked(tx, viewer, before);
    const { id, episode, episodeSeq: from } = before;
    // Resolving twice changes nothing, and is remembered once.
    if (held.seq > before.seq)
      await enqueue(tx, "remember-episode", { conversationId: id, episode, from, to: held.seq });
  });
}

/** Stops the answer that is being written, if one is; what was shown stays, marked as stopped. */
export async function stopRun(viewer: UserViewer, conversationId: string): Promise<void> {
  authorize(viewer, "run.stop");
  await as(viewer, async (tx) => {
    const held = await lockConversation(tx, viewer, conversationId);
    const runId = await endLiveRun(tx, held.id, "cancelled");
    if (!runId) return;
    await recordEvent(tx, viewer, {
      type: "run.stopped",
      conversationId: held.id,
      customerId: held.customerId,
      subject: { type: "run", id: runId },
    });
  });
}

/** Remembers how far a side has read; drives unread counts and where the thread opens. */
export async function markRead(viewer: UserViewer, conversationId: string, seq: number): Promise<void> {
  authorize(viewer, "conversation.markRead");
  const column = viewer.kind === "customer" ? conversations.customerReadSeq : conversations.staffReadSeq;
  const key = viewer.kind === "customer" ? "customerReadSeq" : "staffReadSeq";
  await as(viewer, async (tx) => {
    const [row] = await tx
      .update(conversations)
      .set({ [key]: sql`greatest(${column}, least(${seq}, ${conversations.seq}))` })
      .where(and(eq(conversations.id, conversationId), visibleTo(viewer)))
      .returning({ id: conversations.id });
    if (!row) throw notFound("Conversation");
  });
}
