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

const SMALL_TALK =
  /^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|thanks?(?: you)?(?: (?:so|very) much)?|thank you|cheers|great|perfect|super|ok(?:ay)?|yes|no|sure|bye|goodbye|you(?:'re| are) welcome|my pleasure|glad|that (?:is|was) (?:all|it)|that helped|it works?(?: now)?|there|everyone|team|all|again|please)\b[\s,.!?;:)-]*)+/i;

/** Words that are left when greetings and thanks are taken away. */
const substance = (text: string): number => text.replace(SMALL_TALK, "").split(/\s+/).filter(Boolean).length;

/** Fewer words than these say nothing that is worth keeping. */
const LEAST_WORDS = 2;

/** `said` in order. Null when there was nothing but small talk, or the question must not be kept. */
export function whatWasSolved(said: readonly Said[], tickets: readonly number[]): Solved | null {
  const question = said.find(({ from, text }) => from === "customer" && substance(text) >= LEAST_WORDS);
  if (!question) return null;
  const asked = plainLine(question.text.replace(SMALL_TALK, ""));
  const numbers = tickets.map((number) => `#${number}`).join(", ");
  const suffix = numbers ? ` (ticket ${numbers})` : "";
  const text = `${shorten(capital(asked), FACT_LENGTH - suffix.length)}${suffix}`;
  if (refuseFact(text)) return null;
  return { text, solution: solutionIn(said) };
}

/** The last word of a person or of the help center; courtesies after it are not what helped. */
function solutionIn(said: readonly Said[]): string | null {
  const answer = said.findLast(
    ({ from, text, isBacked }) =>
      (from === "staff" && substance(text) >= LEAST_WORDS) || (from === "assistant" && isBacked),
  );
  if (!answer) return null;
  const solution = shorten(plainLine(answer.text.replace(SMALL_TALK, "")), FACT_LENGTH);
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
