/** The acts by which a conversation starts, passes from hand to hand, and ends. See `lifecycle.ts` for the rules. */
import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { conversations, type HandoverPackage } from "@/db/schema/conversations";
import { runs } from "@/db/schema/runs";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import {
  type AssistantViewer,
  type CustomerViewer,
  type StaffViewer,
  systemViewer,
  type UserViewer,
} from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { enqueue } from "@/lib/jobs/enqueue";
import { appendMessage } from "@/lib/messages/write";
import { booked, noteReadings, type Reckoning, type Shown, understood } from "@/lib/runs/commands";
import { fence } from "@/lib/runs/fence";
import { resolveTracked, trackHandover } from "@/lib/tickets/track";
import { buildPackage, type Findings, findingsOf, NOTHING_FOUND, NOTHING_WRITTEN } from "./handover";
import { endLiveRun, type Held, lockConversation, queueRun, transition } from "./hold";
import { endInstruction, tellInstructor } from "./instruction";
import { getConversation } from "./queries";
import {
  type EscalationReason,
  type HandBackInput,
  reasonLabel,
  type StartInput,
  type Urgency,
} from "./schema";
import { visibleTo } from "./visibility";
import { secondsWaited, tellWhenBack } from "./waiting";

const system = systemViewer("instruction");

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

export type Escalation = {
  reason: EscalationReason;
  urgency: Urgency;
  summary?: string | null;
  /** The rule that asked for it, when it was no model. */
  rule?: string | null;
  /** What the assistant had said without anything behind it. */
  promise?: string | null;
  /** `system`: something broke, and nobody asked for a person. */
  requestedBy?: "assistant" | "system";
};

/** How the run ends that hands over; what it had shown stays, before the words that hand over. */
export type HandoverEnd = Reckoning & {
  state: "completed" | "failed";
  shown?: Shown | null;
  errorCode?: string;
  fallbackFrom?: string | null;
};

/** What the customer reads when the conversation joins the queue: the act and the words are one code path. */
export const ESCALATION_TEXT =
  "I am passing this conversation to our team. A person will answer here; you do not need to repeat anything.";
/** The same after a promise that only a person can keep. */
const PROMISE_TEXT =
  "A person from our team has to do this, so I am passing the conversation on. They will answer here; you do not need to repeat anything.";
/** The same when the assistant itself has failed. */
const FAILURE_TEXT =
  "I could not answer this time either, so I am passing this conversation to our team. A person will answer here; your messages are kept.";

/** The assistant hands over, under its own fence. Returns the text the customer was shown. */
export async function escalate(
  viewer: AssistantViewer,
  input: Escalation,
  end: HandoverEnd = { state: "completed", usage: null },
): Promise<{ message: string }> {
  authorize(viewer, "conversation.askForPerson");
  const findings = await findingsOf(viewer.conversationId);
  const isFailed = end.state === "failed";
  const message = isFailed ? FAILURE_TEXT : input.promise ? PROMISE_TEXT : ESCALATION_TEXT;
  const instructed = await as(viewer, async (tx) => {
    const held = await fence(tx, viewer);
    await endInstruction(tx, viewer, held, { id: viewer.runId, outcome: isFailed ? "failed" : "passed_on" });
    await noteReadings(tx, held, end.readings);
    const before = end.shown?.text
      ? await appendMessage(tx, viewer, held, {
          id: viewer.runId,
          authorName: "Assistant",
          ...end.shown,
          incomplete: isFailed ? "failed" : null,
          fallback: Boolean(end.fallbackFrom),
          runId: viewer.runId,
        })
      : held;
    const said = await appendMessage(
      tx,
      viewer,
      before,
      { id: newId(), authorName: "Assistant", text: message },
      understood(end),
    );
    const { reason, urgency, summary, rule, promise, requestedBy = "assistant" } = input;
    const given = { reason, urgency, summary, rule, promise, requestedBy, findings };
    await queueWith(tx, viewer, said, await buildPackage(tx, said, given), "Assistant");
    // Handing over is how this run ends; it was not cancelled by anybody.
    await tx
      .update(runs)
      .set({
        state: end.state,
        errorCode: end.errorCode ?? null,
        fallbackFrom: end.fallbackFrom ?? null,
        ...(end.usage ? booked(end) : {}),
      })
      .where(eq(runs.id, viewer.runId));
    return held.instruction !== null;
  });
  if (instructed) await tellInstructor(system, viewer.runId);
  return { message };
}

/** The customer asks for a person; works at any moment, also while an answer is being written. */
export async function askForPerson(viewer: CustomerViewer, conversationId: string): Promise<void> {
  authorize(viewer, "conversation.askForPerson");
  // Whether the conversation is the viewer's is settled before anything is read about it.
  await getConversation(viewer, conversationId);
  const findings = await findingsOf(conversationId);
  await as(viewer, (tx) => queueForCustomer(tx, viewer, conversationId, findings));
}

async function queueForCustomer(
  tx: Tx,
  viewer: CustomerViewer,
  conversationId: string,
  findings: Findings,
): Promise<void> {
  const held = await lockConversation(tx, viewer, conversationId);
  const handover = await buildPackage(tx, held, {
    findings,
    reason: "customer_request",
    urgency: held.urgency,
    requestedBy: "customer",
  });
  await queueWith(tx, viewer, held, handover, viewer.name);
}

async function queueWith(
  tx: Tx,
  viewer: AssistantViewer | CustomerViewer,
  held: Held,
  handover: HandoverPackage,
  by: string,
) {
  const reason = handover.reason as EscalationReason;
  // Nothing to track before anything was said.
  const ticket =
    handover.question === NOTHING_WRITTEN ? null : await trackHandover(tx, viewer, held, handover);
  const { held: queued } = await transition(
    tx,
    viewer,
    held,
    { type: "escalate" },
    {
      by,
      reason: reasonLabel[reason],
      change: { handover, urgency: handover.urgency, awaitingReply: true },
      data: { reason, urgency: handover.urgency, ticket },
    },
  );
  await tellWhenBack(tx, viewer, queued);
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
