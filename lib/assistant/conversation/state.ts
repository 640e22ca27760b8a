/**
 * Where a conversation stands, as a fold over what its customer can see: nothing is stored elsewhere, so any instance
 * resumes any conversation. Pure; deciding what to do next is `decide`'s part.
 */
import { readAsk } from "./asking";
import { classifyIntent, type IntentReading } from "./intents";
import type { Request } from "./pending";
import { hear, openedTicket } from "./phrases";
import { interpret, type Reply } from "./replies";
import { ticketNumber } from "./slots";
import { contentStems, fold, words } from "./text";

export interface Entry {
  /** `assistant` stands for every text on the assistant's side, staff's included. */
  role: "customer" | "assistant";
  text: string;
}

export interface Topic {
  question: string;
  answered: boolean;
}

export interface DialogueState {
  customerMessages: number;
  /** The customer's newest message and its reading; empty before the first. */
  message: string;
  reading: IntentReading;
  /** The customer's message before that, if the assistant has answered it. */
  previous: string;
  /** True when the newest visible entry is the customer's: somebody waits for an answer. */
  waiting: boolean;
  /** The request that the assistant's last question was about, before the newest message. */
  pending: Request | null;
  /** What the newest message means for `pending`. */
  reply: Reply | null;
  /** Put aside after interruptions; "continue" takes it up again. */
  shelved: Request | null;
  interruptions: number;
  offered: boolean;
  clarified: boolean;
  /** Answers in a row that found nothing. */
  failures: number;
  /** Customer messages since something was last achieved. */
  idle: number;
  /** Newest first; one per question that was asked of the knowledge base. */
  topics: Topic[];
  /** The last text on the assistant's side, for "tell me more" and "send me that". */
  lastAnswer: string;
  /** All that was quoted on the current topic, so that "tell me more" does not repeat it. */
  told: string;
  /** True when the last text quoted the help center. */
  lastQuoted: boolean;
  /** The ticket that the conversation last spoke of. */
  ticket: number | null;
  instructionTexts: string[];
}

const NO_READING: IntentReading = { intent: "question", confidence: 0, runnerUp: "out_of_scope", margin: -1 };
const MAX_TOPICS = 8;
const TOPIC_INTENTS = new Set([
  "question",
  "refund_request",
  "cancel_request",
  "complaint",
  "product_search",
  "out_of_scope",
]);

export function emptyState(): DialogueState {
  return {
    customerMessages: 0,
    message: "",
    reading: NO_READING,
    previous: "",
    waiting: false,
    pending: null,
    reply: null,
    shelved: null,
    interruptions: 0,
    offered: false,
    clarified: false,
    failures: 0,
    idle: 0,
    topics: [],
    lastAnswer: "",
    told: "",
    lastQuoted: false,
    ticket: null,
    instructionTexts: [],
  };
}

export function foldHistory(entries: readonly Entry[]): DialogueState {
  return entries.reduce(step, emptyState());
}

export function step(state: DialogueState, entry: Entry): DialogueState {
  return entry.role === "customer" ? heardCustomer(state, entry.text) : heardAssistant(state, entry.text);
}

function heardCustomer(state: DialogueState, text: string): DialogueState {
  // A burst is one message: the customer pressed return between its sentences.
  const isBurst = state.waiting && state.message !== "";
  const message = isBurst ? `${state.message}\n${text}` : text;
  const reading = classifyIntent(message);
  const reply = state.pending ? interpret(state.pending, message, reading) : null;
  const isFollowUp = asksTheSame(message) && state.topics.length > 0;
  const takesTopic = (!reply || reply.kind === "interrupted") && !isFollowUp && isTopic(message, reading);
  const earlier =
    isBurst && state.topics[0]?.question === state.message ? state.topics.slice(1) : state.topics;
  return {
    ...state,
    customerMessages: state.customerMessages + (isBurst ? 0 : 1),
    message,
    reading,
    previous: isBurst ? state.previous : state.message,
    reply,
    waiting: true,
    idle: state.idle + (isBurst ? 0 : 1),
    ticket: ticketNumber(message) ?? state.ticket,
    told: takesTopic ? "" : state.told,
    topics: takesTopic
      ? [{ question: message, answered: false }, ...earlier].slice(0, MAX_TOPICS)
      : state.topics,
  };
}

