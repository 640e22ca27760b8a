/**
 * Messages that answer what the assistant said last: the reply to a request that is being filled in, to an offer, to a
 * question with two choices, and a choice from the list that was shown. Pure.
 */
import { REQUEST_NAMES } from "../asking";
import { isConsent } from "../consent";
import type { Intent } from "../intents";
import type { Offer } from "../moves";
import { type Request, startChange, startTicket } from "../pending";
import { expiredLine, SAY } from "../phrases";
import { interpret } from "../replies";
import { pick, pickOrName } from "../shown";
import { orderNumber, ticketNumber } from "../slots";
import { contentStems, fold, words } from "../text";
import { asking, escalate, offering, type Situation, type Step, say } from "./base";
import { sayProduct } from "./catalogue";
import { CHOICES } from "./choices";
import { followIntent } from "./intents";
import { meant, PRONOUN } from "./meant";
import { sayOrders } from "./orders";
import { sayTickets } from "./records";
import { proposeRefund } from "./refunds";
import { carryOut, proposeChange } from "./writes";

/** The same question is asked so often again before another way is offered. */
const MAX_UNCLEAR = 2;
const TAKE_UP =
  /\b(?:continue|go on|resume|carry on|where were we|let'?s finish|back to (?:my|the) (?:ticket|request|profile|refund))\b/;

/** The reply to a request that is being filled in. Null when the message is about something else. */
export function followRequest(situation: Situation): Step | null {
  const { pending, reply, shelved, expired, message } = situation.state;
  if (expired) return followExpired(situation, expired);
  if (!pending && shelved && TAKE_UP.test(fold(message))) return asking(shelved, `${SAY.resume} `);
  if (!pending || !reply || reply.kind === "interrupted") return null;
  if (reply.kind === "cancelled") return say(SAY.cancelled, { did: "idle", settled: true });
  if (reply.kind === "confirmed") return carryOut(situation, reply.request);
  if (reply.kind === "unclear" && situation.state.interruptions >= MAX_UNCLEAR)
    return offering(SAY.notUnderstood, { did: "idle", shelved: true });
  const request = reply.kind === "next" ? reply.request : pending;
  if (request.kind === "request_refund" && isToBeChecked(request, pending))
    return proposeRefund(situation, request);
  return asking(request);
}

/** An order that was not looked at yet. */
function isToBeChecked(request: Request, before: Request): boolean {
  if (request.kind !== "request_refund") return false;
  return before.kind !== "request_refund" || request.order === null || request.order !== before.order;
}

/** What the message would have meant decides what is said: a yes of now agrees to nothing that was asked long ago. */
function followExpired(situation: Situation, expired: Request): Step | null {
  const { message, reading } = situation.state;
  const { kind } = interpret(expired, message, reading);
  if (kind === "interrupted" || isSmallTalk(situation)) return null;
  if (kind === "cancelled") return say(SAY.cancelled, { did: "idle", settled: true });
  return say(expiredLine(REQUEST_NAMES[expired.kind]), { offer: { kind: "restart", request: expired } });
}

function isSmallTalk({ state }: Situation): boolean {
  return ["greeting", "thanks", "closing"].includes(state.reading.intent) && words(state.message).length <= 4;
}

export function followOffer(situation: Situation): Step | null {
  const { offer } = situation.state;
  if (offer?.kind === "choice") return followChoice(situation, offer);
  if (offer?.kind === "restart") return followRestart(situation, offer.request);
  if (offer?.kind === "person") return followPerson(situation);
  return offer ? followHelp(situation, offer.matter) : null;
}

/** "Shall I open a ticket, or bring in a person?" was the last thing said. */
function followHelp(situation: Situation, matter: string): Step | null {
  const { state } = situation;
  const { intent } = state.reading;
  const folded = fold(state.message);
  const isShort = folded.length <= 60;
  if (isShort && /\b(?:person|human|someone|somebody|team|agent|colleague|people|both)\b/.test(folded))
    return escalate(situation, "customer_request", "medium");
  const options = {
    kind: "options" as const,
    items: ["ticket", "person"].map((key) => ({ key, label: key })),
  };
  const chosen = isShort ? pick(options, state.message, null)?.key : undefined;
  if (chosen === "person") return escalate(situation, "customer_request", "medium");
  const wantsTicket =
    chosen === "ticket" ||
    (isShort && /\bticket\b/.test(folded) && !/\b(?:no|don'?t|without)\b/.test(folded));
  const isYes = intent === "affirm" || isConsent(state.message);
  if (isYes || (wantsTicket && intent !== "update_ticket" && intent !== "ticket_status")) {
    const about = matter || (state.topics[0]?.question ?? "");
    return asking(startTicket(isYes || chosen ? "" : state.message, about));
  }
  return intent === "deny" && words(state.message).length <= 6 ? say(SAY.anythingElse) : null;
}

function followPerson(situation: Situation): Step | null {
  const { reading, message, topics } = situation.state;
  if (isConsent(message) || reading.intent === "affirm" || /\binsist\b/.test(fold(message)))
    return escalate(situation, "policy", "medium", topics[0]?.question);
  return reading.intent === "deny" && words(message).length <= 6 ? say(SAY.anythingElse) : null;
}

function followRestart(situation: Situation, request: Request): Step | null {
  const { reading, message } = situation.state;
  if (isConsent(message) || reading.intent === "affirm") return asking(request);
  return reading.intent === "deny" && words(message).length <= 6
    ? say(SAY.anythingElse, { settled: true })
    : null;
}

/** The answer to "Do you want to …, or to …?"; anything else is a message of its own. */
function followChoice(situation: Situation, offer: Extract<Offer, { kind: "choice" }>): Step | null {
  const { state } = situation;
  if (/^(?:no|neither|none)\b/.test(fold(state.message)) && words(state.message).length <= 6)
    return say(SAY.clarify, { did: "idle", clarified: true });
  const chosen = chosenIntent(situation, offer.between);
  if (!chosen) return null;
  // What was added to the choice ("the refund, for order 10023") belongs to the request.
  const adds = orderNumber(state.message) !== null || ticketNumber(state.message) !== null;
  const message = adds ? `${offer.message} ${state.message}` : offer.message;
  const reading = { ...state.reading, intent: chosen, confidence: 1 };
  return followIntent({ ...situation, state: { ...state, message, reading, offer: null } });
}

function chosenIntent({ state }: Situation, between: [Intent, Intent]): Intent | null {
  const items = between.map((intent) => ({ key: intent, label: CHOICES[intent] ?? intent }));
  const item = pickOrName({ kind: "options", items }, state.message, null);
  if (item) return item.key as Intent;
  const { intent } = state.reading;
  return between.includes(intent) && contentStems(state.message).length > 0 ? intent : null;
}

const ABOUT_ORDER =
  /\b(?:arrive|arriving|deliver\w*|shipp\w*|status|where|late|track\w*|come|coming|get here|order)\b/;

/** "The second one", "the other order", "when will it arrive?": a record that was shown. */
export function followShown(situation: Situation): Step | null {
  const { shown, focus, message } = situation.state;
  if (shown && !orderNumber(message) && !ticketNumber(message)) {
    const item = pick(shown, message, focus);
    if (item && shown.kind === "tickets" && !isAct(situation)) return sayTickets(situation, Number(item.key));
    if (item && shown.kind === "orders" && !isAct(situation)) return sayOrders(situation, item.key);
    if (item && shown.kind === "products") return sayProduct(situation, item.key);
  }
  const changed = changeShown(situation);
  if (changed) return changed;
  if (!focus || !PRONOUN.test(fold(message)) || isAct(situation)) return null;
  if (focus.kind === "order" && ABOUT_ORDER.test(fold(message)) && words(message).length <= 10)
    return sayOrders(situation, focus.key);
  if (
    focus.kind === "product" &&
    /\b(?:tell me more|more about|in stock|how much|price|cost)\b/.test(fold(message))
  )
    return sayProduct(situation, focus.key);
  if (focus.kind === "ticket" && /\b(?:status|news|update on|tell me more)\b/.test(fold(message)))
    return sayTickets(situation, Number(focus.key));
  return null;
}

const CHANGES =
  /^(?:please |can you |could you |ok(?:ay)?,? |then )*(?:close|re-?open|make|set|mark|raise|lower)\b.{0,20}\b(?:it|this|that|one|ticket)\b/;

/** "Close it", "make the second one urgent": a change of the ticket that was shown. */
function changeShown(situation: Situation): Step | null {
  const { message } = situation.state;
  if (!CHANGES.test(fold(message)) || ticketNumber(message)) return null;
  const key = meant(situation, "ticket");
  if (!key) return null;
  const change = startChange(message, Number(key));
  return change.action === "comment" ? null : proposeChange(situation, change);
}

const ACTS = new Set<Intent>(["update_ticket", "refund_request", "cancel_request", "create_ticket"]);

/** "Close the second one" is an act on the item, not a wish to see it. */
function isAct({ state }: Situation): boolean {
  return (
    ACTS.has(state.reading.intent) || /\b(?:close|re-?open|refund|cancel|return)\b/.test(fold(state.message))
  );
}
