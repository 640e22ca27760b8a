/** Into the queue: by the assistant under its own fence, or because the customer asks for a person. */
import "server-only";
import { eq } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import type { HandoverPackage } from "@/db/schema/conversations";
import { runs } from "@/db/schema/runs";
import { authorize } from "@/lib/auth/policy";
import { type AssistantViewer, type CustomerViewer, systemViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { appendMessage } from "@/lib/messages/write";
import { booked, noteReadings, type Reckoning, type Shown, understood } from "@/lib/runs/commands";
import { fence } from "@/lib/runs/fence";
import { trackHandover } from "@/lib/tickets/track";
import { buildPackage, type Findings, findingsOf, NOTHING_WRITTEN } from "./handover";
import { type Held, lockConversation, transition } from "./hold";
import { endInstruction, tellInstructor } from "./instruction";
import { getConversation } from "./queries";
import { type EscalationReason, reasonLabel, type Urgency } from "./schema";
import { tellWhenBack } from "./waiting";

const system = systemViewer("instruction");

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

/** Puts the customer's own conversation in the queue, as they asked. Part of a transaction of theirs. */
export async function queueForCustomer(
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
