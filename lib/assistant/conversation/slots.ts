/**
 * What can be lifted from a customer's own words: ticket and order numbers, priority, category, phone, language and
 * the like. Pure readers: each returns what is there or null, and never guesses a value that was not said.
 */
import { fold, sentences, shorten, stems } from "./text";

export type Priority = "low" | "medium" | "high" | "urgent";

export const SUBJECT_LIMIT = 80;
export const DESCRIPTION_LIMIT = 2000;

/** `#1042`, "ticket 1042", "case no. 1042". */
export function ticketNumber(text: string): number | null {
  const match = /(?:#\s?|\b(?:ticket|case|request)\s*(?:number|no\.?|nr\.?)?\s*#?\s?)(\d{1,9})\b/i.exec(text);
  return match ? Number(match[1]) : null;
}

/** "order 10023", "order #A-1007", or a code like `ORD-2041` anywhere. */
export function orderNumber(text: string): string | null {
  const named =
    /\border\s*(?:number|no\.?|nr\.?)?\s*(?:is|:)?\s*#?\s?((?=[A-Za-z-]*\d)[A-Za-z0-9][A-Za-z0-9-]{2,})\b/i.exec(
      text,
    );
  const alone = /^\s*#?(\d{5,9})\s*[.?!]*\s*$/.exec(text);
  const coded = /\b([A-Z]{1,5}-\d{3,}(?:-\d+)*)\b/.exec(text);
  return named?.[1] ?? coded?.[1] ?? alone?.[1] ?? null;
}

