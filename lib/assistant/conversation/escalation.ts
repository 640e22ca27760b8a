/**
 * When a person must take over, with reason and urgency: what the customer's words alone mean, and where the
 * conversation stands. Rules are data: a pattern or a count, what it stands for, and near misses that it must not catch
 * (kept honest by the tests). They bind every model: what fires here is done in code. Pure.
 */
import { isShouting } from "./mood";
import { fold } from "./text";

export type EscalationReason =
  | "customer_request"
  | "frustration"
  | "missing_knowledge"
  | "policy"
  | "tool_failure"
  | "low_confidence"
  | "budget"
  | "identity_unverified"
  | "error"
  | "pending_clarification";

export type Urgency = "low" | "medium" | "high" | "urgent";

export interface Escalation {
  rule: string;
  reason: EscalationReason;
  urgency: Urgency;
}

interface Rule extends Escalation {
  /**
   * `grave`: no model is asked before a person takes over. `plain`: a large model is told, and may first calm or
   * answer; the built-in one passes on at once.
   */
  weight: "grave" | "plain";
  patterns: readonly RegExp[];
  /** A match is dropped when one of these also matches. */
  unless?: readonly RegExp[];
}

const PERSON =
  "(?:(?:real |actual |live |human )?(?:person|people|human(?: being)?|agent|representative|rep|operator|manager|supervisor|somebody|someone|staff|advisor|colleague)|customer service|support team|your team)";

