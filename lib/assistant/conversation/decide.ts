/**
 * The next step of the built-in model: call tools, or say something. A pure function of the conversation's state and
 * this run's tool results, so every decision can be replayed and tested without a model, a database or a clock.
 */

import { ask } from "./asking";
import { findEscalation } from "./escalation";
import { classifyIntent, UNSURE_BELOW } from "./intents";
import { startChange, startProfile, startTicket } from "./pending";
import { SAY } from "./phrases";
import { addedBy, asksTheSame, earlierTopic, leansOnTopic, repeatsTopic } from "./state";
import { escalate, type Situation, type Step, say } from "./steps/base";
import { followInstruction, isDue } from "./steps/instructed";
import { answerQuestion } from "./steps/knowledge";
import { sayAccount, sayOrders, sayProducts, sayTickets, sendLastAnswer } from "./steps/records";
import { carryOut, proposeChange } from "./steps/writes";
import { fold, words } from "./text";

export type { Call, Situation, Step } from "./steps/base";

/** More customer messages than this without anything achieved, and a person takes over. */
export const IDLE_LIMIT = 15;
const MAX_INTERRUPTIONS = 2;
/** A catalogue search for what may be a complaint about a product would answer the wrong question. */
const SURE_OF_PRODUCT = 0.5;

export function decide(situation: Situation): Step {
  const { state, instruction } = situation;
  const escalated = situation.outcomes.some((outcome) => outcome.name === "escalate_to_human");
  if (escalated) return escalate(situation, "customer_request", "medium");
  if (instruction && isDue(instruction, state)) return followInstruction(situation, instruction);
  if (!state.waiting || isOpeningCue(situation)) return say(SAY.back);
  const rule = findEscalation(state.message);
  if (rule) return escalate(situation, rule.reason, rule.urgency, state.message);
  if (state.idle > IDLE_LIMIT) return escalate(situation, "budget", "medium");
  const step = followRequest(situation) ?? followOffer(situation) ?? followIntent(situation);
  return resumeRequest(situation, step);
}

/** A thread without any customer message is opened with this cue, because a model needs somebody to speak first. */
function isOpeningCue({ state }: Situation): boolean {
  return state.customerMessages === 1 && state.message === "Please continue.";
}

/** The reply to a request that is being filled in. Null when the message is about something else. */
function followRequest(situation: Situation): Step | null {
  const { pending, reply, shelved, message } = situation.state;
  if (
    !pending &&
    shelved &&
    /\b(?:continue|go on|resume|carry on|where were we|let'?s finish|back to (?:my|the) (?:ticket|request|profile))\b/.test(
      fold(message),
    )
  ) {
    return say(`${SAY.resume} ${ask(shelved)}`);
  }
  if (!pending || !reply || reply.kind === "interrupted") return null;
  if (reply.kind === "cancelled") return say(SAY.cancelled);
  if (reply.kind === "confirmed") return carryOut(situation, reply.request);
  return say(ask(reply.kind === "next" ? reply.request : pending));
}

