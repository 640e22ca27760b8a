/**
 * What may be remembered, for how long, and in which form: short statements about the customer, never instructions
 * to whoever reads them later. Pure.
 */
import { clean } from "@/lib/core/text";
import { ABOUT_LENGTH, type FactKind, preferences } from "./schema";

/** Facts of one customer. When another is to be kept, the oldest note gives way, then the oldest problem. */
export const MAX_FACTS = 40;

/** Days after which a fact that nobody renewed is forgotten. */
export const EXPIRY_DAYS: Record<FactKind, number> = {
  preference: 730,
  profile: 730,
  problem: 365,
  note: 90,
};

/** Links of any spelling: they lead a model, or a reader, away from what was said. */
const LINK =
  /\b[a-z][a-z0-9+.-]*:\/\/|\bwww\.|\b(?:javascript|data|mailto):|\]\(|\b(?:[a-z0-9-]+\.)+(?:com|net|org|io|dev|app|ai|co|info|biz|xyz|ru|cn|example|test)\b(?:\/|(?!\w))/i;
/** An e-mail address is no link, and people have them. */
const ADDRESS = /[^\s@<>,;]+@[^\s@<>,;]+\.[a-z]{2,}/gi;

/** What only makes sense as words to a model: orders, roles, its own notation, rights that a fact cannot give. */
const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|overrule|skip)\b.{0,40}\b(?:instructions?|rules?|prompts?|polic(?:y|ies)|guidelines?|checks?|limits?|approvals?|verification|restrictions?|everything|all)\b/,
  /\b(?:system|developer|hidden|initial) (?:prompt|message|instructions?)\b/,
  /\b(?:you are|you're|act as|pretend|behave as|roleplay|from now on|your (?:new )?(?:role|task|job|goal|instructions?))\b/,
  /\b(?:assistant|agent|model|bot|ai|llm|gpt)\b.{0,30}\b(?:must|should|shall|has to|needs? to|may|can|is allowed|will)\b/,
  /^(?:always|never|please|do|don't|do not|make sure|be sure|remember to)\b.{0,60}\b(?:approve|refund|grant|give|issue|send|pay|transfer|escalate|delete|reveal|show|tell|share|disclose|call(?! me\b)|run|use|execute|open|close|cancel|verify|ask|trust)\b/,
  /^(?:when(?:ever)?|if)\b.{0,60}\b(?:approve|grant|issue|escalate|reveal|disclose|execute)\b/,
  /\b(?:approve|grant|issue|process|give)\b.{0,40}\b(?:refunds?|discounts?|credits?|vouchers?|access|requests?)\b/,
  /\b(?:without|no) (?:any )?(?:approval|verification|verifying|checking|checks?|limits?|asking)\b/,
  /\b(?:is|has been|was) (?:already )?(?:verified|authenticated|pre-?approved|authori[sz]ed|an? (?:admin(?:istrator)?|manager|employee|staff(?: member)?|agent|developer))\b/,
  /\b(?:run|execute|call|invoke|use) (?:the )?(?:tool|function|command|code|script|sql)\b/,
  /\b[a-z]+(?:_[a-z]+)+\b/,
  /^\s*(?:system|assistant|user|developer|tool)\s*:/,
  /```|<\|?[a-z/!]|\|>|\[\[|\]\]|\{\{|\}\}|^\s*#{1,6}\s/,
  /\b(?:drop|truncate|alter) table\b|\bselect\b.{1,40}\bfrom\b/,
];

/** Why a text is not kept, in words for whoever wrote it; null when it may be. */
export function refuseFact(text: string): string | null {
  const plain = fold(text);
  if (LINK.test(plain.replace(ADDRESS, " "))) return "A fact carries no links.";
  if (ORDERS.some((order) => order.test(plain)))
    return "This reads like an instruction. Only short statements of fact are kept.";
  return null;
}

/** Lower case, plain quotes, compatibility forms resolved, one space: the same words, however they are dressed up. */
const fold = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u200c\u200d]/g, "")
    .replace(/\s+/g, " ")
    .toLowerCase()
    .trim();

/** One line without what Markdown or a citation would make of it. */
export const plainLine = (text: string): string =>
  clean(text)
    .replace(/ ?\[\d{1,3}\](?!\()/g, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^\s*(?:[-*+]|\d+[.)]|#{1,6}|>)\s+/gm, "")
    .replace(/(\*\*|__|~~|`+)(.*?)\1/g, "$2")
    .replace(/\s+/g, " ")
    .trim();

/** Where customers read what is remembered. */
export const MEMORY_HREF = "/account/memory";

/** The receipt of a fact, as the customer reads it. */
export const notedLabel = (text: string): string => `Noted: ${text.replace(/[.!]$/, "")}`;

/** What a fact is about, so that a newer one about the same replaces it. Null when nothing is left of it. */
export function aboutKey(about: string): string | null {
  const key = fold(about)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{Nd}]+/gu, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, ABOUT_LENGTH);
  return key === "" ? null : key;
}

/** What a preference is about, by the words that models use for it. */
export function preferenceKey(about: string): (typeof preferences)[number] | null {
  const key = aboutKey(about) ?? "";
  const known = preferences.find((preference) => preference === key);
  if (known) return known;
  if (/language|sprache|langue/.test(key)) return "language";
  if (/contact|channel|reach|email|phone/.test(key)) return "contact_method";
  if (/tone|style|length|answers?|replies|format|detail/.test(key)) return "tone";
  if (/name|call|address|salutation|pronoun/.test(key)) return "name";
  return null;
}

const preferenceLabels: Record<(typeof preferences)[number], string> = {
  language: "Language",
  contact_method: "Contact",
  tone: "Tone",
  name: "Name to use",
};

/** What a fact is about, in words for both sides. Null where the fact says it itself. */
export function labelOf(kind: FactKind, about: string): string | null {
  if (kind === "preference") {
    const known = preferences.find((preference) => preference === about);
    return known ? preferenceLabels[known] : null;
  }
  if (kind === "problem") return null;
  const words = about.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
