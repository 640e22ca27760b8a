/** From the words of a question and what the knowledge base knows of them to what is searched and ranked by. Pure. */
import { isCode, isSlip, type Term } from "./question";
import { type Concept, rarity } from "./rank";

/** Things a question can be about; of a long message, the weightiest. Known ones and unknown ones apart. */
const MOST = { known: 16, unknown: 3 } as const;
/** Lexemes that look for candidates: those of the weightiest concepts. All concepts count in the ranking. */
const SEARCHED = 8;
/** How surely a lexeme is meant: as typed 1, another word for it, part of another phrase, a corrected slip. */
const SURENESS = { synonym: 0.7, part: 0.45, corrected: 0.8 } as const;

/** A bare number ("2 weeks", "40 chairs") is seldom what an article is about. */
const NUMBER = 0.4;

type Vocabulary = {
  lexemes: ReadonlyMap<string, readonly string[]>;
  documents: ReadonlyMap<string, number>;
  all: number;
};

const isNumber = (word: string): boolean => /^\p{N}+$/u.test(word);

const isPhrase = (word: string): boolean => word.includes(" ");

/** Lexemes of terms that stand in no passage, neither as typed nor by another word, and may be slips. */
export function unknownLexemes(terms: readonly Term[], vocabulary: Vocabulary): string[] {
  const known = (word: string) =>
    vocabulary.lexemes.get(word)?.some((lexeme) => vocabulary.documents.has(lexeme));
  return terms
    .filter((term) => !isCode(term.word) && !isPhrase(term.word) && ![term.word, ...term.others].some(known))
    .flatMap((term) => vocabulary.lexemes.get(term.word) ?? [])
    .filter((lexeme) => lexeme.length >= 5)
    .slice(0, MOST.unknown * 2);
}

/** @param neighbours lexemes of the knowledge base, with their passages, that a slip may have meant */
export function conceptsOf(
  terms: readonly Term[],
  vocabulary: Vocabulary,
  neighbours: ReadonlyMap<string, number>,
): Concept[] {
  const made = terms.flatMap((term) => conceptOf(term, vocabulary, neighbours) ?? []);
  // Numbers alone ask nothing: every article with a "2" would answer "2".
  if (terms.every(({ word }) => isNumber(word))) return [];
  const heaviest = (isKnown: boolean, most: number) =>
    made
      .filter((concept) => concept.isKnown === isKnown)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, most);
  return [...heaviest(true, MOST.known), ...heaviest(false, MOST.unknown)];
}

function conceptOf(
  term: Term,
  { lexemes, documents, all }: Vocabulary,
  neighbours: ReadonlyMap<string, number>,
): (Concept & { isKnown: boolean }) | null {
  const own = isPhrase(term.word) ? [] : (lexemes.get(term.word) ?? []);
  const meant = new Map<string, number>();
  for (const lexeme of own) meant.set(lexeme, own.length > 1 ? SURENESS.synonym : 1);
  for (const other of term.others) {
    const parts = lexemes.get(other) ?? [];
    const sureness = parts.length > 1 ? SURENESS.part : SURENESS.synonym;
    for (const lexeme of parts) meant.set(lexeme, Math.max(meant.get(lexeme) ?? 0, sureness));
  }
  // A stop word of the database ("is", "how") is no concept unless it stands for something.
  if (meant.size === 0) return null;
  let holders = sum(meant.keys(), documents);
  if (holders === 0) {
    const right = own.flatMap((lexeme) => corrected(lexeme, neighbours) ?? [])[0];
    if (right) meant.set(right, SURENESS.corrected);
    holders = right ? (neighbours.get(right) ?? 0) : 0;
  }
  // Order numbers and the like name a case; no article could hold them.
  if (holders === 0 && isCode(term.word)) return null;
  const insistence = Math.sqrt(term.emphasis) * (isNumber(term.word) ? NUMBER : 1);
  const weight = rarity(Math.min(holders, all), all) * insistence;
  return { lexemes: meant, weight, isKnown: holders > 0 };
}

const sum = (keys: Iterable<string>, counts: ReadonlyMap<string, number>): number =>
  [...keys].reduce((total, key) => total + (counts.get(key) ?? 0), 0);

/** The nearest neighbour; of equally near ones the more frequent, then the first in the alphabet. */
function corrected(lexeme: string, neighbours: ReadonlyMap<string, number>): string | null {
  let best: { lexeme: string; distance: number; documents: number } | null = null;
  for (const [neighbour, documents] of neighbours) {
    const distance = isSlip(lexeme, neighbour);
    if (distance === null) continue;
    const nearer =
      best === null ||
      distance < best.distance ||
      (distance === best.distance &&
        (documents > best.documents || (documents === best.documents && neighbour < best.lexeme)));
    if (nearer) best = { lexeme: neighbour, distance, documents };
  }
  return best?.lexeme ?? null;
}

/** The lexemes to look for candidates by, with their weight: as typed first, then other words for it. */
export function searchedLexemes(
  concepts: readonly Concept[],
  present: (lexeme: string) => boolean,
): Map<string, number> {
  const ordered = concepts
    .flatMap(({ lexemes, weight }) =>
      [...lexemes]
        .filter(([lexeme]) => present(lexeme))
        .map(([lexeme, sure]) => ({ lexeme, weight: weight * sure })),
    )
    .sort((a, b) => b.weight - a.weight || (a.lexeme < b.lexeme ? -1 : 1));
  const searched = new Map<string, number>();
  for (const { lexeme, weight } of ordered) {
    if (searched.size >= SEARCHED * 2) break;
    searched.set(lexeme, Math.max(searched.get(lexeme) ?? 0, weight));
  }
  return searched;
}
