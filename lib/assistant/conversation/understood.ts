/**
 * What a message means where it stands: "the second one" is no closing words, and an answer to a question of ours belongs
 * to what was asked. Pure.
 */

import type { DialogueState } from "./dialogue-state";
import type { IntentReading } from "./intents";
import type { Request } from "./pending";
import { pick } from "./shown";
import { preferenceIn } from "./steps/memory";

/** A rule decided; it leaves less doubt than statistics, but some. */
const BY_RULE = 0.9;

const INTENT_OF: Record<Request["kind"], IntentReading["intent"]> = {
  create_ticket: "create_ticket",
  update_ticket: "update_ticket",
  update_profile: "update_profile",
  request_refund: "refund_request",
};

export function understood(state: DialogueState): Pick<IntentReading, "intent" | "confidence"> {
  const { reading, reply, message, shown, focus } = state;
  if (reply?.kind === "next") return { intent: INTENT_OF[reply.request.kind], confidence: BY_RULE };
  if (reply?.kind === "confirmed") return { intent: "affirm", confidence: 1 };
  if (reply?.kind === "cancelled") return { intent: "deny", confidence: 1 };
  if (preferenceIn(message)) return { intent: "remember_fact", confidence: BY_RULE };
  const isShort = reading.confidence < BY_RULE && message.length <= 60;
  if (shown && isShort && pick(shown, message, focus)) return { intent: "more_detail", confidence: BY_RULE };
  return reading;
}
