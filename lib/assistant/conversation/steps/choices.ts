/**
 * One clarifying question when a message may mean two different things: both are named, and nothing is done until the
 * customer has chosen. Pure.
 */
import { type Intent, type IntentReading, UNSURE_BELOW } from "../intents";
import { type Situation, type Step, say } from "./base";

/** How a wish is named when the customer is asked which one they mean. Only acts: a wrong search does no harm. */
export const CHOICES: Partial<Record<Intent, string>> = {
  order_status: "see where your order is",
  create_ticket: "open a new ticket",
  ticket_status: "see your tickets",
  update_ticket: "change one of your tickets",
  product_search: "see products from our catalogue",
  account_info: "see what your account says",
  update_profile: "change your profile",
  refund_request: "get a refund",
  cancel_request: "cancel something",
};

/** Not even a guess: nothing that the classifier knows is near. */
const NEAR = -0.35;

/** The question, or null when the reading is sure enough, or too unsure for two choices to help. */
export function askWhich({ state }: Situation): Step | null {
  const { reading, message, clarified } = state;
  const pair = closeIntents(reading);
  if (!pair || clarified || state.offer?.kind === "choice") return null;
  const [first, second] = pair;
  return say(
    `I am not sure that I understand you right. Do you want to **${CHOICES[first]}**, or to **${CHOICES[second]}**?`,
    { did: "idle", offer: { kind: "choice", between: pair, message } },
  );
}

export function closeIntents({
  intent,
  runnerUp,
  confidence,
  margin,
}: IntentReading): [Intent, Intent] | null {
  if (!CHOICES[intent] || !CHOICES[runnerUp] || intent === runnerUp) return null;
  return confidence < UNSURE_BELOW && margin > NEAR ? [intent, runnerUp] : null;
}
