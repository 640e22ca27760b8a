/**
 * Where a conversation stands, as a fold over what its customer can see. Each answer brings a `Move` that says what it
 * did; a text without one is read. The state is stored with every answer (`stored`), so a turn folds only what is newer.
 * Times are given, never taken. Pure; deciding what to do next is `decide`'s part.
 */
import { type DialogueState, emptyState } from "./dialogue-state";
import type { IntentReading } from "./intents";
import { type Move, PLAIN, readMove } from "./moves";
import { EXPIRES_AFTER_MINUTES, type Request } from "./pending";
import { readIntent } from "./reading";
import { interpret } from "./replies";
import { pick } from "./shown";
import { ticketNumber } from "./slots";
import { words } from "./text";
import { asksTheSame, earlierTopic, isTopic, MAX_TOPICS, newTopic, onTop, type Topic } from "./topics";

export interface Entry {
  /** In plain fold input `assistant` stands for every text on the assistant's side, staff's included. */
  role: "customer" | "assistant" | "staff";
  text: string;
  /** Milliseconds; absent in a conversation that is only known by its texts. */
  at?: number;
}

const RESUME: string = "resume_topic";
const TEXT_LIMIT = 6_000;
const MAX_INSTRUCTION_TEXTS = 5;

export function foldHistory(entries: readonly Entry[]): DialogueState {
  return entries.reduce(step, emptyState());
}

/** How history marks a text that a member of staff wrote. */
const STAFF = /^\([^)\n]{1,100} from the support team wrote:\)\s*/;

export function step(state: DialogueState, { role, text, at }: Entry): DialogueState {
  if (role === "customer") return heardCustomer(state, text, at ?? null);
  if (role === "staff" || STAFF.test(text)) return heardPerson(state, text.replace(STAFF, ""));
  return heardAssistant(state, text, readMove(text), at ?? null);
}

function heardCustomer(given: DialogueState, text: string, at: number | null): DialogueState {
  const state = expireRequest(given, at);
  // A burst is one message: the customer pressed return between its sentences.
  const isBurst = state.waiting && state.message !== "";
  const message = isBurst ? `${state.message}\n${text}` : text;
  const reading = readIntent(message);
  const reply = state.pending ? interpret(chosen(state, state.pending, message), message, reading) : null;
  const earlier =
    isBurst && state.topics[0]?.question === state.message ? state.topics.slice(1) : state.topics;
  const item = state.shown ? pick(state.shown, message, state.focus) : null;
  const resumed = reply && reply.kind !== "interrupted" ? state.askedFor : null;
  const back = item ? null : earlierTopic(earlier, message, goesBack(reading))?.id;
  const current = resumed ?? back;
  const isFollowUp = asksTheSame(message) && state.topics.length > 0;
  const takesTopic =
    (!reply || reply.kind === "interrupted") &&
    !isFollowUp &&
    !item &&
    !isAnswerToOffer(state, message) &&
    isTopic(message, reading.intent, reading.confidence);
  const begun = takesTopic ? state.topicsBegun + 1 : state.topicsBegun;
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
    told: takesTopic || current ? "" : state.told,
    topicsBegun: begun,
    returned: Boolean(back) && !resumed,
    topics: takesTopic
      ? [newTopic(begun, message, reading.intent), ...earlier].slice(0, MAX_TOPICS)
      : current
        ? onTop(earlier, current)
        : earlier,
  };
}

const SURELY = 0.6;

/** Words for going back that no pattern holds. */
function goesBack({ intent, confidence }: IntentReading): boolean {
  return intent === RESUME && confidence >= SURELY;
}

/** "The second one", said to a question for a ticket or an order, is its number. */
function chosen(state: DialogueState, pending: Request, message: string): Request {
  const item = state.shown ? pick(state.shown, message, state.focus) : null;
  if (!item) return pending;
  if (pending.kind === "update_ticket" && pending.asked === "number" && state.shown?.kind === "tickets")
    return { ...pending, number: Number(item.key) };
  if (pending.kind === "request_refund" && pending.asked === "order" && state.shown?.kind === "orders")
    return { ...pending, order: item.key };
  return pending;
}

/** "The second", "a person", said to an offer, are about the offer. */
function isAnswerToOffer({ offer }: DialogueState, message: string): boolean {
  if (offer === null || /\?\s*$/.test(message)) return false;
  return offer.kind === "help" ? words(message).length <= 4 : message.length <= 60;
}

