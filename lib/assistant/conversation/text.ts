/**
 * Words, stems, sentences and n-grams of customer and article text: the one way in which the assistant's
 * own logic reads language. Pure; knows nothing of intents, tools or tickets.
 */

const STOP_WORDS = new Set(
  `a an and are as at be been but by can could did do does for from had has have how i i'd i'll i'm i've if in
  into is it its it's just me my of on or our please so some than that the their them then there they this to
  was we were what when where which who why will with would you your about any am also tell know like want need
  get got us long take takes much many still`.split(/\s+/),
);

/** Lower case, one kind of apostrophe and space, no accents: what comparisons are made on. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u2013\u2014]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
}

export function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu) ?? [];
}

/**
 * A light English stemmer: plurals, -ed, -ing, -er, -ly and the commonest noun endings. Deliberately weaker than
 * Porter's: short support messages lose more by conflating words than by missing a pair.
 */
export function stem(word: string): string {
  let w = word.replace(/'(?:s|re|ve|ll|d|m)$/, "").replace(/'/g, "");
  if (w.length < 4) return w;
  if (w.endsWith("ies") && w.length > 4) w = `${w.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|z)es$/.test(w)) w = w.slice(0, -2);
  else if (w.endsWith("s") && !/(?:ss|us|is)$/.test(w)) w = w.slice(0, -1);
  for (const [suffix, minimum] of [
    ["ation", 4],
    ["ment", 4],
    ["ness", 4],
    ["ing", 3],
    ["ied", 3],
    ["ed", 3],
    ["ly", 4],
  ] as const) {
    if (
      w.endsWith(suffix) &&
      w.length - suffix.length >= minimum &&
      /[aeiouy]/.test(w.slice(0, -suffix.length))
    ) {
      w = suffix === "ied" ? `${w.slice(0, -3)}y` : w.slice(0, -suffix.length);
      break;
    }
  }
  // "stopp(ed)" and "stop", "chang(ing)" and "change" meet.
  w = w.replace(/([bdfgmnprt])\1$/, "$1");
  return w.length > 3 ? w.replace(/e$/, "") : w;
}

export function stems(text: string): string[] {
  return words(text).map(stem);
}

/** Stems that carry meaning: what a question is about. */
export function contentStems(text: string): string[] {
  return words(text)
    .filter((word) => !STOP_WORDS.has(word))
    .map(stem);
}

/** Character n-grams with word borders marked, so that "cancel" and "cancelation" share most of theirs. */
export function characterGrams(text: string, from: number, to: number): string[] {
  const grams: string[] = [];
  for (const word of words(text)) {
    const padded = ` ${word} `;
    for (let size = from; size <= to; size++) {
      for (let at = 0; at + size <= padded.length; at++) grams.push(padded.slice(at, at + size));
    }
  }
  return grams;
}

const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|approx|no|nr|vs|mr|mrs|ms|dr|st|inc|ltd)\.|\b\p{L}\.)$/iu;

/** Sentences of one paragraph, verbatim: joined by spaces they give the paragraph back. */
export function sentences(paragraph: string): string[] {
  const found: string[] = [];
  let rest = "";
  for (const piece of paragraph.trim().split(/(?<=[.!?]["')\]]*)\s+(?=["'([*_`]*[\p{Lu}\p{N}])/u)) {
    rest = rest ? `${rest} ${piece}` : piece;
    if (ABBREVIATION.test(rest)) continue;
    found.push(rest);
    rest = "";
  }
  if (rest) found.push(rest);
  return found;
}

/** Cuts at a word border and says that it did. */
export function shorten(text: string, limit: number): string {
  const flat = text.replace(/\s+/g, " ").trim();
  if (flat.length <= limit) return flat;
  const cut = flat.slice(0, limit - 1);
  const border = cut.lastIndexOf(" ");
  return `${(border > limit / 2 ? cut.slice(0, border) : cut).trimEnd()}…`;
}
