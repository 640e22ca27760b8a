/**
 * Commitments in the assistant's own text ("we will refund you", "I have cancelled your order"), and whether anything
 * that was done stands behind them. What a text announces and no tool does, nobody would ever do. Pure.
 */

export type CommitmentKind =
  | "refund"
  | "discount"
  | "cancellation"
  | "ticket"
  | "notification"
  | "profile"
  | "handover"
  | "callback"
  | "look_up"
  | "delivery";

export interface Commitment {
  kind: CommitmentKind;
  /** The whole sentence, as the customer reads it. */
  sentence: string;
  backed: boolean;
}

/** One finished tool call; `result` is what the model read. */
export interface Done {
  name: string;
  failed: boolean;
  result?: unknown;
}

interface CommitmentRule {
  kind: CommitmentKind;
  pattern: RegExp;
  /** Names of the tools whose success stands behind the words; null means that no tool does it. */
  backedBy: RegExp | null;
}

const WE = "(?:i|we|our team|the team|someone|somebody|a colleague|a person|an agent)";
const WILL = `${WE}(?:'ll| will|'m going to|'re going to| am going to| are going to| is going to)(?: also| now| gladly| personally| then)*`;
const DID = `${WE}(?:'ve| have|'s| has)?(?: now| just| already| also| successfully)*`;

/** The first rule that a sentence meets decides its kind. */
export const COMMITMENT_RULES: readonly CommitmentRule[] = [
  {
    kind: "refund",
    pattern: new RegExp(
      `\\b(?:${WILL}|${DID})(?: \\w+){0,3} (?:refund(?:ed)?|reimburse[d]?|credit(?:ed)?)\\b|\\byour (?:refund|money) (?:has been|is being|was|is on (?:its|the) way)\\b(?: (?:processed|issued|approved|initiated|sent|returned|refunded))?|\\byou(?:'ll| will) (?:(?:get|receive) (?:a |your |the )?(?:full |partial )?(?:refund|money back|reimbursement)|be (?:fully )?(?:refunded|reimbursed))\\b`,
    ),
    backedBy: /refund|reimburse|credit/,
  },
  {
    kind: "discount",
    pattern: new RegExp(
      `\\b(?:${WILL}|${DID})(?: \\S+){0,4} (?:discount|voucher|coupon|free month|for free|waive[d]?)\\b|\\byou(?:'ll| will) (?:get|receive) (?:a |your )?(?:\\d+ ?% )?(?:discount|voucher|coupon)\\b`,
    ),
    backedBy: /discount|voucher|coupon/,
  },
  {
    kind: "cancellation",
    pattern: new RegExp(
      `\\b(?:${WILL}|${DID})(?: \\w+){0,2} cancel(?:led|ed)?\\b|\\byour (?:order|subscription|plan|contract|account) (?:has been|is now|was|will be) (?:cancell?ed|terminated|deleted|closed)\\b`,
    ),
    backedBy: /cancel|terminate|delete/,
  },
  {
    kind: "ticket",
    pattern: new RegExp(
      `\\b${DID} (?:opened|created|filed|raised|logged|submitted) (?:a |the |your |an |this )?(?:\\w+ )?(?:ticket|case|request|issue)\\b|\\b(?:a|your) ticket (?:has been|was) (?:opened|created|filed)\\b`,
    ),
    backedBy: /^create_ticket$|ticket_create|create_.*(?:case|issue)/,
  },
  {
    kind: "ticket",
    pattern: new RegExp(
      `\\b${DID} (?:closed|reopened|updated|escalated|prioriti[sz]ed) (?:your |the |this )?(?:ticket|case|request)\\b`,
    ),
    backedBy: /^update_ticket$|ticket_update/,
  },
  {
    kind: "notification",
    pattern: new RegExp(
      `\\b${DID} (?:sent|emailed|e-mailed|notified|mailed) (?:you|it|this|that|an? e-?mail|the)\\b`,
    ),
    backedBy: /^send_|notif|mail|refund/,
  },
  {
    kind: "notification",
    pattern: new RegExp(
      `\\b${WILL} (?:e-?mail|notify|remind|text|message|keep you (?:posted|informed|updated)|let you know)\\b`,
    ),
    backedBy: /^send_notification$|remind|schedule|escalate_to_human|create_ticket/,
  },
  {
    kind: "profile",
    pattern: new RegExp(
      `\\b${DID} (?:updated|changed|corrected|saved) (?:your|the) (?:profile|phone|number|name|language|email|e-mail|address|contact|preferences|time zone|account|delivery)\\b`,
    ),
    backedBy: /update_|change_|remember|forget/,
  },
  {
    kind: "handover",
    pattern: new RegExp(
      `\\b(?:${DID}|i am|i'm) (?:escalated|transferred|transferring|handed|connecting|connected|forwarded|forwarding|passing|passed) (?:you|this|it|your)\\b`,
    ),
    backedBy: /^escalate_to_human$/,
  },
  {
    kind: "callback",
    pattern: new RegExp(
      `\\b${WILL} (?:call|phone|ring|contact|get back to|reach out to|follow up|be in touch|investigate|fix|take care of|make sure|have (?:someone|somebody|a colleague))\\b|\\byou(?:'ll| will) (?:hear (?:back )?from|be (?:called|contacted))\\b`,
    ),
    backedBy: /^escalate_to_human$|^create_ticket$|appointment|call_?back/,
  },
  {
    kind: "look_up",
    pattern: new RegExp(`\\b${WILL} (?:look into|check|look (?:it|that|this) up)\\b`),
    backedBy: /^escalate_to_human$|^create_ticket$|search|get_|list_|find|read|lookup|status/,
  },
  {
    kind: "delivery",
    pattern: new RegExp(
      `\\b${WILL} (?:ship|send|deliver|replace|dispatch)(?: out)? (?:you |your |the |a |an )?(?:\\w+ )?(?:replacement|order|parcel|package|new|item|unit|label)?\\b|\\byou(?:'ll| will) (?:receive|get) (?:a |your )?(?:replacement|new (?:unit|device|item))\\b|\\b(?:a|the|your) replacement (?:is on its way|has been (?:sent|shipped|ordered))\\b`,
    ),
    backedBy: /ship|deliver|replace|reorder|resend/,
  },
];

