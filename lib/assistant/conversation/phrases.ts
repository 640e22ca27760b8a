/**
 * The sentences by which the built-in model speaks about the conversation itself, and by which the state fold knows
 * them again. What is said and what is recognised stand side by side, so that they cannot drift apart. Pure.
 */

export const SAY = {
  greeting:
    "Hello! I am the assistant. Ask me anything about our products and services, or about your orders and tickets.",
  welcome: "You are welcome. Is there anything else I can help with?",
  back: "I am with you again. How can I help you further?",
  goodbye: "Thank you for writing to us. You can come back to this conversation at any time.",
  anythingElse: "All right. Is there anything else I can help with?",
  whatCanIDo: "Good. What can I help you with?",
  notFound: "I could not find this in our help center.",
  offer: "Shall I open a ticket for you, or bring in a person from our team?",
  offerPerson: "Shall I bring in a person from our team?",
  clarify:
    "To help you with the right thing, could you tell me a little more: what is it about, and what would you like to happen?",
  outOfScope:
    "I can only help with our products and services, your orders, your tickets and your account. What would you like to know about those?",
  cancelled: "All right, I have left it. Nothing was changed.",
  shelved: "I have put your request aside. Say “continue” whenever you want to go on with it.",
  partNotFound: "I could not find the other part of your question in our help center.",
  noHelp: "I am sorry that this did not help.",
  aboutMe:
    "I am the assistant, not a person. I answer from our help center, look up your orders and tickets, open and change tickets and update your profile. A person from our team can take over at any time: just say so.",
  heard: "Thank you for telling us. Is there anything else I can help with?",
  sorry: "I am sorry about that.",
  cannotDecide: "I cannot do this for you myself.",
  nothingMore: "That is all our help center says about it.",
  trouble:
    "Something on our side is not working right now, and I could not complete this. Please try again in a few minutes.",
  cannotReachTeam:
    "I could not reach our team just now. Please try again in a few minutes; your messages here are kept.",
  refused: "Our team has not approved this step, so I have not done it.",
  theirReason: "Their reason:",
  undecided: "This step needed a decision of our team, and none came in time, so I have not done it.",
  takenBack: "The request for this step was taken back, so I have not done it.",
  lateCode: "The code was not entered in time, so I have not done this step.",
  tryAgain: "Shall we try it again?",
  waiting: "This waits for a decision of our team. You can go on writing to me meanwhile.",
  cannotWatch: "I cannot watch for this and write to you later by myself.",
  resume: "Back to your request:",
  code: "Please enter the code in the field that stands in this conversation, not in a message.",
  undo: "What I have done for you is listed below my answers; where it can be undone, there is a button for it.",
  notUnderstood:
    "I am sorry, I do not understand what to write there, so I have put it aside. Say “continue” to try again.",
} as const;

/** "Back to your delivery question.": says that the topic has changed. */
export const returnLine = (name: string): string => `Back to your ${name}.`;
const RETURN_LINE = /^Back to your [^\n]{1,100}?[.]\s+/;
/** @param name what had been begun, such as "ticket" */
export const expiredLine = (name: string): string =>
  `The ${name} we had begun is out of date; shall we start it again?`;
const EXPIRED_LINE = /The [^.\n]{1,40} we had begun is out of date; shall we start it again\?/;

const MARKER = /\[\[k\d+\]\]|\[\d+\]/;
/** How our own texts begin, other than the sentences above: results of tools and questions about a request. */
const OWN =
  /^(?:I (?:have|could|cannot|can|am)\b|Shall I\b|Which ticket\b|What (?:is the ticket|would you like to change|is your new|shall I add)\b|Please describe \u201c|You have (?:no|\d+)\b|Your (?:latest )?order \*\*|Your orders:|Here (?:is|are) (?:what|your)\b|The ticket was accepted|The assistant could not|There (?:is|are) (?:nothing to send|no|more than one)\b|Could you please tell me|- \*\*#\d)/;
const DONE =
  /\b(?:I have (?:opened|closed|reopened|updated|added your comment|set the priority|sent you)|Your (?:order|latest order|orders|tickets|profile)\b|You have \d+|Here (?:is|are)|You have no)/;

export interface Heard {
  notFound: boolean;
  /** An open offer of a ticket or a person: the next "yes" means it. */
  offered: boolean;
  clarified: boolean;
  cancelled: boolean;
  shelved: boolean;
  quoted: boolean;
  /** Nothing was achieved by this text. */
  unproductive: boolean;
}

/**
 * Whether the text quotes the help center. Citation numbers are taken out of old messages, so what is left when our own
 * sentences are gone decides.
 */
function isQuote(text: string): boolean {
  if (MARKER.test(text)) return true;
  const [answer = ""] = text.replace(/^As .{1,80} asked:\s+/, "").split(SAY.resume);
  const rest = Object.values<string>(SAY)
    .reduce((left, phrase) => left.replace(phrase, ""), answer)
    .replace(RETURN_LINE, "")
    .replace(EXPIRED_LINE, "")
    .trim();
  return /\p{L}{2}/u.test(rest) && !OWN.test(rest);
}

/** What an earlier text of the assistant's side amounted to. */
export function hear(text: string): Heard {
  const notFound = text.includes(SAY.notFound);
  const clarified = text.includes(SAY.clarify);
  const quoted = isQuote(text);
  const idle = [SAY.outOfScope, SAY.trouble, SAY.whatCanIDo, SAY.refused, SAY.noHelp].some((phrase) =>
    text.includes(phrase),
  );
  return {
    notFound,
    offered: text.includes(SAY.offer),
    clarified,
    cancelled: text.includes(SAY.cancelled),
    shelved: text.includes(SAY.shelved),
    quoted,
    unproductive: !quoted && !DONE.test(text) && (notFound || clarified || idle),
  };
}

/** A ticket that the assistant said it opened, as its number. */
export function openedTicket(text: string): number | null {
  const match = /I have opened ticket #(\d+)/.exec(text);
  return match ? Number(match[1]) : null;
}
