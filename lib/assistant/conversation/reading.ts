/**
 * How one message is read: a command that is said outright is what it says; everything else is the classifier's. So a
 * changed example can never turn "open a ticket" into something else. Pure.
 */
import { classifyIntent, type Intent, type IntentReading } from "./intents";
import { fold, sentences } from "./text";

/** Words before a command that change nothing about it. */
const LEAD =
  "^(?:(?:hi|hello|hey|please|kindly|actually|ok|okay|and|then|so|but|no|now|thanks|can you|could you|would you|will you|i want(?: you)? to|i'd like(?: you)? to|i would like(?: you)? to|i need(?: you)? to|let'?s)[,.!:]? +)*";

const command = (pattern: string): RegExp => new RegExp(`${LEAD}(?:${pattern})`);

const COMMANDS: readonly (readonly [Intent, RegExp])[] = [
  [
    "create_ticket",
    command(
      "(?:open|create|file|raise|submit|log|make|start)(?: me| up)? (?:(?:a|an|another|one|the|my|new|support|urgent|(?:high|low|medium) priority) )*(?:ticket|case)\\b",
    ),
  ],
  ["update_ticket", command("(?:close|re-?open|resolve)\\b.{0,30}(?:\\btickets?\\b|#\\d+)")],
  [
    "ticket_status",
    command("(?:show|list|see|view|check)(?: me)?(?: all)?(?: of)?(?: my)?(?: open| latest)? tickets?\\b"),
  ],
  [
    "ticket_status",
    command(
      "(?:do i have|have i got) (?:anything|something|any \\w+) (?:still |else )?(?:open|pending|outstanding)\\b",
    ),
  ],
  [
    "change_address",
    command("(?:change|update|correct) my (?:new |postal |delivery |shipping |home )*address\\b"),
  ],
  [
    "update_profile",
    command(
      "(?:change|update|set|correct) my (?:phone|mobile|number|name|language|contact|time ?zone|profile)\\b",
    ),
  ],
  [
    "order_status",
    command(
      "(?:when|where) (?:is|was|will|did|does|has)\\b.{0,12}\\b(?:my|that|this)\\b(?: \\w+)? (?:order|parcel|package)\\b",
    ),
  ],
  [
    "refund_request",
    command(
      "(?:(?:i want|i need|i'd like|i would like|give me|request|get me|ask for) )(?:(?:a|my|the|full|partial) )*(?:refund|money back)\\b|refund (?:me|it|(?:(?:my|the|this|that) )?order)\\b",
    ),
  ],
];

/** A rule leaves hardly any doubt; all of it is what only the customer's own choice removes. */
const SURE = 0.98;

export function readIntent(message: string): IntentReading {
  const said = commandIn(message)?.intent;
  const reading = classifyIntent(message);
  if (!said || (reading.intent === said && reading.confidence >= SURE)) return reading;
  const runnerUp = reading.intent === said ? reading.runnerUp : reading.intent;
  return { ...reading, intent: said, confidence: SURE, runnerUp };
}

export interface Command {
  intent: Intent;
  /** The sentences before it. */
  before: string;
  /** The command's own sentence and what follows. */
  text: string;
}

/** The first command among the sentences of a message. */
export function commandIn(message: string): Command | null {
  const all = message
    .split(/\n+/)
    .flatMap((line) => sentences(line).flatMap((each) => each.split(/(?<=[.!?])\s+/)));
  for (const [at, sentence] of all.entries()) {
    const folded = fold(sentence);
    const intent = COMMANDS.find(([, pattern]) => pattern.test(folded))?.[0];
    if (intent) return { intent, before: all.slice(0, at).join(" "), text: all.slice(at).join(" ") };
  }
  return null;
}

export const isCommand = (message: string): boolean => commandIn(message) !== null;
