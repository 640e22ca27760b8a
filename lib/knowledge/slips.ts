/**
 * Slips of the finger: what a word that stands nowhere may have been meant to be. The index knows lexemes, people type
 * words ("raoming" for the lexeme "roam"): so words are compared with what a lexeme may look like when it is written,
 * and swapped or doubled letters are looked up as they would be right. Pure.
 */

/** Letters of a word that may be mistyped; in one of four, only a letter left out. */
const LEAST = 4;
/** From so many letters on, two slips. */
const TWO_FROM = 8;

/** What English adds to a lexeme; other languages' lexemes are compared as they are, and with these few. */
const endings = ["", "e", "s", "es", "ed", "ing", "er", "ers", "al", "ion", "ment", "ly"];

/** The word with two neighbouring letters swapped back, or with one letter too many taken out. */
export function slipsOf(word: string): string[] {
  if (word.length <= LEAST) return [];
  const found = new Set<string>();
  for (let at = 0; at < word.length; at++) {
    const [before, here, next, after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)];
    found.add(before + word.slice(at + 1));
    if (next !== undefined) found.add(`${before}${next}${here}${after}`);
  }
  found.delete(word);
  return [...found];
}

/** Slips between what was typed and the nearest form of a lexeme; null if there are too many. */
export function slipsFrom(typed: string, lexeme: string): number | null {
  let least: number | null = null;
  for (const form of formsOf(lexeme)) {
    const slips = isSlip(typed, form);
    if (slips !== null && (least === null || slips < least)) least = slips;
  }
  return least;
}

function formsOf(lexeme: string): string[] {
  const bases = [lexeme];
  // Stems of words on -y, and doubled consonants ("cancelled").
  if (lexeme.endsWith("i")) bases.push(`${lexeme.slice(0, -1)}y`);
  if (/[^aeiou][aeiou][bdglmnprt]$/.test(lexeme)) bases.push(lexeme + lexeme.at(-1));
  return bases.flatMap((base) => endings.map((ending) => base + ending));
}

/**
 * How many slips make `meant` what was `typed`: changes, insertions, omissions, swaps. One at most; two in words of
 * eight letters and more that begin alike. Null beyond, and for words so short that most slips are other words.
 */
export function isSlip(typed: string, meant: string): number | null {
  if (typed.length < LEAST || (typed.length === LEAST && meant.length <= LEAST)) return null;
  const allowed = typed.length >= TWO_FROM && typed[0] === meant[0] ? 2 : 1;
  if (Math.abs(typed.length - meant.length) > allowed) return null;
  const distance = editDistance(typed, meant);
  return distance <= allowed ? distance : null;
}

/** Optimal string alignment: edits and swaps of neighbours. */
export function editDistance(a: string, b: string): number {
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
