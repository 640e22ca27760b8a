/**
 * A message that asks several different things: each part is answered in its order, with the lookups of all of them made
 * at once. A request among them is asked about last, after everything that can be answered. Pure.
 */
import { type Intent, type IntentReading, UNSURE_BELOW } from "../intents";
import { both, PLAIN } from "../moves";
import { partsOf } from "../parts";
import { SAY } from "../phrases";
import { readIntent } from "../reading";
import { type Call, type Say, type Situation, type Step, say } from "./base";

/** What looks something up; parts that are all questions for the help center are `knowledge`'s own matter. */
const LOOKUPS = new Set<Intent>(["order_status", "ticket_status", "account_info", "product_search"]);
const REQUESTS = new Set<Intent>([
  "create_ticket",
  "update_ticket",
  "update_profile",
  "change_address",
  "refund_request",
]);
const KNOWLEDGE = new Set<Intent>(["question", "complaint", "cancel_request"]);

type Part = { message: string; reading: IntentReading };

/** Null when the message asks one thing, or only questions for the help center. */
export function answerSeveral(situation: Situation, answer: (part: Situation) => Step): Step | null {
  if (situation.scoped || situation.state.clarified) return null;
  const messages = partsOf(situation.state.message);
  if (messages.length < 2) return null;
  const parts = messages.map((message) => ({ message, reading: readIntent(message) }));
  const known = parts.every(({ reading }) => kindOf(reading) !== null);
  const isMixed = parts.some(({ reading }) => kindOf(reading) !== "knowledge");
  if (!known || !isMixed || parts.filter(({ reading }) => kindOf(reading) === "request").length > 1)
    return null;
  const ordered = [...parts].sort((a, b) => place(a) - place(b));
  const steps = ordered.map((part) => answer(partOf(situation, part)));
  const calls = steps.flatMap((step) => (step.kind === "call" ? step.calls : []));
  if (calls.length > 0) return { kind: "call", calls: distinct(calls) };
  return joined(steps.flatMap((step) => (step.kind === "say" ? [step] : [])));
}

function kindOf({ intent, confidence }: Part["reading"]): "lookup" | "request" | "knowledge" | null {
  if (confidence < UNSURE_BELOW) return "knowledge";
  if (LOOKUPS.has(intent)) return "lookup";
  if (REQUESTS.has(intent)) return "request";
  return KNOWLEDGE.has(intent) || intent === "out_of_scope" ? "knowledge" : null;
}

const place = ({ reading }: Part): number => (kindOf(reading) === "request" ? 1 : 0);

function partOf(situation: Situation, { message, reading }: Part): Situation {
  return { ...situation, scoped: true, state: { ...situation.state, message, reading, returned: false } };
}

function distinct(calls: readonly Call[]): Call[] {
  const seen = new Map(calls.map((call) => [`${call.name} ${JSON.stringify(call.args)}`, call]));
  return [...seen.values()];
}

/** One offer at the end is enough, and none stands beside a question about a request. */
function joined(steps: readonly Say[]): Step {
  const move = steps.map((step) => step.move).reduce(both, PLAIN);
  const offers = steps.filter(({ text }) => text.includes(SAY.offer)).length;
  const texts = steps.map(({ text }) => text.replace(SAY.offer, "").trim());
  if (move.asked || offers === 0) return say(texts.join("\n\n"), { ...move, offer: null });
  return say(`${texts.join("\n\n")}\n\n${SAY.offer}`, move);
}
