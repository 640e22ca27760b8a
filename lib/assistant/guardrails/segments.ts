/**
 * Cuts a text that streams into the smallest pieces that can be judged by themselves: a word, or the words that form a
 * link, a tag, a number in groups, or a name after its greeting. Where it is cut depends on the text alone, never on
 * how it arrived. Pure.
 */

/** Characters that are held back at most. */
export const LIMIT = 100;

export interface Cut {
  /** Length of the first piece; 0 while it is undecided. */
  length: number;
  /** True when the piece was cut off at the limit and its last word may go on. */
  isForced: boolean;
}

const SPACE = /\s/;
/** Scripts without spaces between words; full-width digits and letters are not among them. */
const UNSPACED = /[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff01-\uff0f\uff5b-\uffef]/;
/** Words that say what the next one is. */
const LEADS =
  /^(?:[([*_"'\u201c]*)(?:bearer|passw(?:or)?d|secret|token|api|key|orders?|tickets?|case|invoice|reference|refund|return|parcel|shipment|customer|account|number|no\.?|nr\.?|id|code|cvv2?|cvc2?|pin|card|security|hello|hi|hey|dear|mr\.?|mrs\.?|ms\.?|mx\.?|dr\.?)[:=#,*_]*$/i;
const LINKING = /^(?:is|:|=|#|=>|-----BEGIN)$/i;
const HAS_DIGIT = /\p{Nd}/u;
const GOES_ON = /[\p{Nd}(+/.-]/u;
const GREETING = /^[([*_"'\u201c]*(?:hello|hi|hey|dear)\b/i;
const CAPITAL = /^\p{Lu}/u;
const IBAN_START = /^\W*[a-z]{2}\p{Nd}{2}/iu;

/** The first piece of `text`. With `isEnd` nothing more will come. */
export function cut(text: string, isEnd: boolean): Cut {
  if (text === "") return { length: 0, isForced: false };
  if (SPACE.test(text.charAt(0))) return { length: 1, isForced: false };
  const reach = Math.min(text.length, LIMIT);
  let wordFrom = 0;
  let border = 0;
  for (let at = 1; at <= reach; at++) {
    const before = text.charAt(at - 1);
    const here = text.charAt(at);
    if (at < text.length && !SPACE.test(here)) {
      const isBorder = UNSPACED.test(before) || UNSPACED.test(here);
      if (isBorder && !isOpen(text.slice(0, at))) return { length: at, isForced: false };
      continue;
    }
    if (at === text.length && !isEnd) break;
    if (SPACE.test(before)) continue;
    if (at === text.length) return { length: at, isForced: false };
    const goesOn = joins(text, wordFrom, at, isEnd);
    if (goesOn === null) return at >= LIMIT ? forced(border, at) : { length: 0, isForced: false };
    if (!goesOn) return { length: at, isForced: false };
    border = at;
    wordFrom = at + 1;
    while (SPACE.test(text.charAt(wordFrom))) wordFrom += 1;
  }
  return text.length >= LIMIT ? forced(border, LIMIT) : { length: 0, isForced: false };
}

/** Too long to be held: at the last space before the limit, or in the middle of a word without end. */
const forced = (border: number, limit: number): Cut =>
  border > 0 ? { length: border, isForced: false } : { length: limit, isForced: true };

/** Whether the piece goes on after the word that ends at `to`; null when the next word must be seen first. */
function joins(text: string, from: number, to: number, isEnd: boolean): boolean | null {
  const gap = /^\s+/.exec(text.slice(to))?.[0] ?? "";
  const isParagraph = /\n\s*\n/.test(gap);
  if (isParagraph) return false;
  if (isOpen(text.slice(0, to))) return true;
  const word = text.slice(from, to);
  const next = text.charAt(to + gap.length);
  if (gap.includes("\n")) return false;
  if (LEADS.test(word) || (from > 0 && LINKING.test(word)) || word.startsWith("-----BEGIN")) return true;
  if (from > 0 && CAPITAL.test(word) && !/[,.!]$/.test(word) && GREETING.test(text.slice(0, from))) {
    if (next === "") return isEnd ? false : null;
    return CAPITAL.test(next);
  }
  if (!HAS_DIGIT.test(word)) return false;
  if (IBAN_START.test(text.slice(0, to)) && to < 45) return true;
  if (next === "") return isEnd ? false : null;
  return GOES_ON.test(next);
}

/** Whether a link or a tag has begun and not ended. */
export function isOpen(text: string): boolean {
  if (text.lastIndexOf("](") > text.lastIndexOf(")")) return true;
  if (/<[a-z/!][^<>]*$/i.test(text)) return true;
  let depth = 0;
  for (const character of text) {
    if (character === "[") depth += 1;
    if (character === "]" && depth > 0) depth -= 1;
  }
  return depth > 0;
}
