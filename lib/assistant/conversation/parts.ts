/** Splits a message that asks two things into its questions, each with the context that it needs. Pure. */
import { isCommand } from "./reading";
import { contentStems, fold } from "./text";

/** What is left after so many belongs to the last: a turn has eight calls. */
const MAX_PARTS = 5;
const ASKS =
  "(?:how|what|what's|whats|when|where|which|who|why|can|could|do|does|did|is|are|will|would|should|may)";
const BETWEEN = new RegExp(`(?:,|;)?\\s+(?:and|plus|also|&)\\s+(?:also\\s+)?(?=${ASKS}\\b)`, "i");
const QUESTION = new RegExp(`^(?:and |also |plus |so |but )?${ASKS}\\b`);
const WISH = /\b(?:i need|i want|i'd like|i would like)\b/;
/** With "it" in it, a part needs this many words of its own to stand alone. */
const STEMS_BESIDE_PRONOUN = 3;

/** The questions of a message; the message itself when it asks one thing. */
export function partsOf(message: string): string[] {
  const pieces = message
    .split(/(?<=[.!?])\s+|\n+/)
    .flatMap((piece) => piece.split(BETWEEN))
    .map((piece) => piece.trim())
    .filter(Boolean);
  const parts: string[] = [];
  let context = "";
  for (const piece of pieces) {
    const isQuestion =
      /\?$/.test(piece) || QUESTION.test(fold(piece)) || WISH.test(fold(piece)) || isCommand(piece);
    const leans = parts.length > 0 && (contentStems(piece).length === 0 || leansBack(piece));
    if (isQuestion && !leans) {
      parts.push(`${context} ${piece}`.trim());
      context = "";
    } else if (leans && isQuestion) parts[parts.length - 1] += ` ${piece}`;
    else context = `${context} ${piece}`.trim();
  }
  if (parts.length < 2) return [message];
  if (context) parts[parts.length - 1] += ` ${context}`;
  const rest = parts.slice(MAX_PARTS - 1);
  return rest.length > 1 ? [...parts.slice(0, MAX_PARTS - 1), rest.join(" ")] : parts;
}

/** "can I return it" is about what was just named. */
function leansBack(piece: string): boolean {
  return (
    /\b(?:it|they|them|this|that)\b/.test(fold(piece)) && contentStems(piece).length < STEMS_BESIDE_PRONOUN
  );
}
