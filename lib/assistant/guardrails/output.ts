/**
 * What happens to an assistant's text before a customer sees it: links to foreign places lose their target, secrets are
 * blotted out, and promises that nothing done in this run stands behind are found. Pure.
 */
import { redact } from "./input";

export interface OutputCheck {
  text: string;
  removedLinks: number;
  hiddenSecrets: number;
  commitments: Commitment[];
}

export interface Commitment {
  kind: CommitmentKind;
  sentence: string;
}

export type CommitmentKind =
  | "refund"
  | "discount"
  | "cancellation"
  | "ticket"
  | "notification"
  | "profile"
  | "handover"
  | "callback"
  | "delivery";

/** @param succeededTools names of the tools that answered with success in this run. */
export function checkOutput(
  text: string,
  allowedHosts: readonly string[],
  succeededTools: readonly string[],
): OutputCheck {
  const links = dropForeignLinks(text, allowedHosts);
  const secrets = hideSecrets(links.text);
  return {
    text: secrets.text,
    removedLinks: links.removed,
    hiddenSecrets: secrets.hidden,
    commitments: findUnbackedCommitments(secrets.text, succeededTools),
  };
}

const TARGET = String.raw`<?([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?`;
const IMAGE = new RegExp(String.raw`!\[([^\]]*)\]\(\s*${TARGET}\s*\)`, "g");
const LINK = new RegExp(String.raw`(?<!!)\[((?:[^[\]]|\[[^\]]*\])*)\]\(\s*${TARGET}\s*\)`, "g");
const DEFINITION = /^[ \t]{0,3}\[[^\]\n]+\]:[ \t]*\S+.*$/gm;
const TAG = /<\/?[a-z][^>]*>/gi;
const AUTOLINK = /<((?:https?|ftp|mailto|javascript|data|file):[^\s>]*)>/gi;
const BARE =
  /(?<![\w@/.])(?:(?:https?|ftp):\/\/|www\.)[^\s<>"'`\])]+|(?<![\w])(?:javascript|data|vbscript|file):[^\s<>"'`\])]+/gi;
const REMOVED = "(link removed)";

/**
 * Keeps links to allowed hosts and to our own pages (`/help/…`); of all others only the words stay. Images are kept
 * under the same rule: a picture's address can carry a conversation away without anybody clicking.
 * @param allowedHosts host names; a subdomain must be listed by itself.
 */
export function dropForeignLinks(
  text: string,
  allowedHosts: readonly string[],
): { text: string; removed: number } {
  let removed = 0;
  const hosts = new Set(allowedHosts.map((host) => host.toLowerCase()));
  const drop = (replacement: string) => {
    removed += 1;
    return replacement;
  };
  const isAllowed = (target: string) => isAllowedTarget(target, hosts);
  const clean = text
    .replace(DEFINITION, () => drop(""))
    .replace(IMAGE, (whole, label: string, target: string) => (isAllowed(target) ? whole : drop(label)))
    .replace(LINK, (whole, label: string, target: string) => (isAllowed(target) ? whole : drop(label)))
    .replace(AUTOLINK, (whole, target: string) => (isAllowed(target) ? whole : drop(REMOVED)))
    .replace(TAG, (tag) => (/\b(?:href|src|action|style|on\w+)\s*=/i.test(tag) ? drop("") : ""))
    .replace(BARE, (target) => {
      const url = target.replace(/[.,;:!?]+$/, "");
      return isAllowed(url) ? target : drop(REMOVED) + target.slice(url.length);
    });
  return { text: clean, removed };
}

function isAllowedTarget(target: string, hosts: ReadonlySet<string>): boolean {
  // A backslash counts as a slash in browsers, and control characters are skipped by them.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must be seen through.
  const plain = target.replace(/[\u0000-\u0020]/g, "").replace(/\\/g, "/");
  if (/^(?:\/(?!\/)|#)/.test(plain)) return true;
  try {
    const url = new URL(/^www\./i.test(plain) ? `https://${plain}` : plain);
    return (
      (url.protocol === "https:" || url.protocol === "http:") &&
      !url.username &&
      !url.password &&
      hosts.has(url.hostname.toLowerCase())
    );
  } catch {
    return false;
  }
}

const SECRETS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9_-]{16,}/g,
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[abprs]-[A-Za-z0-9-]{10,})/g,
  /\bAKIA[0-9A-Z]{16}\b/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@[^\s]+/gi,
  /\bBearer\s+[A-Za-z0-9._~+/-]{16,}=*/gi,
  /\$(?:argon2(?:id|i|d)|2[aby])\$[^\s]{20,}/g,
  /\b(?:password|passwd|secret|api[_ -]?key|token)\s*[:=]\s*(?!\()\S{6,}/gi,
];

/** Blots out keys, tokens, hashes, addresses with credentials, and payment numbers. */
export function hideSecrets(text: string): { text: string; hidden: number } {
  let hidden = 0;
  let clean = text;
  for (const pattern of SECRETS) {
    clean = clean.replace(pattern, () => {
      hidden += 1;
      return "(removed)";
    });
  }
  const { text: rest, found } = redact(clean);
  return { text: rest, hidden: hidden + found.length };
}

interface CommitmentRule {
  kind: CommitmentKind;
  pattern: RegExp;
  /** Tools whose success stands behind the words; none means that no tool does it. */
  backedBy: readonly string[];
}

const WE = "(?:i|we|our team|the team|someone|a colleague)";
const WILL = `${WE}(?:'ll| will|'m going to|'re going to| am going to| are going to)`;
const DID = `${WE}(?:'ve| have|'s| has)?(?: now| just| already| successfully)*`;

export const COMMITMENT_RULES: readonly CommitmentRule[] = [
  {
    kind: "refund",
    pattern: new RegExp(
      `\\b(?:${WILL}|${DID})(?: \\w+){0,3} (?:refund(?:ed)?|reimburse[d]?|credit(?:ed)?)\\b|\\byour refund (?:has been|is being|was) (?:processed|issued|approved|initiated)\\b|\\byou(?:'ll| will) (?:get|receive) (?:a |your |the )?(?:full |partial )?(?:refund|money back|reimbursement)\\b`,
    ),
    backedBy: [],
  },
  {
    kind: "discount",
    pattern: new RegExp(
      `\\b(?:${WILL}|${DID})(?: \\S+){0,4} (?:discount|voucher|coupon|free month|for free|waive[d]?)\\b|\\byou(?:'ll| will) (?:get|receive) (?:a |your )?(?:\\d+ ?% )?(?:discount|voucher|coupon)\\b`,
    ),
    backedBy: [],
  },
  {
    kind: "cancellation",
    pattern: new RegExp(
      `\\b(?:${WILL}|${DID})(?: \\w+){0,2} cancel(?:led|ed)?\\b|\\byour (?:order|subscription|plan|contract|account) (?:has been|is now|was) (?:cancell?ed|terminated|deleted|closed)\\b`,
    ),
    backedBy: [],
  },
  {
    kind: "ticket",
    pattern: new RegExp(
      `\\b${DID} (?:opened|created|filed|raised|logged|submitted) (?:a |the |your |an |this )?(?:\\w+ )?(?:ticket|case|request|issue)\\b|\\b(?:a|your) ticket (?:has been|was) (?:opened|created|filed)\\b`,
    ),
    backedBy: ["create_ticket"],
  },
  {
    kind: "ticket",
    pattern: new RegExp(
      `\\b${DID} (?:closed|reopened|updated|escalated|prioriti[sz]ed) (?:your |the |this )?(?:ticket|case|request)\\b`,
    ),
    backedBy: ["update_ticket"],
  },
  {
    kind: "notification",
    pattern: new RegExp(
      `\\b${DID} (?:sent|emailed|e-mailed|notified|mailed) (?:you|it|this|that|an? e-?mail|the)\\b`,
    ),
    backedBy: ["send_notification"],
  },
  {
    kind: "notification",
    pattern: new RegExp(`\\b${WILL} (?:e-?mail|notify|remind|text|message) you\\b`),
    backedBy: ["send_notification"],
  },
  {
    kind: "profile",
    pattern: new RegExp(
      `\\b${DID} (?:updated|changed|corrected|saved) (?:your|the) (?:profile|phone|number|name|language|email|address|contact|preferences|time zone|account)\\b`,
    ),
    backedBy: ["update_customer_profile"],
  },
  {
    kind: "handover",
    pattern: new RegExp(
      `\\b(?:${DID}|i am|i'm) (?:escalated|transferred|transferring|handed|connecting|connected|forwarded|forwarding|passing|passed) (?:you|this|it|your)\\b`,
    ),
    backedBy: ["escalate_to_human"],
  },
  {
    kind: "callback",
    pattern: new RegExp(
      `\\b${WILL} (?:call|phone|contact|get back to|reach out to|follow up with|be in touch|look into|investigate|fix)\\b`,
    ),
    backedBy: ["escalate_to_human", "create_ticket"],
  },
  {
    kind: "delivery",
    pattern: new RegExp(
      `\\b${WILL} (?:ship|send|deliver|replace|dispatch)(?: out)? (?:you |your |the |a |an )?(?:\\w+ )?(?:replacement|order|parcel|package|new|item|unit|label)?\\b|\\byou(?:'ll| will) (?:receive|get) (?:a |your )?(?:replacement|new (?:unit|device|item))\\b`,
    ),
    backedBy: [],
  },
];

/**
 * Promises and claims of deeds that nothing in this run stands behind. Statements that carry a citation are the help
 * center's, unless they say "I"; questions and refusals are no promises.
 */
export function findUnbackedCommitments(text: string, succeededTools: readonly string[]): Commitment[] {
  const done = new Set(succeededTools);
  const found: Commitment[] = [];
  for (const sentence of text.split(/(?<=[.!?])\s+(?!\[)|\n+/)) {
    const folded = sentence.replace(/[\u2018\u2019]/g, "'").toLowerCase();
    if (
      /\?\s*$/.test(folded) ||
      /\b(?:cannot|can't|could not|couldn't|not able|unable|will not|won't|have not|haven't|did not|didn't|never)\b/.test(
        folded,
      )
    )
      continue;
    if (/\[\[?k?\d+\]?\]/.test(folded) && !/\bi(?:'| )/.test(folded)) continue;
    if (/^(?:if|once|when|after)\b.{0,40}\byou\b.*\bi can\b/.test(folded)) continue;
    for (const rule of COMMITMENT_RULES) {
      if (!rule.pattern.test(folded) || rule.backedBy.some((tool) => done.has(tool))) continue;
      found.push({ kind: rule.kind, sentence: sentence.trim() });
      break;
    }
  }
  return found;
}
