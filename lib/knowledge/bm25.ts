/**
 * BM25F: how much a passage, or the passages of one article together, speak of one thing that was asked. Title,
 * heading and body each have their own usual length. Pure.
 */
import type { Wording } from "./wording";

/** One thing asked, as the database knows it. */
export type Concept = {
  /** Its lexemes with how surely each is meant: 1 as typed, less for a synonym or a corrected slip. */
  lexemes: ReadonlyMap<string, number>;
  /** Rarity, times how much the question insists on it. */
  weight: number;
  /** Whether it stands in any passage. */
  isKnown: boolean;
};

/** A title, B heading, C body. */
export type Field = "A" | "B" | "C";
/** Where a passage holds a lexeme; places count on from title to heading to body. */
export type Place = { at: number; field: Field };
export type Places = ReadonlyMap<string, readonly Place[]>;

export type Candidate = {
  id: string;
  articleId: string;
  /** Of the lexemes that are asked for. */
  places: Places;
  titleLexemes: readonly string[];
  titleWording: Wording;
  /** Whether the title asks, as those of an FAQ do. */
  titleAsks: boolean;
  titleWords: number;
  headingWords: number;
  bodyWords: number;
};

/** How surely and how much something speaks of a concept, and how surely its title and heading do; each 0 to 1. */
export type Held = { sureness: number; strength: number; inTitle: number; inHeading: number };

/** From so many mentions of usual length on, more say little more. */
const K1 = 2.5;
/** How far a field's length dampens its mentions, and its usual length in words: of a passage, and of an article. */
const FIELDS = {
  A: { b: 0.3, usual: 5, ofArticle: 5 },
  B: { b: 0.5, usual: 5, ofArticle: 8 },
  C: { b: 0.3, usual: 70, ofArticle: 110 },
} as const;

type Lengths = Record<Field, number>;

/** One passage. */
export function hold(candidate: Candidate, concept: Concept): Held {
  const words = lengthsOf([candidate]);
  return held([candidate], concept, (field) => dampened(field, words[field], FIELDS[field].usual));
}

/** Passages of one article: each has its title, which counts once. */
export function holdTogether(passages: readonly Candidate[], concept: Concept): Held {
  const words = lengthsOf(passages);
  return held(passages, concept, (field) => {
    const mention = dampened(field, words[field], FIELDS[field].ofArticle);
    return field === "A" ? mention / passages.length : mention;
  });
}

const lengthsOf = (passages: readonly Candidate[]): Lengths => ({
  A: passages[0]?.titleWords ?? 0,
  B: passages.reduce((sum, { headingWords }) => sum + headingWords, 0),
  C: passages.reduce((sum, { bodyWords }) => sum + bodyWords, 0),
});

/** What a mention in a field of so many words counts. */
const dampened = (field: Field, words: number, usual: number): number =>
  1 / (1 - FIELDS[field].b + (FIELDS[field].b * words) / usual);

function held(passages: readonly Candidate[], { lexemes }: Concept, mention: (field: Field) => number): Held {
  let sureness = 0;
  let frequency = 0;
  let inTitle = 0;
  let inHeading = 0;
  for (const [lexeme, sure] of lexemes)
    for (const { places } of passages)
      for (const { field } of places.get(lexeme) ?? []) {
        sureness = Math.max(sureness, sure);
        frequency += sure * mention(field);
        if (field === "A") inTitle = Math.max(inTitle, sure);
        if (field === "B") inHeading = Math.max(inHeading, sure);
      }
  return { sureness, strength: sureness * (frequency / (K1 + frequency)), inTitle, inHeading };
}
