/**
 * What a conversation is about: a stack of topics, the newest first, each with a title for people, where it stands, and
 * the tickets it led to. Also how a message leans on a topic or goes back to one. Pure.
 */
import { type Intent, UNSURE_BELOW } from "./intents";
import * as slots from "./slots";
import { contentStems, fold, sentences, shorten, words } from "./text";

export interface Topic {
  id: string;
  /** For people: the question in one short line. */
  title: string;
  /** The customer's words that began it; a return to the topic answers them again. */
  question: string;
  intent: Intent;
  status: "open" | "answered";
  /** Numbers of the tickets that were opened or changed while it was current. */
  tickets: number[];
}

export const MAX_TOPICS = 8;
const TITLE_LIMIT = 60;

/** Intents whose messages are answered from the knowledge base or the catalogue: a follow-up leans on these. */
const KNOWLEDGE = new Set<Intent>([
  "question",
  "refund_request",
  "cancel_request",
  "complaint",
  "product_search",
  "out_of_scope",
]);

/** About the conversation or the assistant, not about a matter of the customer's. */
const NO_TOPIC: ReadonlySet<string> = new Set([
  "remember_fact",
  "recall_memory",
  "forget_memory",
  "resume_topic",
  "feedback",
]);

/** What a message is about when it opens no topic of its own. */
const PLAIN_TITLES: Readonly<Record<string, string>> = {
  change_address: "Address",
  refund_status: "Refunds",
  remember_fact: "Preferences",
  recall_memory: "What we remember",
  forget_memory: "What we remember",
  identity_code: "Confirming who it is",
  undo_action: "Undoing something",
  about_assistant: "The assistant",
  feedback: "Feedback",
  order_status: "Orders",
  ticket_status: "Tickets",
  update_ticket: "Tickets",
  create_ticket: "New ticket",
  account_info: "Account",
  update_profile: "Profile",
  product_search: "Products",
  talk_to_person: "Talking to a person",
};

export const plainTitle = (intent: Intent): string | null => PLAIN_TITLES[intent] ?? null;

export const isKnowledge = (topic: Topic): boolean => KNOWLEDGE.has(topic.intent);

/** Two words of substance make a topic; small talk and bare commands do not. */
export function isTopic(message: string, intent: Intent, confidence: number): boolean {
  if (NO_TOPIC.has(intent) && confidence >= UNSURE_BELOW) return false;
  const folded = fold(message);
  if (refersBack(message)) return false;
  // "open a ticket for this" is about what came before.
  if (intent === "create_ticket") return slots.matter(message) !== "" && !/\b(?:this|that|it)\b/.test(folded);
  if (intent === "order_status") return words(message).length >= 3;
  const isOwn = KNOWLEDGE.has(intent) || confidence < UNSURE_BELOW;
  return isOwn && words(message).length >= 2 && contentStems(message).length >= 1;
}

export function newTopic(id: number, question: string, intent: Intent): Topic {
  return { id: `t${id}`, title: titleOf(question, intent), question, intent, status: "open", tickets: [] };
}

export const SALUTATION =
  /^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day))(?: there| team| all)?[,.!\s]+|(?:please|so|and|ok|okay)[, ]+|(?:something else|another (?:question|thing)|one more (?:question|thing)|(?:one|a|quick|a quick) question|by the way|btw|also)[,.:!\s]+)+/i;

function titleOf(question: string, intent: Intent): string {
  const said = intent === "create_ticket" ? slots.matter(question) || question : question;
  const plain = said.trim().replace(SALUTATION, "");
  const [first = plain] = sentences(plain || said);
  const title = shorten(first.replace(/[?!.\s]+$/, ""), TITLE_LIMIT);
  return title.charAt(0).toUpperCase() + title.slice(1);
}

const NAMES: Record<string, string> = {
  billing: "billing question",
  warranty: "warranty question",
  returns: "question about returns",
  delivery: "delivery question",
  membership: "question about your membership",
  account: "question about your account",
  products: "question about the product",
  orders: "question about your order",
};

/** How a line in the thread calls a topic: by its field, or by its title when another topic is of the same field. */
export function nameOf(topic: Topic, others: readonly Topic[]): string {
  const name = fieldOf(topic);
  const isOnly = !others.some((other) => other.id !== topic.id && fieldOf(other) === name);
  return name && isOnly ? name : `question “${topic.title}”`;
}

function fieldOf(topic: Topic): string | null {
  if (topic.intent === "order_status") return NAMES.orders ?? null;
  if (topic.intent === "refund_request") return "refund request";
  return NAMES[slots.category(topic.question) ?? ""] ?? null;
}

const BACK =
  /\b(?:back to|return to|going back|my (?:earlier|previous|first|other|original) (?:question|one|topic|problem)|what about the other (?:question|thing|topic)|the other (?:question|thing|topic)|as i (?:said|asked) (?:before|earlier))\b/;

export function refersBack(message: string): boolean {
  return BACK.test(fold(message));
}

/** The earlier topic that "back to …" means: the one that shares its words, else the one before the current. */
export function earlierTopic(topics: readonly Topic[], message: string, goesBack = false): Topic | null {
  const saysSo = refersBack(message);
  if (!saysSo && !goesBack) return null;
  const folded = fold(message);
  const named = new Set(contentStems(message));
  const overlap = (topic: Topic) => {
    const shared = contentStems(topic.question).filter((stem) => named.has(stem)).length;
    const field = slots.category(topic.question);
    return shared + (field && named.has(contentStems(field)[0] ?? "") ? 1 : 0);
  };
  const best = [...topics].sort((a, b) => overlap(b) - overlap(a))[0];
  if (best && overlap(best) > 0) return best;
  if (!saysSo) return null;
  if (/\b(?:first|original)\b/.test(folded)) return topics.at(-1) ?? null;
  return topics[1] ?? topics[0] ?? null;
}

export function onTop(topics: readonly Topic[], id: string): Topic[] {
  const chosen = topics.filter((topic) => topic.id === id);
  return [...chosen, ...topics.filter((topic) => topic.id !== id)];
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
