/**
 * The ranking: how well a passage answers a question, from its words and their rarity. Pure and deterministic.
 *
 * BM25F (title, heading and body weighted apart, each with its own length) plus the similarity of the title, which
 * together did best of all compared methods (docs/decisions). Every figure is a share of what the question could
 * reach, so that one threshold serves short and long questions.
 */

/** One thing asked, as the database knows it. */
export type Concept = {
  /** Its lexemes with how surely each is meant: 1 as typed, less for a synonym or a corrected slip. */
  lexemes: ReadonlyMap<string, number>;
  /** Rarity, times how much the question insists on it. */
  weight: number;
};

/** What a passage holds of each lexeme: one letter for each place, A title, B heading, C body. */
export type Places = Readonly<Record<string, readonly string[]>>;

export type Candidate = {
  places: Places;
  titleWords: number;
  headingWords: number;
  bodyWords: number;
};

export type Score = {
  /** 0 to about 1.4: for ordering. */
  score: number;
  /** 0 to 1: the share of the question's weight that the passage speaks of. */
  coverage: number;
  /** 0 to 1: BM25F as a share of its own limit. */
  strength: number;
  /** 0 to 1: cosine of title and question. */
  title: number;
};

const K1 = 1.2;
const FIELDS = {
  A: { weight: 1.6, b: 0.5, usual: 5 },
  B: { weight: 2, b: 0.5, usual: 5 },
  C: { weight: 1, b: 0.6, usual: 70 },
} as const;
const TITLE_SHARE = 0.3;
const COVERAGE_SHARE = 0.1;

/** Inverse document frequency as in BM25, never negative. */
export const rarity = (documents: number, all: number): number =>
  Math.log(1 + (Math.max(0, all - documents) + 0.5) / (documents + 0.5));

/** @param rarityOf of the lexemes of titles; one that is not there counts as the rarest */
export function scoreOf(
  candidate: Candidate,
  concepts: readonly Concept[],
  rarityOf: (lexeme: string) => number,
): Score {
  let asked = 0;
  let covered = 0;
  let reached = 0;
  let shared = 0;
  let askedSquare = 0;
  for (const { lexemes, weight } of concepts) {
    asked += weight;
    askedSquare += weight * weight;
    let surest = 0;
    let frequency = 0;
    let inTitle = 0;
    for (const [lexeme, sureness] of lexemes) {
      const places = candidate.places[lexeme];
      if (!places) continue;
      surest = Math.max(surest, sureness);
      frequency += sureness * weighted(places, candidate);
      if (places.includes("A")) inTitle = Math.max(inTitle, sureness);
    }
    covered += weight * surest;
    reached += weight * surest * (frequency / (K1 + frequency));
    shared += inTitle * weight * weight;
  }
  if (asked === 0) return { score: 0, coverage: 0, strength: 0, title: 0 };
  const titleNorm = Math.sqrt(
    Object.entries(candidate.places)
      .filter(([, places]) => places.includes("A"))
      .reduce((sum, [lexeme]) => sum + rarityOf(lexeme) ** 2, 0),
  );
  const coverage = covered / asked;
  const strength = reached / asked;
  const title = titleNorm > 0 ? Math.min(1, shared / (titleNorm * Math.sqrt(askedSquare))) : 0;
  return { score: strength + TITLE_SHARE * title + COVERAGE_SHARE * coverage, coverage, strength, title };
}

function weighted(places: readonly string[], candidate: Candidate): number {
  let sum = 0;
  for (const place of places) {
    const field = place === "A" ? FIELDS.A : place === "B" ? FIELDS.B : FIELDS.C;
    const length =
      place === "A" ? candidate.titleWords : place === "B" ? candidate.headingWords : candidate.bodyWords;
    sum += field.weight / (1 - field.b + (field.b * length) / field.usual);
  }
  return sum;
}

/**
 * How surely the best passage answers the question at all, 0 to 1. A logistic curve over coverage and score;
 * see ANSWERABLE_FROM for how it was set.
 */
export function confidenceOf(best: Score | undefined): number {
  if (!best) return 0;
  return 1 / (1 + Math.exp(-(7 * best.coverage + 4 * best.score - 6)));
}

export const ANSWERABLE_FROM = 0.5;