/** What a condition cannot excuse: money and goods are not the assistant's to offer. */
const NEVER_CONDITIONAL = new Set<CommitmentKind>(["refund", "discount", "cancellation", "delivery"]);

const REFUSES =
  /\b(?:cannot|can't|could not|couldn't|not able|unable|will not|won't|have not|haven't|has not|hasn't|did not|didn't|never|nothing (?:was|has been))\b/;
const CONDITION =
  /^(?:if|once|when|after|as soon as|before|unless)\b.{0,80}\byou\b.*\b(?:i|we)(?: can| will|'ll)\b/;
const MARK = /\[\[?k?\d+\]?\]/;

/**
 * Every promise and claimed deed of a text. Questions and refusals are none; statements that a source is given for, or
 * that a tool's result says word for word, are the company's own, unless they say "I".
 */
export function findCommitments(text: string, done: readonly Done[]): Commitment[] {
  const names = done.flatMap(({ name, failed }) => (failed ? [] : [name]));
  let read: string | null = null;
  const isQuoted = (folded: string) => {
    read ??= done.map(({ result }) => fold(textsOf(result).join(" "))).join(" ");
    return read.includes(folded.replace(/[.!\s]+$/, ""));
  };
  const found: Commitment[] = [];
  for (const paragraph of text.split(/\n+/)) {
    const sentences = paragraph.split(/(?<=[.!?][*_"')]{0,3})\s+(?!\[)/);
    for (const [at, sentence] of sentences.entries()) {
      const folded = fold(sentence);
      if (/\?\s*$/.test(folded) || REFUSES.test(folded)) continue;
      const rule = COMMITMENT_RULES.find(({ pattern }) => pattern.test(folded));
      if (!rule) continue;
      if (CONDITION.test(folded) && !NEVER_CONDITIONAL.has(rule.kind)) continue;
      const isOwn = /\bi(?:'| )/.test(folded);
      if (!isOwn && (sentences.slice(at).some((later) => MARK.test(later)) || isQuoted(folded))) continue;
      const { backedBy } = rule;
      const backed = backedBy !== null && names.some((name) => backedBy.test(name));
      found.push({ kind: rule.kind, sentence: sentence.replace(/\*\*/g, "").trim(), backed });
    }
  }
  return found;
}

/** The first promise or claimed deed that nothing stands behind, as the customer reads it. */
export function findFalsePromise(text: string, done: readonly Done[]): string | null {
  return findCommitments(text, done).find(({ backed }) => !backed)?.sentence ?? null;
}

const fold = (text: string): string =>
  text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[*_`]+/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();

/** Every text in a tool's result. */
export function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
