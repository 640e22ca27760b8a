/** What is done about a message by what it wants, when it answers nothing that was asked. Pure. */
import { isAsking } from "../asks";
import { classifyIntent, UNSURE_BELOW } from "../intents";
import { clip, startChange, startProfile, startRefund, startTicket, type TicketRequest } from "../pending";
import { SAY } from "../phrases";
import { commandIn, isCommand } from "../reading";
import * as slots from "../slots";
import { contentStems, fold, words } from "../text";
import { addedBy, asksTheSame, isKnowledge, leansOnTopic, repeatsTopic, type Topic } from "../topics";
import { asking, escalate, offering, type Situation, type Step, say } from "./base";
import { sayProducts } from "./catalogue";
import { askWhich } from "./choices";
import { answerQuestion } from "./knowledge";
import { meant } from "./meant";
import { sayOrders } from "./orders";
import { sayAccount, sayTickets } from "./records";
import { proposeRefund } from "./refunds";
import { sendLastAnswer } from "./sending";
import { followSpecial } from "./special";
import { proposeChange } from "./writes";

/** A catalogue search for what may be a complaint about a product would answer the wrong question. */
const SURE_OF_PRODUCT = 0.5;

export function followIntent(situation: Situation): Step {
  const { state } = situation;
  const { message, reading } = state;
  if (state.clarified) return answerQuestion(situation, `${state.previous} ${message}`.trim());
  if (ABOUT_ME.test(fold(message))) return say(SAY.aboutMe);
  // A message that names an order of its own and asks for nothing else wants to know about it.
  if (/\b[A-Z]{1,5}-\d{4,}\b/.test(message) && words(message).length <= 8 && reading.intent === "question")
    return sayOrders(situation);
  if (state.topics.length > 0 && NO_HELP.test(fold(message)) && !isCommand(message))
    return offering(SAY.noHelp, { did: "idle" });
  if (continuesQuestion(situation)) return question(situation);
  const which = askWhich(situation);
  if (which) return which;
  const intent =
    reading.confidence < UNSURE_BELOW || isTooLongFor(reading.intent, message) ? "question" : reading.intent;
  // A number alone: long ones are orders', short ones tickets'.
  if (/^#?\d{5,9}$/.test(message.trim())) return sayOrders(situation);
  if (/^#?\d{3,4}$/.test(message.trim())) return sayTickets(situation);
  const special = followSpecial(situation, intent);
  if (special) return special;
  switch (intent) {
    case "greeting":
      return say(SAY.greeting);
    case "thanks":
      return say(SAY.welcome);
    case "closing":
      return say(SAY.goodbye);
    case "affirm":
      return say(SAY.whatCanIDo, { did: "idle" });
    case "deny":
      return say(SAY.anythingElse);
    case "talk_to_person":
      return escalate(situation, "customer_request", "medium");
    case "order_status":
      return sayOrders(situation, meant(situation, "order"));
    case "ticket_status":
      return sayTickets(situation, ticketMeant(situation));
    case "account_info":
      return sayAccount(situation);
    case "create_ticket":
      return asking(ticketFrom(situation));
    case "update_profile":
      return asking(startProfile(message));
    case "update_ticket":
      return proposeChange(
        situation,
        startChange(message, ticketMeant(situation) ?? (refersToCurrent(message) ? state.ticket : null)),
      );
    case "notify_me":
      return sendLastAnswer(situation);
    case "more_detail":
      return moreDetail(situation);
    case "product_search":
      if (reading.confidence < SURE_OF_PRODUCT || !situation.tools.has("search_products"))
        return question(situation);
      return sayProducts(situation, () => question(situation));
    case "refund_request":
      return refund(situation);
    case "cancel_request":
      return cancel(situation);
    case "complaint":
      return answerQuestion(situation, message, { before: SAY.sorry, offerAfter: { lead: "", matter: "" } });
    default:
      return question(situation);
  }
}

const ABOUT_ME =
  /^(?:(?:hi|hello|hey|so|and|but)[, ]+)*(?:are you (?:an? |really )*(?:human|person|real|bot|robot|machine|ai|computer|chat ?bot|assistant)(?: person| human)?|am i (?:talking|speaking|chatting) (?:to|with) an? .{2,20}|(?:who|what) are you|what can you (?:do|help(?: me)? with)(?: for me)?|what do you do|how can you help(?: me)?)[?!. ]*$/;
const NO_HELP =
  /^(?:no[,.]? |but |sorry[,.]? )?(?:that|this|it)(?:'s| is| was| did| does|)? ?(?:not|n't|didnt|didn't|doesnt|doesn't) (?:really )?(?:help(?:ful|ing)?|work(?:ing)?|what i (?:asked|meant|wanted)|answer(?:ing)? (?:my|the) question|right|correct|true)\b/;

function refund(situation: Situation): Step {
  const { message } = situation.state;
  if (isAsking(message)) return question(situation);
  // Chosen outright when we asked, it needs none of the words.
  const wantsMoney =
    situation.state.reading.confidence === 1 ||
    /\b(?:refund\w*|money back|my money|reimburs\w*|pay me back)\b/.test(fold(message));
  if (wantsMoney && situation.tools.has("request_refund"))
    return proposeRefund(situation, startRefund(message, meant(situation, "order")));
  return answerQuestion(situation, message, { offerAfter: { lead: SAY.cannotDecide, matter: "" } });
}

/** No tool cancels anything: what the help center says, then a ticket that says what to cancel, or a person. */
function cancel(situation: Situation): Step {
  const { message } = situation.state;
  if (isAsking(message)) return question(situation);
  const order = slots.orderNumber(message) ?? meant(situation, "order");
  const matter = order ? `Cancel order ${order}` : "";
  return answerQuestion(situation, message, { offerAfter: { lead: SAY.cannotDecide, matter } });
}

/** A yes or a no of many words says something else. */
function isTooLongFor(intent: string, message: string): boolean {
  return (intent === "affirm" || intent === "deny") && words(message).length > 6;
}

/** The question that a follow-up leans on: the newest of its kind that is not the message itself. */
function previousTopic({ state }: Situation): Topic | undefined {
  return state.topics.find((topic) => isKnowledge(topic) && topic.question !== state.message);
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
  const [topic] = situation.state.topics;
  if (!topic) return say(SAY.clarify, { did: "idle", clarified: true });
  if (topic.intent === "order_status") return sayOrders(situation, situation.state.focus?.key ?? null);
  return answerQuestion(situation, topic.question, { more: situation.state.lastQuoted });
}

/** "It still wobbles. Open a ticket for it": what was said before the command, and what "it" is, are the matter. */
function ticketFrom({ state }: Situation): TicketRequest {
  const command = commandIn(state.message);
  const own = command?.text ?? state.message;
  const said = command?.before ?? "";
  const before = contentStems(said).length >= 2 && !NO_HELP.test(fold(said)) ? said : "";
  const isBare = slots.matter(own) === "" || /\b(?:this|that|it)\b/.test(fold(own));
  const topic = isBare
    ? (state.topics.find(({ question }) => question !== state.message)?.question ?? "")
    : "";
  const request = startTicket(isBare ? "" : own, topic || before);
  const priority = slots.priority(own) ?? request.priority;
  const description =
    topic || !isBare ? [request.description, before].filter(Boolean).join(" ") : request.description;
  if (!before || !request.subject) return { ...request, priority };
  return { ...request, priority, description: clip(description), asked: "confirm" };
}

function ticketMeant(situation: Situation): number | null {
  const key = meant(situation, "ticket");
  return key === null ? null : Number(key);
}

function refersToCurrent(message: string): boolean {
  return (
    /\b(?:it|this|that|the ticket|this ticket|that ticket)\b/.test(fold(message)) ||
    !/\bticket\b/.test(fold(message))
  );
}