/** What was asked too long ago is not what a "yes" of now agrees to. */
function expireRequest(state: DialogueState, at: number | null): DialogueState {
  const request = state.pending ?? state.shelved;
  if (!request || at === null || state.askedAt === null || state.waiting)
    return { ...state, expired: state.waiting ? state.expired : null };
  if (at - state.askedAt <= EXPIRES_AFTER_MINUTES * 60_000) return { ...state, expired: null };
  return { ...state, pending: null, shelved: null, askedAt: null, expired: request };
}

/** @param move what the text did; the built-in model knows, of other texts it is read. */
export function heardAssistant(
  state: DialogueState,
  text: string,
  move: Move,
  at: number | null,
): DialogueState {
  const { asked, did } = move;
  const isResumed =
    asked !== null &&
    asked.kind === state.pending?.kind &&
    (state.reply?.kind === "interrupted" || state.reply?.kind === "unclear");
  const [topic, ...rest] = state.topics;
  const isQuoted = did === "answered";
  const isProgress = isQuoted || did === "done";
  const before = state.pending ?? state.shelved;
  const isSameRequest = asked !== null && asked.kind === before?.kind && state.askedFor !== null;
  const isTakenUp = asked !== null && asked.kind === state.shelved?.kind;
  const isOver = (move.settled && !asked) || isTakenUp;
  const shelved = move.shelved ? (state.pending ?? state.shelved) : isOver ? null : state.shelved;
  return {
    ...state,
    waiting: false,
    pending: asked,
    reply: null,
    askedAt: asked || move.shelved ? at : shelved ? state.askedAt : null,
    askedFor: isSameRequest
      ? state.askedFor
      : asked
        ? topicFor(asked, topic)
        : shelved
          ? state.askedFor
          : null,
    expired: null,
    shelved,
    interruptions: isResumed ? state.interruptions + 1 : 0,
    offer: move.offer,
    clarified: move.clarified,
    failures: did === "missed" ? state.failures + 1 : isProgress ? 0 : state.failures,
    idle: isProgress ? 0 : state.idle,
    topics: isQuoted && topic ? [{ ...topic, status: "answered" }, ...rest] : state.topics,
    returned: false,
    lastAnswer: text.slice(0, TEXT_LIMIT),
    told: isQuoted ? `${state.told}\n${text}`.slice(-TEXT_LIMIT) : state.told,
    lastQuoted: isQuoted,
    shown: move.shown ?? (isQuoted ? null : state.shown),
    focus: move.focus ?? (isQuoted ? null : state.focus),
    ticket: move.ticket ?? state.ticket,
    instructionTexts: /^As .{1,80} asked\b/.test(text)
      ? [...state.instructionTexts, text.slice(0, TEXT_LIMIT)].slice(-MAX_INSTRUCTION_TEXTS)
      : state.instructionTexts,
  };
}

/** A request of which nothing is known yet is about nothing that was spoken of. */
function topicFor(asked: Request, topic: Topic | undefined): string | null {
  return asked.kind === "create_ticket" && asked.asked === "subject" ? null : (topic?.id ?? null);
}

/** A person's words open no request of ours and end every one: a later "yes" is for them. */
function heardPerson(state: DialogueState, text: string): DialogueState {
  return {
    ...heardAssistant({ ...state, pending: null, shelved: null, failures: 0, idle: 0 }, text, PLAIN, null),
    lastQuoted: false,
    shown: null,
    focus: null,
  };
}

/**
 * Ties tickets to the topic they came from.
 * @param request what opened them, when it belonged to no topic: it is one then
 */
export function linkTickets(
  given: DialogueState,
  numbers: readonly number[],
  request: Request | null = null,
): DialogueState {
  const last = numbers.at(-1);
  if (last === undefined) return given;
  const state = request?.kind === "create_ticket" ? withTopic(given, request.subject) : given;
  const [topic, ...rest] = state.topics;
  if (!topic) return { ...state, ticket: last };
  const tickets = [...new Set([...topic.tickets, ...numbers])].slice(-MAX_TOPICS);
  return { ...state, ticket: last, topics: [{ ...topic, tickets }, ...rest] };
}

function withTopic(state: DialogueState, question: string): DialogueState {
  const begun = state.topicsBegun + 1;
  const topics = [newTopic(begun, question, "create_ticket"), ...state.topics].slice(0, MAX_TOPICS);
  return { ...state, topicsBegun: begun, topics };
}