const PRIORITIES: readonly (readonly [Priority, RegExp])[] = [
  [
    "urgent",
    /\b(?:urgent(?:ly)?|asap|as soon as possible|immediately|right away|emergency|critical|highest priority)\b/,
  ],
  [
    "high",
    /\b(?:high(?:er)? priority|priority (?:is |to |should be )?(?:set to )?high|(?:make|set) it high|very important|blocking|blocked|cannot work|can't work)\b/,
  ],
  [
    "low",
    /\b(?:low(?:er)? priority|priority (?:is |to |should be )?(?:set to )?low|(?:make|set) it low|not urgent|no rush|no hurry|whenever you can|minor)\b/,
  ],
  [
    "medium",
    /\b(?:medium priority|normal priority|priority (?:is |to |should be )?(?:set to )?(?:medium|normal)|(?:make|set) it (?:medium|normal))\b/,
  ],
];

export function priority(text: string): Priority | null {
  const folded = fold(text);
  if (/\bnot (?:that |very |so )?urgent\b/.test(folded)) return "low";
  return PRIORITIES.find(([, pattern]) => pattern.test(folded))?.[0] ?? null;
}

/** Also accepts the bare word, for "set it to high" once a priority is known to be meant. */
export function priorityWord(text: string): Priority | null {
  const match = /\b(low|medium|normal|high|urgent)\b/.exec(fold(text));
  if (!match) return priority(text);
  return match[1] === "normal" ? "medium" : (match[1] as Priority);
}

const CATEGORIES: readonly (readonly [string, RegExp])[] = [
  [
    "billing",
    /\b(?:bill(?:ed|ing)?|invoices?|refund\w*|charge[ds]?|payments?|paid|credit card|overcharged|receipt|vat|gift cards?)\b/,
  ],
  ["warranty", /\b(?:warrant\w*|guarantee|repair\w*|spare parts?|defect\w*)\b/],
  ["returns", /\b(?:returns?|returned|returning|exchange|send (?:it|this) back|wrong item|replacement)\b/],
  ["delivery", /\b(?:ship(?:ped|ping|ment)?|deliver\w*|parcel|package|courier|tracking|arrived?|pick-up)\b/],
  ["membership", /\b(?:membership|subscription|plus plan|studio plan|my plan|renewal)\b/],
  ["account", /\b(?:account|log ?in|login|sign in|password|profile|locked out|verification)\b/],
  [
    "products",
    /\b(?:error|crash\w*|bug|broken?|not work\w*|doesn't work|assembl\w*|install\w*|noise|crackl\w*|wobbl\w*|flicker\w*|squeak\w*|sinks?|sinking|motor|screws?|drawer|chair|desk|lamp|monitor arm|screen|battery|sound)\b/,
  ],
  ["orders", /\border(?:s|ed)?\b/],
];

export function category(text: string): string | null {
  const folded = fold(text);
  return CATEGORIES.find(([, pattern]) => pattern.test(folded))?.[0] ?? null;
}

export const CATEGORY_NAMES = [...CATEGORIES.map(([name]) => name), "general"];

const REQUEST =
  /^(?:(?:hi|hello|hey)[,!. ]+)?(?:please |can you |could you |i want to |i'd like to |i would like to |i need to |i want |i need )*(?:please )?(?:open|create|file|raise|submit|make|log|report|register|start)?\s*(?:me )?(?:a|an|the|another)?\s*(?:new |support |high priority |low priority |urgent )*(?:ticket|case|issue|bug|problem|request)s?\b(?: please| for me| for this| for that| about this| about that| on this)*\s*(?:[:,.\-\u2013]|\babout\b|\bbecause\b|\bfor\b|\bthat\b|\bwith\b|\bregarding\b|\bas\b)?\s*/i;

/** What a message says beyond "open a ticket": the matter itself, or an empty string. */
export function matter(text: string): string {
  const rest = text
    .trim()
    .replace(REQUEST, "")
    .replace(/^[\s?!.,:;-]+/, "")
    .trim();
  const left = rest.replace(/^(?:please|thanks|thank you|now|it|this|that|for me)[.!, ]*$/i, "");
  return stems(left).length >= 2 ? left.charAt(0).toUpperCase() + left.slice(1) : "";
}

/** A short title for a longer text: its first sentence, cut at a word. */
export function subjectOf(text: string): string {
  const [first = text] = sentences(text.trim());
  return shorten(first.replace(/[.!\s]+$/, ""), SUBJECT_LIMIT);
}

const LANGUAGES: Record<string, string> = {
  english: "en",
  german: "de",
  deutsch: "de",
  spanish: "es",
  espanol: "es",
  french: "fr",
  francais: "fr",
  italian: "it",
  italiano: "it",
  portuguese: "pt",
  portugues: "pt",
  dutch: "nl",
  polish: "pl",
  czech: "cs",
  swedish: "sv",
  danish: "da",
  norwegian: "nb",
  finnish: "fi",
  turkish: "tr",
  greek: "el",
  ukrainian: "uk",
  romanian: "ro",
  hungarian: "hu",
  japanese: "ja",
  chinese: "zh",
  korean: "ko",
  arabic: "ar",
  hindi: "hi",
};

/** A language by its name, as a tag such as `de`; tags themselves count only when alone. */
export function language(text: string): string | null {
  const folded = fold(text);
  for (const word of folded.match(/[a-z]+/g) ?? []) {
    const tag = Object.hasOwn(LANGUAGES, word) ? LANGUAGES[word] : undefined;
    if (tag) return tag;
  }
  return /^[a-z]{2}(?:-[a-z]{2})?$/.test(folded) && Object.values(LANGUAGES).includes(folded.slice(0, 2))
    ? folded
    : null;
}

export function phone(text: string): string | null {
  const match = /(?:\+|\b)\d[\d\s().\-/]{4,20}\d\b/.exec(text);
  if (!match) return null;
  const digits = match[0].replace(/\D/g, "");
  return digits.length >= 6 && digits.length <= 15 ? match[0].replace(/\s+/g, " ").trim() : null;
}

export function contactMethod(text: string): "email" | "in_app" | null {
  const folded = fold(text).replace(
    /\b(?:instead of|rather than|and not|not|no longer|no more)\b[^,.;]{0,25}/g,
    " ",
  );
  if (/\be-?mails?\b/.test(folded)) return "email";
  return /\b(?:chat|portal|in[- ]app|here|notifications?)\b/.test(folded) ? "in_app" : null;
}

/** A zone such as `Europe/Berlin` that this runtime knows. */
export function timeZone(text: string): string | null {
  const match = /\b(?:UTC|[A-Z][A-Za-z]+\/[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_]+)?)\b/.exec(text);
  if (!match) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: match[0] }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** "my name is Ana Silva", "name to Ana Silva". */
export function personName(text: string): string | null {
  const match =
    /\bname\b.{0,20}?\b(?:is|to|as|into)\s+([\p{Lu}][\p{L}'.-]*(?:\s+[\p{Lu}][\p{L}'.-]*){0,4})/u.exec(text);
  return match?.[1]?.replace(/[.]$/, "") ?? null;
}

/** "my address is …", "moved to …": the rest of the line when it holds a number and words, as addresses do. */
export function address(text: string): string | null {
  const said =
    /\b(?:address\b.{0,20}?\b(?:is|to|as|into)\b|address:|moved to|live (?:at|in) now|now live (?:at|in)|live at)\s*:?\s+([\s\S]+)$/i.exec(
      text,
    )?.[1];
  return said ? bareAddress(said) : null;
}

/** A text that is nothing but an address, on one line. */
export function bareAddress(text: string): string | null {
  const line = text
    .trim()
    .replace(/\s*\n+\s*/g, ", ")
    .replace(/\s+/g, " ")
    .replace(/(?:,? (?:please|thanks|thank you))?[.!\s]*$/i, "");
  const isOne = /\d/.test(line) && /\p{L}{3}/u.test(line) && line.length >= 8 && line.length <= 200;
  return isOne && !line.includes("?") ? line : null;
}

/** "20 EUR", "€19.50", "half" is none: a sum of money as a decimal number. */
export function amount(text: string): string | null {
  const match =
    /(?:(?:€|\$|£|\beur\b|\busd\b|\bgbp\b)\s?(\d{1,6}(?:[.,]\d{1,2})?)|\b(\d{1,6}(?:[.,]\d{1,2})?)\s?(?:€|\$|£|eur(?:os?)?\b|usd\b|dollars?\b|gbp\b|pounds?\b))/i.exec(
      text,
    );
  const value = (match?.[1] ?? match?.[2])?.replace(",", ".");
  return value ? Number(value).toFixed(2) : null;
}

/** Why somebody wants their money back, in their own words. */
export function reason(text: string): string | null {
  const given =
    /\b(?:because(?: of)?|since|due to|the reason is(?: that)?|reason:)\s+(\S[\s\S]*)$/i.exec(text)?.[1] ??
    /\b((?:it|they|these|the \w+|which|that) (?:has |have |just )?(?:arrived|came|is|was|were|are|broke|does|did|do|doesn'?t|didn'?t|don'?t|never|won'?t|stopped|keeps?)\b[\s\S]*)$/i.exec(
      text,
    )?.[1] ??
    /\b((?:arrived|came) (?:broken|damaged|late|too late|scratched|in pieces|empty|defective)\b[\s\S]*)$/i.exec(
      text,
    )?.[1];
  const rest = text
    .replace(REFUND_CLAUSE, " ")
    .replace(/^[\s,.;:!-]+|\b(?:please|thanks|thank you)\b/gi, " ");
  const said = given ?? (REFUND_CLAUSE.test(text) && stems(rest).length >= 3 ? rest : "");
  const plain = said
    .replace(/\s+/g, " ")
    .replace(/^[\s,.;:!-]+|[.!,\s]+$/g, "")
    .trim();
  return plain.length >= 4 && !/\brefund\b|\?/i.test(plain) ? plain : null;
}

/** What only says that money is wanted back, and for which order. */
const REFUND_CLAUSE =
  /^.*?\b(?:refund(?: me)?|money back|reimburse(?: me)?|pay me back)\b(?: (?:for|of|on|from))?(?: (?:my|the|this|that|it))*(?: (?:first|second|last|latest|other))?(?: order| one)?(?: (?:number|no\.?))?(?: ?#?[A-Z]{0,5}-?\d{3,}(?:-\d+)*)?/i;
