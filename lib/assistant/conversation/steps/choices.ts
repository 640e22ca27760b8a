/**
 * One clarifying question when a message may mean two different things: both are named, and nothing is done until the
 * customer has chosen. Pure.
 */
import { isAsking } from "../asks";
import type { Intent, IntentReading } from "../intents";
import { fold, words } from "../text";
import { type Situation, type Step, say } from "./base";

/** How a wish is named when the customer is asked which one they mean. Only acts: a wrong search does no harm. */
export const CHOICES: Readonly<Record<string, string | undefined>> = {
  order_status: "see where your order is",
  create_ticket: "open a new ticket",
  ticket_status: "see your tickets",
  update_ticket: "change one of your tickets",
  product_search: "see products from our catalogue",
  account_info: "see what your account says",
  update_profile: "change your profile",
  refund_request: "get a refund",
  cancel_request: "cancel something",
  change_address: "change your address",
  refund_status: "see what became of a refund",
};

/** What changes something, or begins to: a look at the wrong record does no harm. */
const WRITES: ReadonlySet<string> = new Set([
  "create_ticket",
  "update_ticket",
  "update_profile",
  "change_address",
  "refund_request",
  "cancel_request",
]);
/** Surer than this, the reading is acted on: every write is confirmed anyway. */
const CLOSE_BELOW = 0.6;
/** Below this score nothing that the classifier knows is near, and two choices would be two guesses. */
const NEAR = -0.3;
const MAX_WORDS = 14;

/** The question, or null when the reading is sure enough, or too unsure for two choices to help. */
export function askWhich({ state, scoped }: Situation): Step | null {
  const { reading, message, clarified, offer, reply } = state;
  if (isAsking(message)) return null;
  // A reading without any doubt is a rule's, or the customer's own choice.
  if (
    scoped ||
    reading.confidence === 1 ||
    clarified ||
    offer?.kind === "choice" ||
    reply?.kind === "interrupted"
  )
    return null;
  const pair = closeIntents(reading) ?? alternatives(message);
  if (!pair) return null;
  const [first, second] = pair;
  return say(
    `I am not sure that I understand you right. Do you want to **${CHOICES[first]}**, or to **${CHOICES[second]}**?`,
    { did: "idle", offer: { kind: "choice", between: pair, message } },
  );
}

function closeIntents({ intent, runnerUp, confidence, margin }: IntentReading): [Intent, Intent] | null {
  if (!CHOICES[intent] || !CHOICES[runnerUp] || intent === runnerUp) return null;
  if (!WRITES.has(intent) && !WRITES.has(runnerUp)) return null;
  return confidence < CLOSE_BELOW && margin > NEAR ? [intent, runnerUp] : null;
}

/** The words that name an act, for a message that names two. */
const NAMED: readonly (readonly [Intent, RegExp])[] = [
  ["refund_request", /\b(?:refund\w*|money back)\b/],
  ["cancel_request", /\bcancel\w*\b/],
  ["update_ticket", /\b(?:close|re-?open|update|add to)\b.{0,12}\bticket\b/],
  ["create_ticket", /\b(?:open|create|new|another)\b.{0,12}\bticket\b/],
  ["change_address", /\bchange\b.{0,15}\baddress\b/],
];

/** "Cancel or refund order 10023": the customer names two acts and leaves open which. */
function alternatives(message: string): [Intent, Intent] | null {
  const halves = fold(message).split(/\s+or\s+/);
  if (halves.length !== 2 || words(message).length > MAX_WORDS || /\?\s*$/.test(message)) return null;
  const [first, second] = halves.map((half) => NAMED.filter(([, pattern]) => pattern.test(half)));
  const one = first?.[0]?.[0];
  const other = second?.[0]?.[0];
  return first?.length === 1 && second?.length === 1 && one && other && one !== other ? [one, other] : null;
}