/** "Shall I open a ticket, or bring in a person?" was the last thing said. */
function followOffer(situation: Situation): Step | null {
  const { state } = situation;
  if (!state.offered) return null;
  const { intent } = state.reading;
  const folded = fold(state.message);
  const isShort = folded.length <= 60;
  if (isShort && /\b(?:person|human|someone|somebody|team|agent|colleague|people|both)\b/.test(folded))
    return escalate(situation, "customer_request", "medium");
  const wantsTicket = isShort && /\bticket\b/.test(folded) && !/\b(?:no|don'?t|without)\b/.test(folded);
  if (intent === "affirm" || (wantsTicket && intent !== "update_ticket")) {
    return say(ask(startTicket(intent === "affirm" ? "" : state.message, state.topics[0]?.question ?? "")));
  }
  return intent === "deny" ? say(SAY.anythingElse) : null;
}

function followIntent(situation: Situation): Step {
  const { state } = situation;
  const { message, reading } = state;
  const back = earlierTopic(state);
  if (back) return answerQuestion(situation, back.question);
  if (state.clarified) return answerQuestion(situation, `${state.previous} ${message}`.trim());
  if (ABOUT_ME.test(fold(message))) return say(SAY.aboutMe);
  if (state.topics.length > 0 && NO_HELP.test(fold(message))) return say(`${SAY.noHelp} ${SAY.offer}`);
  if (continuesQuestion(situation)) return question(situation);
  const intent =
    reading.confidence < UNSURE_BELOW || isTooLongFor(reading.intent, message) ? "question" : reading.intent;
  // A number alone: long ones are orders', short ones tickets'.
  if (/^#?\d{5,9}$/.test(message.trim())) return sayOrders(situation);
  if (/^#?\d{3,4}$/.test(message.trim())) return sayTickets(situation);
  switch (intent) {
    case "greeting":
      return say(SAY.greeting);
    case "thanks":
      return say(SAY.welcome);
    case "closing":
      return say(SAY.goodbye);
    case "affirm":
      return say(SAY.whatCanIDo);
    case "deny":
      return say(SAY.anythingElse);
    case "talk_to_person":
      return escalate(situation, "customer_request", "medium");
    case "order_status":
      return sayOrders(situation);
    case "ticket_status":
      return sayTickets(situation);
    case "account_info":
      return sayAccount(situation);
    case "create_ticket":
      return say(ask(startTicket(message, referent(situation))));
    case "update_profile":
      return say(ask(startProfile(message)));
    case "update_ticket":
      return proposeChange(situation, startChange(message, refersToCurrent(message) ? state.ticket : null));
    case "notify_me":
      return sendLastAnswer(situation);
    case "more_detail":
      return moreDetail(situation);
    case "product_search":
      if (reading.confidence < SURE_OF_PRODUCT || !situation.tools.has("search_products"))
        return question(situation);
      return sayProducts(situation, () => question(situation));
    case "refund_request":
    case "cancel_request":
      if (isAsking(message)) return question(situation);
      return answerQuestion(situation, message, { offerAfter: `${SAY.cannotDecide} ${SAY.offer}` });
    case "complaint":
      return answerQuestion(situation, message, { before: SAY.sorry, offerAfter: SAY.offer });
    case "question":
    case "out_of_scope":
      return question(situation);
  }
}

const ABOUT_ME =
  /^(?:(?:hi|hello|hey|so|and|but)[, ]+)*(?:are you (?:an? |really )*(?:human|person|real|bot|robot|machine|ai|computer|chat ?bot|assistant)(?: person| human)?|am i (?:talking|speaking|chatting) (?:to|with) an? .{2,20}|(?:who|what) are you|what can you (?:do|help(?: me)? with)(?: for me)?|what do you do|how can you help(?: me)?)[?!. ]*$/;
const NO_HELP =
  /^(?:no[,.]? |but |sorry[,.]? )?(?:that|this|it)(?:'s| is| was| did| does|)? ?(?:not|n't|didnt|didn't|doesnt|doesn't) (?:really )?(?:help(?:ful|ing)?|work(?:ing)?|what i (?:asked|meant|wanted)|answer(?:ing)? (?:my|the) question|right|correct|true)\b/;

/** A yes or a no of many words says something else. */
function isTooLongFor(intent: string, message: string): boolean {
  return (intent === "affirm" || intent === "deny") && words(message).length > 6;
}

/** "How long does a refund take?" wants to know, "refund me" wants it done. */
function isAsking(message: string): boolean {
  return /^(?:how|what|whats|when|where|wheres|which|why|who|do|does|is|are|can|could|will)\b/.test(
    fold(message),
  );
}

function previousTopic({ state }: Situation) {
  const [current, before] = state.topics;
  return current?.question === state.message ? before : current;
}

/** "And a chair?" after a question about a fee asks for the fee, not for chairs to buy. */
function continuesQuestion(situation: Situation): boolean {
  const { message, reading } = situation.state;
  const previous = previousTopic(situation);
  if (!previous || !asksTheSame(message)) return false;
  const isOwn = !["product_search", "question", "more_detail", "out_of_scope", "deny"].includes(
    reading.intent,
  );
  return !isOwn && classifyIntent(previous.question).intent !== "product_search";
}

function question(situation: Situation): Step {
  const { state } = situation;
  const previous = previousTopic(situation);
  const leans = previous && (leansOnTopic(state.message) || repeatsTopic(state.message, previous.question));
  if (!leans) return answerQuestion(situation, state.message);
  const focus = addedBy(state.message);
  return answerQuestion(situation, `${previous.question} ${focus}`, { about: previous.question, focus });
}

function moreDetail(situation: Situation): Step {
  const topic = situation.state.topics[0];
  if (!topic) return say(SAY.clarify);
  return answerQuestion(situation, topic.question, { more: situation.state.lastQuoted });
}

/** "open a ticket for this": what "this" is. */
function referent({ state }: Situation): string {
  return /\b(?:this|that|it)\b/.test(fold(state.message)) ? (state.topics[0]?.question ?? "") : "";
}

function refersToCurrent(message: string): boolean {
  return (
    /\b(?:it|this|that|the ticket|this ticket|that ticket)\b/.test(fold(message)) ||
    !/\bticket\b/.test(fold(message))
  );
}

/** After an interruption was answered, the request is taken up again; after too many it is put aside. */
function resumeRequest(situation: Situation, step: Step): Step {
  const { pending, reply, interruptions } = situation.state;
  if (step.kind !== "say" || !pending || reply?.kind !== "interrupted") return step;
  const answer = step.text.replace(SAY.cannotDecide, "").replace(SAY.offer, "").trim();
  if (interruptions >= MAX_INTERRUPTIONS) return say(`${answer}\n\n${SAY.shelved}`);
  return say(`${answer}\n\n${SAY.resume} ${ask(pending)}`);
}