/** Order matters: the first rule that matches decides, the gravest first. */
export const ESCALATION_RULES: readonly Rule[] = [
  {
    rule: "safety",
    reason: "policy",
    urgency: "urgent",
    weight: "grave",
    patterns: [
      /\b(?:caught|catching|on) fire\b(?! ?wall)/,
      /\b(?:smok(?:e|es|ing)|sparks?|sparking|burn(?:s|ed|t|ing)?|melt(?:s|ed|ing)?|explod(?:e|ed|es|ing)|exploded)\b.{0,40}\b(?:battery|charger|device|cable|plug|unit|headset|laptop|phone|hand|fingers?|skin)\b/,
      /\b(?:burning|burnt|smoky) smell\b|\bsmell(?:s|ed|ing)? (?:of |like |strongly |a bit )*(?:burning|burnt|smoke|fire)\b/,
      /\b(?:battery|charger|device|cable|plug|socket|unit|box|motor|adapter|handset|lamp|light|desk|chair|frame|headset|laptop|phone|it) (?:is|was|has|started|starts|began|keeps|just)\b.{0,20}\b(?:smoking|sparking|burning|melting|melted|exploded|swollen|swelling|burned|burnt|on fire)\b/,
      /\bsmell(?:s|ed|ing)? (?:of|like) gas\b|\bsmoke (?:is |was )?(?:com(?:es|ing)|came|rising|pouring)\b/,
      /\b(?:electric(?:al)? shock|got (?:a )?shock(?:ed)?(?: from)|electrocut|injur(?:ed|y|ies)|hurt (?:my|him|her|our)|in (?:the )?hospital|swollen battery|carbon monoxide|gas leak)\b/,
      /\b(?:kill myself|suicid|end my life|harm myself|want to die)\b/,
    ],
    unless: [
      /\bis (?:smoking|burning) (?:allowed|permitted|forbidden|ok)\b/,
      /\bburn(?:ing|ed)? (?:a |the |my )?(?:cd|dvd|disc|question)\b/,
      // Whether something may be burned is a question about it, not a fire.
      /\b(?:can|could|may|should) (?:it|they|this|that|i|we|you)\b.{0,12}\bburn(?:ed|t)?\b/,
    ],
  },
  {
    rule: "security breach",
    reason: "policy",
    urgency: "urgent",
    weight: "grave",
    patterns: [
      /\b(?:my|our|the) (?:account|e-?mail|password|data|profile)s? (?:was|were|is|are|has been|have been|got|may have been)\b.{0,20}\b(?:hacked|stolen|compromised|breached|leaked|taken over|exposed)\b/,
      /\b(?:hacked|hijacked) (?:my|our|into)\b|\bbeen hacked\b|\bidentity theft\b|\bphishing\b.{0,40}\b(?:fell|clicked|entered|got)\b/,
      /\b(?:someone|somebody|a stranger|anyone) (?:else )?(?:has )?(?:logged|signed|got|broke|broken)(?: in)?(?: in)?to (?:my|our)\b/,
      /\b(?:unauthori[sz]ed|fraudulent) (?:access|login|charge|charges|payment|payments|transaction|transactions|order|orders)\b/,
      /\b(?:data breach|security breach|i can see (?:another|someone else's|other) (?:customer|person|people|user))/,
      /\b(?:i did not|i didn't|i never) (?:make|place|order|authori[sz]e) (?:this|that|these) (?:order|payment|purchase|charge)/,
    ],
    unless: [/\b(?:how do you|what do you do|do you|can you) (?:protect|prevent|handle|avoid)\b/],
  },
  {
    rule: "data loss",
    reason: "policy",
    urgency: "urgent",
    weight: "grave",
    patterns: [
      /\beverything (?:is|was|has been|got|just) (?:\w+ )?(?:gone|lost|deleted|erased|wiped)\b/,
      /\b(?:all|everything|my|our) (?:my |our |the )?(?:\w+ )?(?:data|files?|photos?|documents?|projects?|records?|history|backups?|work)\b.{0,25}\b(?:is|are|was|were|has|have|got|just)\b.{0,12}\b(?:gone|lost|deleted|erased|wiped|vanished|disappeared|missing|corrupted)\b/,
      /\b(?:lost|deleted|erased|wiped)\b.{0,12}\b(?:all|everything)\b.{0,20}\b(?:data|files?|photos?|documents?|projects?|records?|work)?\b/,
      /\b(?:you|it|update|app|sync) (?:has |have )?(?:deleted|erased|wiped|lost)\b.{0,15}\b(?:my|our)\b/,
    ],
    unless: [
      /\bhow (?:do|can|would) i (?:delete|erase|wipe)\b/,
      /\b(?:what|will|does|would|could|can|if)\b.{0,40}\b(?:be|get) (?:lost|deleted|erased)\b/,
    ],
  },
  {
    rule: "legal threat",
    reason: "policy",
    urgency: "high",
    weight: "grave",
    patterns: [
      /\b(?:my|our|a|the) (?:lawyer|attorney|solicitor)s?\b/,
      /\b(?:sue|suing) (?:you|your|the company|this company|them)\b|\blaw ?suit\b|\blegal (?:action|steps|proceedings|consequences|department)\b|\b(?:take|taking|see) you (?:to|in) court\b/,
      /\b(?:consumer protection|trading standards|ombudsman|small claims|data protection (?:authority|officer)|regulator|better business bureau)\b/,
      /\b(?:police report|press charges|go to the police|contact(?:ed)? the police)\b/,
    ],
    unless: [/\blegal (?:notice|name|age)\b/],
  },
  {
    rule: "payment dispute",
    reason: "policy",
    urgency: "high",
    weight: "grave",
    patterns: [
      /\b(?:charge ?back|dispute (?:this|the|that|my|a) (?:charge|payment|invoice|bill|transaction)|disputing (?:this|the|that) (?:charge|payment|invoice|bill))\b/,
    ],
  },
  {
    rule: "beyond policy",
    reason: "policy",
    urgency: "medium",
    weight: "plain",
    patterns: [
      /\b(?:make|grant|give me|allow|need|want|ask(?:ing)? for)\b.{0,12}\b(?:an )?exception\b/,
      /\b(?:refund|money back|return)\b.{0,60}\b(?:anyway|even (?:though|if)|although|despite|regardless)\b.{0,60}\b(?:days?|weeks?|months?|years?|window|deadline|policy|period|late|expired|used|opened)\b/,
      /\b(?:you|i was|i got|i've been|i have been|been|they) (?:have |has |was |were )?(?:charged|billed|debited) (?:me |us |my card )?(?:twice|two times|three times|double|too much|more than|for something)\b|\b(?:double|over) ?charged\b/,
      /\b(?:i|we) (?:want|demand|expect|deserve|insist on|am owed|are owed)\b.{0,15}\b(?:compensation|to be compensated|damages)\b|\bcompensate (?:me|us)\b/,
    ],
    unless: [
      /\b(?:when|would|if|what happens)\b.{0,30}\b(?:charged|billed)\b/,
      /\b(?:throws?|raises?|got|getting|see|unhandled|java|python) (?:an? )?exception\b/,
    ],
  },
  {
    rule: "asked for a person",
    reason: "customer_request",
    urgency: "medium",
    weight: "grave",
    patterns: [
      new RegExp(
        `\\b(?:talk|speak|chat|connect(?: me)?|transfer(?: me)?|put me through|hand me over|pass me(?: on)?|escalate(?: this| me)?|switch me)\\b.{0,15}\\b(?:to|with)\\b.{0,20}\\b${PERSON}\\b`,
      ),
      new RegExp(
        `\\b(?:want|need|get me|give me|prefer|like|call|fetch|bring(?: in)?|find me)\\b(?: to have| to see)? (?:a |an |the |some |your |you )?(?:real |actual |live |human )${PERSON}?\\b(?!-)`,
      ),
      new RegExp(
        `^(?:i (?:want|need)|get me|give me|bring(?: in)?|call|fetch|a|an|the)? ?(?:a |an |the |your )?${PERSON}(?: now)?(?:,? please)?[.! ]*$`,
      ),
      /\b(?:want|need|get me|give me|bring in|ask for) (?:a |an |the |your )(?:person|human|agent|representative|operator|manager|supervisor|colleague)\b(?!-| (?:who|that|of|profile|guide|account|seat|licen[cs]e))/,
      /\b(?:is|are) there (?:a |any )?(?:real |actual |live )(?:person|people|human|humans|agent|agents)\b/,
      /\b(?:not|don't|do not|won't|instead of|no more)\b.{0,20}\b(?:talk(?:ing)?|speak(?:ing)?|chat(?:ting)?)?\b.{0,10}\b(?:machine|robot|bot|chatbot|computer|ai)\b/,
      /\bcan (?:a|some|one of your|your) ?(?:person|human|colleagues?|staff|team|one)\b.{0,30}\b(?:help|call|contact|look|take)\b/,
      /\b(?:mit einem (?:menschen|mitarbeiter)|(?:hablar|hable) con (?:una persona|un agente|alguien)|parler a (?:une personne|un humain|un conseiller|quelqu'un)|parlare con (?:una persona|un operatore)|falar com (?:uma pessoa|um atendente))\b/,
    ],
    unless: [
      /\b(?:don't|do not|no) (?:want|need)\b.{0,12}\b(?:a |to (?:talk|speak) to a )(?:person|human|agent|manager)\b/,
      /\bno need (?:for|to)\b/,
      /\b(?:new|personal|account|product|project|task|password|file) (?:manager|agent)\b/,
    ],
  },
  {
    rule: "anger or distress",
    reason: "frustration",
    urgency: "high",
    weight: "plain",
    patterns: [
      /\b(?:fuck\w*|bullshit|wtf|shit(?:ty)? (?:service|support|company|product|app)|damn (?:service|support|company)|go to hell|piss(?:ed)? off|scam(?:mers?)?|rip-?off|crooks|thieves|fraudsters)\b/,
      /\b(?:you(?:'re| are)|this is|it'?s) (?:all |so |completely |totally |absolutely |really |just )*(?:useless|ridiculous|unacceptable|outrageous|infuriating|a joke|a disgrace|disgraceful|pathetic|stupid|idiots?|incompetent)\b/,
      /\bi(?:'m| am) (?:so |very |really |extremely |absolutely |beyond |completely )*(?:angry|furious|livid|fed up|outraged|enraged|sick of|frustrated|upset|desperate|at my wits' end|in tears|panicking)\b/,
      /\b(?:how many times do i|i(?:'ve| have) (?:asked|told you|explained|said)(?: this| that| you)? (?:\w+ )?(?:\d+|three|four|five|ten|many|so many|a hundred|several) times|worst (?:service|support|company|experience)|(?:nobody|no one|noone) (?:is |has |ever |even |here )*(?:help(?:s|ing|ed)?|answer(?:s|ing|ed)?|repl(?:y|ies|ied)|respond(?:s|ing|ed)?|cares?)\b(?! the (?:door|bell))|waste of (?:my )?(?:time|money)|never (?:buying|ordering|using) .{0,20}again)\b/,
    ],
    unless: [
      /\bnot (?:angry|upset|frustrated)\b/,
      /\b(?:if|when|what happens)\b.{0,20}\b(?:nobody|no one)\b/,
    ],
  },
];

/** The gravest rule that the message meets, or null. Looks at this message only. */
export function findEscalation(text: string): (Escalation & Pick<Rule, "weight">) | null {
  const folded = fold(text);
  for (const { rule, reason, urgency, weight, patterns, unless } of ESCALATION_RULES) {
    if (!patterns.some((pattern) => pattern.test(folded))) continue;
    if (unless?.some((pattern) => pattern.test(folded))) continue;
    return { rule, reason, urgency, weight };
  }
  return isShouting(text)
    ? { rule: "anger or distress", reason: "frustration", urgency: "high", weight: "plain" }
    : null;
}

/** Where a conversation stands, in numbers; each counts within the present episode only. */
export interface Standing {
  /** Answers in a row that looked something up and found nothing. */
  failedTries: number;
  /** Customer messages, the newest included, since something was last achieved. */
  idle: number;
  /** Customer messages, the newest included, that sound angry. */
  angry: number;
  /** Turns in a row that ended without an answer. */
  failedRuns: number;
  /** Turns in a row in which a tool broke and did not recover. */
  brokenTools: number;
  /** A commitment in the assistant's newest text that nothing done stands behind. */
  promise: string | null;
}

export const CALM: Standing = {
  failedTries: 0,
  idle: 0,
  angry: 0,
  failedRuns: 0,
  brokenTools: 0,
  promise: null,
};

/** Tries that found nothing before a person is brought in. */
export const MAX_TRIES = 3;
/** More customer messages than this without anything achieved, and a person takes over. */
export const IDLE_LIMIT = 15;
/** Turns that may fail one after the other before the conversation is given to the team. */
const MAX_FAILED = 2;
const MAX_ANGRY = 2;

interface StateRule extends Escalation {
  isDue: (standing: Standing) => boolean;
}

/** The first that is due decides. */
export const STATE_RULES: readonly StateRule[] = [
  { rule: "false promise", reason: "policy", urgency: "high", isDue: ({ promise }) => promise !== null },
  {
    rule: "model failure",
    reason: "error",
    urgency: "high",
    isDue: ({ failedRuns }) => failedRuns >= MAX_FAILED,
  },
  {
    rule: "tool failure",
    reason: "tool_failure",
    urgency: "medium",
    isDue: ({ brokenTools }) => brokenTools >= MAX_FAILED,
  },
  { rule: "anger again", reason: "frustration", urgency: "high", isDue: ({ angry }) => angry >= MAX_ANGRY },
  {
    rule: "failed tries",
    reason: "missing_knowledge",
    urgency: "medium",
    isDue: ({ failedTries }) => failedTries >= MAX_TRIES,
  },
  { rule: "no progress", reason: "budget", urgency: "medium", isDue: ({ idle }) => idle > IDLE_LIMIT },
];

export function findStanding(standing: Standing): Escalation | null {
  const due = STATE_RULES.find(({ isDue }) => isDue(standing));
  return due ? { rule: due.rule, reason: due.reason, urgency: due.urgency } : null;
}

/**
 * What takes the turn out of a model's hands before it is asked: a grave word, or where the conversation stands.
 * Plain word rules are left to {@link adviceFor}.
 */
export function escalationFor(message: string, standing: Standing): Escalation | null {
  const said = findEscalation(message);
  if (said?.weight === "grave") return { rule: said.rule, reason: said.reason, urgency: said.urgency };
  return findStanding(standing);
}

/** A plain word rule that the message meets, as a line for a large model's instructions. */
export function adviceFor(message: string): string | null {
  const said = findEscalation(message);
  if (said?.weight !== "plain") return null;
  return `The customer's last message meets the rule "${said.rule}". Unless you can settle it fully with what a tool returns, call escalate_to_human now with reason ${said.reason} and urgency ${said.urgency}.`;
}
