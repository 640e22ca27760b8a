/**
 * From what a person wrote to the question that is kept: without greeting, thanks and signature, on one line, of
 * bounded length, and without what only concerns them. Pure.
 */

import { sentences, shorten } from "@/lib/assistant/conversation/text";
import { redact } from "@/lib/assistant/guardrails/input";
import { clean } from "@/lib/core/text";

/** Characters of a question that is kept. */
export const MAX_QUESTION = 300;

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/giu;
const LINK = /\b(?:https?:\/\/|www\.)\S+/giu;
/** Seven digits and more with the marks that people put between them; dates and sizes have fewer. */
const PHONE = /(?<![\p{L}\p{N}])\+?\(?\d(?:[ ()./-]{0,2}\d){6,14}(?![\p{L}\p{N}])/gu;
/** An order, a ticket, a case: letters and digits, or a number after a word or mark that says what it is. */
const REFERENCE =
  /(?<![\p{L}\p{N}])(?:#\d{3,}|[A-Z]{1,4}-\d[\dA-Z-]{2,}|(?:order|ticket|case|invoice|claim|customer)(?: (?:number|no\.?|nr\.?|id))?[ :#]+[A-Z-]*\d[\dA-Z-]{2,})(?![\p{L}\p{N}])/giu;

/** Takes out of a text what names a person or a case; the words around it stay. */
export function withoutPersonal(text: string): string {
  return redact(text)
    .text.replace(/\((?:card number|account number|code|national id) removed\)/g, "")
    .replace(EMAIL, "")
    .replace(LINK, "")
    .replace(REFERENCE, (found) => /^(?:order|ticket|case|invoice|claim|customer)/i.exec(found)?.[0] ?? "it")
    .replace(PHONE, "")
    .replace(/[ \t]{2,}/g, " ")
    .replace(/ +([.,;:!?])/g, "$1");
}

/** Whether a text holds anything that names a person or a case: such a search is not kept at all. */
export const isPersonal = (text: string): boolean =>
  redact(text).found.length > 0 || [EMAIL, PHONE, REFERENCE].some((pattern) => text.search(pattern) >= 0);

const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|moin|bonjour|hola)\b(?: (?:there|team|all|everyone|everybody|support|baton|sir|madam|\p{Lu}\p{L}+))*(?:[!.,:;–-]+\s*|$)/iu;
const COURTESY =
  /^(?:(?:many )?thanks?\b(?: you)?(?: (?:so|very) much)?(?: (?:in advance|for (?:your|the|any) help))?|i hope (?:you are|you're|this finds you)[^.!?]*|hope (?:you are|you're)[^.!?]*|(?:kind|best|warm)(?: regards| wishes)?|regards|cheers|sincerely)[,.! ]*(?:\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?)?[.!]*$/iu;

/**
 * The question in a message: its sentences with a question mark, or all of it when it has none. Empty when nothing but
 * courtesy is left.
 */
export function questionOf(message: string): string {
  const lines = clean(withoutPersonal(message.slice(0, 4_000)))
    .split("\n")
    .flatMap((line) => sentences(line.trim()))
    .map((sentence) => sentence.replace(GREETING, "").trim())
    .filter((sentence) => /\p{L}{2,}/u.test(sentence) && !COURTESY.test(sentence));
  const asked = lines.filter((sentence) => sentence.endsWith("?"));
  // "It does not work?" means nothing without what stands before it.
  const told = asked.join(" ").split(/\s+/).length >= 4 ? asked : lines;
  const text = shorten(told.join(" "), MAX_QUESTION);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A search as it is counted: two people who type the same in other letters asked the same. */
export function normalisedSearch(query: string): string {
  return clean(query)
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/^[\s?!.,]+|[\s!.,]+$/g, "")
    .trim();
}

/** Asks something, rather than telling how a case stands. */
export const asks = (text: string): boolean =>
  /\?|^(?:how|what|when|where|which|who|why|can|could|do|does|did|is|are|may|will|would|should|any)\b/i.test(
    text,
  );
