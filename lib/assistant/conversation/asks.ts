/** Whether a message wants to know something rather than have it done, whatever small words stand before it. Pure. */
import { contentStems, fold, sentences } from "./text";

const FILLER =
  /^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day))(?: there| team| all)?|wait|hold on|hang on|sorry|oh|hmm+|well|so|and|but|ok|okay|by the way|btw|first|before that|not now|(?:one|another|a|quick|a quick) question|something else|please|just|actually|thanks|damn)(?:[,.:!;\s-]+|$)/;
const WAITS = /^wait for\b/;
const WANTS_TO_KNOW =
  /^(?:how|what|what's|whats|when|where|where's|wheres|which|why|who|until when|till when|by when|do|does|did|is|are|can (?!you\b|i (?:get|have)\b)|could (?!you\b)|will|would it|should|may)\b/;

/** The folded text without greetings and fillers at its beginning. */
export function withoutFillers(text: string): string {
  let rest = fold(text);
  for (;;) {
    const lead = WAITS.test(rest) ? null : FILLER.exec(rest)?.[0];
    if (!lead || lead.length === rest.length) return rest;
    rest = rest.slice(lead.length);
  }
}

/** "How long does a refund take?" wants to know, "refund me" wants it done. */
export function isAsking(message: string): boolean {
  const all = message.split(/\n+/).flatMap((line) => sentences(line));
  const last = all.at(-1) ?? message;
  // "I put the wrong address on it, can I still change that?"
  const clause = /\?\s*$/.test(last) ? (last.split(/[,;:]\s+/).at(-1) ?? "") : "";
  return [message, last, clause].some((text) => WANTS_TO_KNOW.test(withoutFillers(text)));
}

/** The sentence of a longer message that asks, if it can be understood by itself. */
export function ownQuestion(message: string): string | null {
  const pieces = message
    .split(/(?<=[.!?])\s+|\n+/)
    .map((piece) => piece.trim())
    .filter(Boolean);
  if (pieces.length < 2) return null;
  const asks = (piece: string) =>
    WANTS_TO_KNOW.test(withoutFillers(piece)) || /\bmy question is\b/i.test(piece);
  const question = pieces.filter(asks).at(-1);
  return question && contentStems(question).length >= 2 ? question : null;
}