/** Two words of substance make a topic; small talk and bare commands do not. */
function isTopic(message: string, reading: IntentReading): boolean {
  const isOwn = TOPIC_INTENTS.has(reading.intent) || reading.confidence < 0.35;
  return isOwn && words(message).length >= 2 && contentStems(message).length >= 1 && !refersBack(message);
}

/** How history marks a text that a member of staff wrote. */
const STAFF = /^\([^)\n]{1,100} from the support team wrote:\)\s*/;

function heardAssistant(state: DialogueState, text: string): DialogueState {
  // A person's words open no request of ours and end every one: a later "yes" is for them.
  if (STAFF.test(text)) return { ...heardPerson(state), lastAnswer: text.replace(STAFF, "") };
  const heard = hear(text);
  const asked = readAsk(text);
  const isResumed =
    asked !== null && asked.kind === state.pending?.kind && state.reply?.kind === "interrupted";
  const [topic, ...rest] = state.topics;
  const isSettled = heard.cancelled || openedTicket(text) !== null;
  return {
    ...state,
    waiting: false,
    pending: asked,
    reply: null,
    shelved: isSettled || asked ? null : heard.shelved ? state.pending : state.shelved,
    interruptions: isResumed ? state.interruptions + 1 : 0,
    offered: heard.offered,
    clarified: heard.clarified,
    failures: heard.notFound ? state.failures + 1 : heard.unproductive ? state.failures : 0,
    idle: heard.unproductive ? state.idle : 0,
    topics: heard.quoted && topic ? [{ ...topic, answered: true }, ...rest] : state.topics,
    lastAnswer: text,
    told: heard.quoted ? `${state.told}\n${text}` : state.told,
    lastQuoted: heard.quoted,
    ticket: openedTicket(text) ?? ticketNumber(text) ?? state.ticket,
    instructionTexts: /^As .{1,80} asked\b/.test(text)
      ? [...state.instructionTexts, text]
      : state.instructionTexts,
  };
}

function heardPerson(state: DialogueState): DialogueState {
  return {
    ...state,
    waiting: false,
    pending: null,
    reply: null,
    shelved: null,
    interruptions: 0,
    offered: false,
    clarified: false,
    failures: 0,
    idle: 0,
    lastQuoted: false,
  };
}

const BACK =
  /\b(?:back to|return to|going back|my (?:earlier|previous|first|other|original) (?:question|one|topic|problem)|what about the other(?: one)?|the other (?:one|question|thing)|as i (?:said|asked) (?:before|earlier))\b/;

export function refersBack(message: string): boolean {
  return BACK.test(fold(message));
}

/** The earlier topic that "back to …" means: the one that shares its words, else the one before the current. */
export function earlierTopic(state: DialogueState): Topic | null {
  if (!refersBack(state.message)) return null;
  const named = new Set(contentStems(state.message));
  const overlap = (topic: Topic) => contentStems(topic.question).filter((stem) => named.has(stem)).length;
  const best = [...state.topics].sort((a, b) => overlap(b) - overlap(a))[0];
  if (best && overlap(best) > 0) return best;
  return state.topics[1] ?? state.topics[0] ?? null;
}

/** "and for laptops?", "what about it": a question that leans on the one before. */
export function leansOnTopic(message: string): boolean {
  const folded = fold(message);
  if (asksTheSame(message)) return true;
  if (/^but\b/.test(folded) && words(message).length <= 8) return true;
  return /\b(?:it|that|this|those|these|them|one)\b/.test(folded) && contentStems(message).length <= 2;
}

const FOLLOW_UP =
  /^(?:and|what about|how about|or|(?:no[,.]? |sorry[,.]? )*(?:i|we) (?:mean|meant)|no[,.]? (?:the|for))\b/;

/** "and a chair?", "what about desks", "no, I meant the lamp": the same question about something else. */
export function asksTheSame(message: string): boolean {
  return FOLLOW_UP.test(fold(message)) && words(message).length <= 8;
}

/** What a follow-up adds, without the words that make it one. */
export function addedBy(message: string): string {
  const lead = FOLLOW_UP.exec(fold(message))?.[0].replace(/\s*(?:the|for)$/, "") ?? "";
  return fold(message).slice(lead.length).trim() || message;
}

/** "still sinking": a few words, one of them from the question before. */
export function repeatsTopic(message: string, topic: string): boolean {
  const own = contentStems(message);
  const before = new Set(contentStems(topic));
  return own.length <= 2 && words(message).length <= 4 && own.some((stem) => before.has(stem));
}
