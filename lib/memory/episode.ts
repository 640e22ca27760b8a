/** What a resolved episode was about and what ended it, read off what was said. Nothing is asked of a model. Pure. */
import { plainLine, refuseFact } from "./policy";
import { FACT_LENGTH } from "./schema";

export type Said = {
  from: "customer" | "assistant" | "staff";
  text: string;
  /** Of an answer: it rests on sources, or something was done. */
  isBacked: boolean;
};

export type Solved = { text: string; solution: string | null };

/** How messages open before they come to the point: greetings, names, thanks. */
const OPENING = new RegExp(
  [
    "(?:hi|hello|hey|good (?:morning|afternoon|evening|day))(?: (?:there|all|team|everyone|again))?[\\s,.!]+(?:\\p{Lu}\\p{L}+[,.!]\\s*)?",
    "dear [^,\\n]{1,30},\\s*",
    "(?:\\p{Lu}\\p{L}+, )?(?:this is \\p{Lu}\\p{L}+|\\p{Lu}\\p{L}+ here)\\.\\s*",
    "(?:thanks|thank you|cheers)\\b(?![^.!?\\n]*\\bbut\\b)[^.!?:\\n]{0,60}(?:[.!?:]+\\s*|$)",
  ]
    .map((each) => `(?:${each})`)
    .join("|"),
  "iuy",
);

/** Whole messages that are about the conversation, not about the problem. */
const COURTESY =
  /^(?:you(?:'re| are) welcome|my pleasure|glad|great|perfect|super|ok(?:ay)?|yes|no|sure|bye|goodbye|hi|hello|hey|that (?:is|was) (?:all|it)|that helped|it works?(?: now)?)\b/i;
const WANTS_PERSON = /\b(?:human|person|agent|someone|somebody|representative|colleague)\b/i;
/** Words; a longer message says more than that. */
const SHORT = 7;
/** Fewer words than these say nothing that is worth keeping. */
const LEAST_WORDS = 2;

/** The text from where it comes to the point; empty when it never does. */
function pointOf(text: string): string {
  let at = 0;
  for (;;) {
    OPENING.lastIndex = at;
    const opening = OPENING.exec(text);
    if (!opening || opening[0] === "") break;
    at += opening[0].length;
  }
  const rest = text.slice(at).trim();
  const words = rest.split(/\s+/).filter(Boolean).length;
  if (words < LEAST_WORDS) return "";
  return words < SHORT && (COURTESY.test(rest) || WANTS_PERSON.test(rest)) ? "" : capital(rest);
}

/** `said` in order. Null when there was nothing but small talk, or the question must not be kept. */
export function whatWasSolved(said: readonly Said[], tickets: readonly number[]): Solved | null {
  const question = said.find(({ from, text }) => from === "customer" && pointOf(text) !== "");
  if (!question) return null;
  const asked = plainLine(pointOf(question.text));
  const numbers = tickets.map((number) => `#${number}`).join(", ");
  const suffix = numbers ? ` (ticket ${numbers})` : "";
  const text = `${shorten(asked, FACT_LENGTH - suffix.length)}${suffix}`;
  if (refuseFact(text)) return null;
  return { text, solution: solutionIn(said) };
}

/** The last word of a person or of the help center; courtesies after it are not what helped. */
function solutionIn(said: readonly Said[]): string | null {
  const answer = said.findLast(
    ({ from, text, isBacked }) =>
      (from === "staff" || (from === "assistant" && isBacked)) && pointOf(text) !== "",
  );
  if (!answer) return null;
  const solution = shorten(plainLine(pointOf(answer.text)), FACT_LENGTH);
  return solution === "" || refuseFact(solution) ? null : solution;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** At most `max` characters, cut after a sentence if one ends late enough, else after a word. */
function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  const sentence = Math.max(cut.lastIndexOf(". "), cut.lastIndexOf("? "), cut.lastIndexOf("! "));
  if (sentence > max * 0.4) return cut.slice(0, sentence + 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > max * 0.6 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
