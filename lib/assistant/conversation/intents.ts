/**
 * The intent of one customer message, with how sure the reading is. Trained once per process from
 * `intent-examples`; pure. What to do about an intent is decided elsewhere.
 */
import {
  type Classification,
  type Classifier,
  type Example,
  type Training,
  trainClassifier,
  trainInSlices,
} from "./classifier";
import { INTENT_CALIBRATION } from "./intent-calibration";
import { INTENT_EXAMPLES } from "./intent-examples";
import { concepts } from "./lexicon";
import { contentStems, fold, words } from "./text";

export type Intent = keyof typeof INTENT_EXAMPLES;

export const INTENTS = Object.keys(INTENT_EXAMPLES) as Intent[];

export type IntentReading = Classification<Intent>;

/** Below this, the reading is a guess: never act on it alone. */
export const UNSURE_BELOW = 0.35;

/** Set words need no statistics; anything longer goes to the classifier. */
const FIXED: readonly (readonly [RegExp, Intent])[] = [
  [
    /^(?:y|ye|yes|yup|yep|yeah|ok|okay|k|sure|correct|right|agreed|confirm(?:ed)?|please do|go ahead|do it)(?: please)?[.! ]*$/,
    "affirm",
  ],
  [/^(?:n|no|nope|nah|never ?mind|no thanks|no thank you|not now)[.! ]*$/, "deny"],
  [
    /^(?:thanks|thank you|thx|ty|cheers|many thanks|great|perfect|awesome|cool|nice|super|excellent|good to know)[.! ]*$/,
    "thanks",
  ],
  [
    /^(?:hi+|hello+|hey+|hiya|good (?:morning|afternoon|evening|day))(?: there| all| team)?[.!, ]*$/,
    "greeting",
  ],
  [/^(?:bye|goodbye|good bye|bye bye|see you|that'?s all|that is all|nothing else)[.! ]*$/, "closing"],
  [/^(?:more|tell me more|more details?|go on|continue|elaborate)(?: please)?[.!? ]*$/, "more_detail"],
];

/**
 * An act needs a word of its field in the message: without one, the statistics alone would turn a question about a
 * "charging case" into a look at the customer's tickets. Then it is read as the question it more likely is.
 */
const NEEDS: Partial<Record<Intent, readonly string[]>> = {
  order_status: ["order", "where"],
  create_ticket: ["ticket", "report"],
  ticket_status: ["ticket"],
  update_ticket: ["ticket", "change-ticket"],
  product_search: ["product", "shop"],
  account_info: ["account", "profile"],
  update_profile: ["profile", "change"],
  talk_to_person: ["person", "talk"],
  refund_request: ["refund"],
  cancel_request: ["cancel"],
  notify_me: ["send-me"],
  thanks: ["gratitude"],
  greeting: ["hello"],
  closing: ["bye"],
  change_address: ["address"],
  refund_status: ["refund"],
  remember_fact: ["note"],
  recall_memory: ["memory"],
  forget_memory: ["forget"],
  identity_code: ["code"],
  feedback: ["opinion"],
  undo_action: ["undo"],
  about_assistant: ["machine"],
  resume_topic: ["back"],
  out_of_scope: ["chat"],
};

/** What an act is not about: a fault or a service is a question even when it names a product. */
const UNLESS: Partial<Record<Intent, readonly string[]>> = {
  product_search: ["trouble", "service", "bad"],
};

/** Up to this many words, a product alone is a wish to see it. */
const BARE_WISH = 4;

const OPENING =
  /^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day))(?: there| team| all)?[,.!]?|(?:thanks|thank you)[,.!])\s+(?=\S+\s+\S+\s+\S+)/i;

let current: Classifier<Intent> | undefined;

function classifier(): Classifier<Intent> {
  current ??= trainIntents(intentExamples(), SHIPPED);
  return current;
}

const SHIPPED = { calibration: INTENT_CALIBRATION };

/** The assistant's classifier for any examples: its features and its calibration, with whatever labels these have. */
export function trainIntents<Label extends string>(
  examples: readonly Example<Label>[],
  training: Pick<Training<Label>, "outside" | "calibration"> = {},
): Classifier<Label> {
  return trainClassifier(examples, { ...training, marks: concepts });
}

/**
 * Trains on the examples that ship before anyone asks, in slices. Whoever asks earlier waits for a training at once,
 * which gives the same readings.
 * @param rest lets others run, such as `setImmediate` of `node:timers/promises`.
 */
export async function prepareIntents(rest: () => Promise<void>): Promise<void> {
  const trained = await trainInSlices(intentExamples(), { ...SHIPPED, marks: concepts }, rest);
  current ??= trained;
}

/** Learns edited examples in slices; until it is done, and if it fails, the former ones count. */
export async function learnIntents(
  examples: readonly Example<Intent>[],
  rest: () => Promise<void>,
): Promise<void> {
  current = await trainInSlices(examples, { marks: concepts }, rest);
}

export function intentExamples(): Example<Intent>[] {
  return INTENTS.flatMap((intent) => INTENT_EXAMPLES[intent].map((text) => ({ text, intent })));
}

export function classifyIntent(text: string): IntentReading {
  return readIntent(text, classifier());
}

/** What is set is read from the text itself, the rest by the classifier, within what its words allow. */
export function readIntent(text: string, by: Classifier<Intent>): IntentReading {
  const folded = fold(text);
  for (const [pattern, intent] of FIXED) {
    if (pattern.test(folded)) return { intent, confidence: 1, runnerUp: "question", margin: 1 };
  }
  if (words(text).length === 0)
    return { intent: "question", confidence: 0, runnerUp: "out_of_scope", margin: -1 };
  // "Hello, where is my order?" is about the order.
  const body = text.trim().replace(OPENING, "");
  const reading = by.classify(contentStems(body).length > 0 ? body : text);
  const needed = NEEDS[reading.intent];
  if (!needed) return reading;
  const touched = concepts(text);
  const isMet = needed.some((concept) => touched.includes(concept)) && isMeant(reading.intent, body, touched);
  const isOther = UNLESS[reading.intent]?.some((concept) => touched.includes(concept)) === true;
  if (isMet && !isOther) return reading;
  return { ...reading, intent: "question", runnerUp: reading.intent, confidence: reading.confidence / 2 };
}

/** Where one word of the field is not enough to act on. */
function isMeant(intent: Intent, body: string, touched: readonly string[]): boolean {
  const folded = fold(body);
  switch (intent) {
    case "product_search":
      return touched.includes("shop") || words(body).length <= BARE_WISH;
    case "order_status":
      // "I ordered white and got black" tells what went wrong; it does not ask where anything is.
      return (
        touched.includes("where") ||
        /\b(?:my|all) (?:\w+ )?orders?\b|\border (?:number|status)\b|\d{4,}/.test(folded)
      );
    case "update_profile":
      return touched.includes("change") || /\b(?:my|me|i)\b/.test(folded);
    case "talk_to_person":
      return (
        touched.includes("talk") || !/\b(?:my|our) (?:colleagues?|manager|boss|staff|team)\b/.test(folded)
      );
    case "about_assistant":
      return (
        /\b(?:you|your|this|who|talk\w*|chat\w*|speak\w*|i)\b/.test(folded) && !touched.includes("product")
      );
    default:
      return true;
  }
}
