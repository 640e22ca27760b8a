/**
 * What this process keeps of the index between questions: the lexemes of words, how many passages hold each, and
 * what managers say means the same. Kept for each set of audiences apart, since they see different passages, and only
 * as long as the index is in the state it was read in: every statement of the search says that state, so nothing has
 * to be told to anybody, and no search is answered from what was true before a publication.
 */
import "server-only";
import type { OfLanguage } from "./index-reads";
import { builtInLines, type Synonyms, synonymsOf } from "./synonyms";
import type { Audience } from "./visibility";

/** Words and lexemes that are kept; beyond, all are forgotten at once. Some 100 bytes each. */
const MOST = 50_000;

type Line = { language: string | null; line: string; enabled: boolean };

const key = ({ language, word }: OfLanguage): string => `${language} ${word}`;

/** One state of the index, as far as it was asked about. */
export class Known {
  private readonly lexemes = new Map<string, readonly string[]>();
  private readonly documents = new Map<string, number>();
  private readonly neighbours = new Map<string, ReadonlyMap<string, number>>();
  private readonly synonyms = new Map<string, Synonyms>();

  constructor(
    readonly version: number,
    private readonly lines: readonly Line[],
  ) {}

  synonymsFor(language: string): Synonyms {
    const own = this.lines.filter((line) => line.language === language);
    const off = new Set(own.filter(({ enabled }) => !enabled).map(({ line }) => line));
    const made =
      this.synonyms.get(language) ??
      synonymsOf([
        ...builtInLines(language).filter((line) => !off.has(line)),
        ...own.filter(({ enabled }) => enabled).map(({ line }) => line),
      ]);
    this.synonyms.set(language, made);
    return made;
  }

  /** Those that were not asked about yet. */
  withoutLexemes = (words: readonly OfLanguage[]) => words.filter((word) => !this.lexemes.has(key(word)));
  withoutDocuments = (lexemes: readonly OfLanguage[]) =>
    lexemes.filter((lexeme) => !this.documents.has(key(lexeme)));
  withoutNeighbours = (lexemes: readonly OfLanguage[]) =>
    lexemes.filter((lexeme) => !this.neighbours.has(key(lexeme)));

  learnWords(
    asked: readonly OfLanguage[],
    rows: readonly (OfLanguage & { lexeme: string; documents: number })[],
  ): void {
    for (const word of asked) this.lexemes.set(key(word), []);
    for (const row of rows) {
      this.documents.set(key({ language: row.language, word: row.lexeme }), row.documents);
      if (row.lexeme) this.lexemes.set(key(row), [...(this.lexemes.get(key(row)) ?? []), row.lexeme]);
    }
  }

  learnDocuments(rows: readonly (OfLanguage & { documents: number })[]): void {
    for (const row of rows) this.documents.set(key(row), row.documents);
  }

  learnNeighbours(
    asked: readonly OfLanguage[],
    rows: readonly (OfLanguage & { lexeme: string; documents: number })[],
  ): void {
    const found = new Map(asked.map((word) => [key(word), new Map<string, number>()]));
    for (const row of rows) {
      found.get(key(row))?.set(row.lexeme, row.documents);
      this.documents.set(key({ language: row.language, word: row.lexeme }), row.documents);
    }
    for (const [word, lexemes] of found) this.neighbours.set(word, lexemes);
  }

  /** What is known of one language. */
  of = (language: string) => ({
    lexemes: (word: string): readonly string[] => this.lexemes.get(key({ language, word })) ?? [],
    documents: (lexeme: string): number => this.documents.get(key({ language, word: lexeme })) ?? 0,
    neighbours: (lexeme: string): ReadonlyMap<string, number> =>
      this.neighbours.get(key({ language, word: lexeme })) ?? new Map(),
    all: this.documents.get(key({ language, word: "" })) ?? 0,
  });

  /** Itself, or the same state with nothing asked yet: whoever is in the middle of a question keeps theirs. */
  withRoom(): Known {
    const full = this.lexemes.size + this.documents.size + this.neighbours.size >= MOST;
    return full ? new Known(this.version, this.lines) : this;
  }
}

/** On globalThis: Next loads routes and pages as separate module graphs. */
const shelf = globalThis as typeof globalThis & { batonSearchKnown?: Map<string, Known> };

export function knownFor(audiences: readonly Audience[]): Known | undefined {
  const known = shelf.batonSearchKnown?.get(audiences.join())?.withRoom();
  if (known) keepKnown(audiences, known);
  return known;
}

export function keepKnown(audiences: readonly Audience[], known: Known): void {
  shelf.batonSearchKnown ??= new Map();
  shelf.batonSearchKnown.set(audiences.join(), known);
}

/** After somebody has published: the next search begins with nothing kept. */
export function forgetKnown(audiences: readonly Audience[], known: Known): void {
  if (shelf.batonSearchKnown?.get(audiences.join()) === known)
    shelf.batonSearchKnown.delete(audiences.join());
}
