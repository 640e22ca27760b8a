/** The shape of where a conversation stands. JSON through and through, so that it can be stored (`stored`). Pure. */
import type { IntentReading } from "./intents";
import type { Offer } from "./moves";
import type { Request } from "./pending";
import type { Reply } from "./replies";
import type { Focus, Shown } from "./shown";
import type { Topic } from "./topics";

/** A write that waits for a person's decision: what was asked for, and what it was for. */
export interface Parked {
  tool: string;
  request: Request;
  topic: string | null;
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
  /** When the pending or shelved request was last asked about, in milliseconds. */
  askedAt: number | null;
  /** The topic that the pending or shelved request belongs to. */
  askedFor: string | null;
  /** A request that ran out before the newest message came. */
  expired: Request | null;
  /** Put aside after interruptions; "continue" takes it up again. */
  shelved: Request | null;
  /** How often in a row the pending request was interrupted or its question not answered. */
  interruptions: number;
  offer: Offer | null;
  clarified: boolean;
  /** Answers in a row that found nothing. */
  failures: number;
  /** Customer messages since something was last achieved. */
  idle: number;
  /** Newest first; one per question that was asked. */
  topics: Topic[];
  topicsBegun: number;
  /** True when the newest message went back to an earlier topic, which is on top now. */
  returned: boolean;
  /** The last text on the assistant's side, for "tell me more" and "send me that". */
  lastAnswer: string;
  /** All that was quoted on the current topic, so that "tell me more" does not repeat it. */
  told: string;
  /** True when the last text quoted the help center. */
  lastQuoted: boolean;
  /** The list that "the second one" chooses from. */
  shown: Shown | null;
  /** What "it" is, when it is a record. */
  focus: Focus | null;
  /** The ticket that the conversation last spoke of. */
  ticket: number | null;
  parked: Parked[];
  instructionTexts: string[];
}

const NO_READING: IntentReading = { intent: "question", confidence: 0, runnerUp: "out_of_scope", margin: -1 };

export function emptyState(): DialogueState {
  return {
    customerMessages: 0,
    message: "",
    reading: NO_READING,
    previous: "",
    waiting: false,
    pending: null,
    reply: null,
    askedAt: null,
    askedFor: null,
    expired: null,
    shelved: null,
    interruptions: 0,
    offer: null,
    clarified: false,
    failures: 0,
    idle: 0,
    topics: [],
    topicsBegun: 0,
    returned: false,
    lastAnswer: "",
    told: "",
    lastQuoted: false,
    shown: null,
    focus: null,
    ticket: null,
    parked: [],
    instructionTexts: [],
  };
}
