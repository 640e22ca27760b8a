/**
 * Reads a customer's text as a question to the knowledge base: which words carry it, and what else could be meant
 * by them. However long the text is, what comes out is small. Pure; stems and rarity are the database's part.
 */
import { synonyms } from "./synonyms";

/** One thing the question is about. */
export type Term = {
  /** As typed, folded. */
  word: string;
  /** Other words for it. */
  others: readonly string[];
  /** How much the text insists on it: more when repeated or asked in a sentence that ends with "?". */
  emphasis: number;
};

/** Characters of a message that are read at all: its start, then its end. */
export const READ_CHARACTERS = { start: 1_500, end: 500 } as const;
/** Terms that the database is asked about; the rarest of them go on to the search. */
export const MAX_TERMS = 40;

/**
 * Words of a request that no article is about: what holds a sentence together, greetings, wishes, filler. A
 * phrase of them can still mean something: see "how much" among the synonyms.
 */
const noise = new Set(
  `a an the and or but if because as until while of at by for with about against between into through during
  before after above below to from up down in out on off over under again further once here there when where why
  how all any both each few more most other some such nor only own same so than too very s t
  i me my myself we our ours us you your yours he him his she her hers it its they them their theirs
  what which who whom this that these those am is are was were be been being have has had having do does did doing
  hi hello hey dear good morning afternoon evening thanks thank please regards cheers sorry
  i'm i'd i've i'll im ive id ill you're youre it's its that's thats there's what's whats where's wheres how's
  can't cant don't dont doesn't doesnt didn't didnt won't wont isn't isnt couldn't couldnt haven't havent hasn't
  hasnt wasn't wasnt weren't werent shouldn't wouldn't aren't arent cannot
  want wants wanted need needs needed like would could should shall may might must wanna gonna
  know tell say says said let lets see think guess wonder wondering hope wish believe
  help ask asking question questions answer info information explain understand advise
  get gets getting got give gives make makes use using used take takes go goes going come comes came keep happen
  happens happened happening try tried trying find found look looking seem seems work works
  really just actually still also even ever already now then anyway basically simply maybe perhaps
  one ones thing things something anything everything someone anyone anybody somebody people guys
  way ways lot bit kind sort able possible possibly ok okay yes no not
  today yesterday currently recently day days week weeks month months ago new
  much many far long soon often
  ur u r pls plz thx keeps kept hate hates love policy policies unhappy happy disappointed terrible awful angry very real
  urgent urgently asap emergency immediately`
    .split(/\s+/)
    .filter(Boolean),
);

/** What a text is about, the most insistent first; equal ones in the order of the text. */
export function termsOf(text: string): Term[] {
  const read =
    text.length <= READ_CHARACTERS.start + READ_CHARACTERS.end
      ? text
      : `${text.slice(0, READ_CHARACTERS.start)}\n${text.slice(-READ_CHARACTERS.end)}`;
  const terms = new Map<string, Term>();
  for (const sentence of read.split(/(?<=[.!?])\s+|\n+/)) {
    const weight = sentence.trimEnd().endsWith("?") ? 1.5 : 1;
    for (const { word, others } of readSentence(sentence)) {
      const known = terms.get(word);
      if (known) known.emphasis += weight / 3;
      else terms.set(word, { word, others, emphasis: weight });
    }
  }
  // Stable: the order of the text decides between equals.
  return [...terms.values()].sort((a, b) => b.emphasis - a.emphasis).slice(0, MAX_TERMS);
}

function readSentence(sentence: string): { word: string; others: readonly string[] }[] {
  const words = wordsOf(sentence);
  const found: { word: string; others: readonly string[] }[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const end = phraseEnd(words, at);
    if (end !== null) {
      // The phrase stands for its meaning; its own words would each be searched for something else.
      const phrase = `${word} ${words[end]}`;
      found.push({ word: phrase, others: synonyms.get(phrase) ?? [] });
      words.splice(end, 1);
    } else if (!noise.has(word)) found.push({ word, others: synonyms.get(word) ?? [] });
  }
  return found;
}

/** Where a phrase that begins at `at` ends; "send something back" has up to two words between. */
function phraseEnd(words: readonly string[], at: number): number | null {
  for (let end = at + 1; end <= at + 3 && end < words.length; end++) {
    if (end > at + 1 && !particles.has(words[end] as string)) continue;
    if (synonyms.has(`${words[at]} ${words[end]}`)) return end;
  }
  return null;
}

/** Words that a verb keeps although others come between. */
const particles = new Set(["back", "together", "up", "away", "off"]);

/** Folded words. Addresses, links and long numbers name one case, never an article, and are left out. */
export function wordsOf(text: string): string[] {
  const folded = text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/\S+@\S+|https?:\/\/\S+|\b\d{5,}\b/g, " ");
  return (folded.match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu) ?? []).filter((word) => word.length <= 40);
}

/** Whether the word is a code or a number ("e03", "b-1042"): unknown ones say nothing about the topic. */
export const isCode = (word: string): boolean => /\p{N}/u.test(word);

/**
 * Whether `typed` is `meant` with a slip of the finger: one change, insertion, omission or swap; two in words of
 * eight letters and more. Shorter than five letters, most slips would be other words.
 */
export function isSlip(typed: string, meant: string): number | null {
  const allowed = typed.length >= 8 ? 2 : 1;
  if (typed.length < 5 || Math.abs(typed.length - meant.length) > allowed) return null;
  const distance = editDistance(typed, meant);
  return distance <= allowed ? distance : null;
}

/** Optimal string alignment: edits and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
