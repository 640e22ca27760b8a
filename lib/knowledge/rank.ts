/**
 * The ranking: how well a passage answers a question, from its words and their rarity. Pure and deterministic.
 *
 * BM25F (title, heading and body weighted apart, each with its own length) plus the similarity of the title: the best
 * of the methods that were compared on public question sets. Every figure is a share of what the question could
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
export type Places = ReadonlyMap<string, readonly string[]>;

export type Candidate = {
  id: string;
  articleId: string;
  /** Of the lexemes that are asked for. */
  places: Places;
  titleLexemes: readonly string[];
  titleWords: number;
  headingWords: number;
  bodyWords: number;
};

export type Score = {
  /** 0 to about 1.7: for ordering. */
  score: number;
  /** 0 to 1: the share of the question's weight that the passage speaks of. */
  coverage: number;
  /** 0 to 1: BM25F as a share of its own limit. */
  strength: number;
  /** 0 to 1: cosine of title and question. */
  title: number;
};

const K1 = 1.6;
const FIELDS = {
  A: { weight: 1.6, b: 0.5, usual: 5 },
  B: { weight: 2.4, b: 0.5, usual: 5 },
  C: { weight: 1, b: 0.6, usual: 70 },
} as const;
/** What the title's similarity and the coverage by all of the article's candidates add to BM25F's 1. */
const SHARES = { title: 0.4, article: 0.3 } as const;
/** Things that one passage can be expected to speak of: a long message holds more, but asks no more. */
const EXPECTED = 6;

/** Inverse document frequency as in BM25, never negative. */
export const rarity = (documents: number, all: number): number =>
  Math.log(1 + (Math.max(0, all - documents) + 0.5) / (documents + 0.5));

/**
 * The candidates, best first; of equals, the one with the smaller id.
 * @param rarityOf of the lexemes of titles
 */
export function rank<C extends Candidate>(
  candidates: readonly C[],
  concepts: readonly Concept[],
  rarityOf: (lexeme: string) => number,
): { candidate: C; score: Score }[] {
  const asked = concepts
    .map(({ weight }) => weight)
    .sort((a, b) => b - a)
    .slice(0, EXPECTED)
    .reduce((sum, weight) => sum + weight, 0);
  if (asked === 0) return [];
  const read = candidates.map((candidate) => ({
    candidate,
    held: concepts.map((concept) => hold(candidate, concept)),
  }));
  const byArticle = new Map<string, number[]>();
  for (const { candidate, held } of read) {
    const best = byArticle.get(candidate.articleId);
    byArticle.set(
      candidate.articleId,
      held.map(({ sureness }, n) => Math.max(sureness, best?.[n] ?? 0)),
    );
  }
  const share = (part: (n: number) => number) =>
    Math.min(1, concepts.reduce((sum, { weight }, n) => sum + weight * part(n), 0) / asked);
  return read
    .map(({ candidate, held }) => {
      const coverage = share((n) => held[n]?.sureness ?? 0);
      const strength = share((n) => held[n]?.strength ?? 0);
      const article = share((n) => byArticle.get(candidate.articleId)?.[n] ?? 0);
      const title = titleSimilarity(candidate, concepts, held, rarityOf);
      const score = strength + SHARES.title * title + SHARES.article * article;
      return { candidate, score: { score, coverage, strength, title } };
    })
    .sort((a, b) => b.score.score - a.score.score || (a.candidate.id < b.candidate.id ? -1 : 1));
}

type Held = { sureness: number; strength: number; inTitle: number };

function hold(candidate: Candidate, { lexemes }: Concept): Held {
  let surest = 0;
  let frequency = 0;
  let inTitle = 0;
  for (const [lexeme, sureness] of lexemes) {
    const places = candidate.places.get(lexeme);
    if (!places) continue;
    surest = Math.max(surest, sureness);
    frequency += sureness * weighted(places, candidate);
    if (places.includes("A")) inTitle = Math.max(inTitle, sureness);
  }
  return { sureness: surest, strength: surest * (frequency / (K1 + frequency)), inTitle };
}

/** Each field's frequency is damped by its own length before the fields are added. */
function weighted(places: readonly string[], { titleWords, headingWords, bodyWords }: Candidate): number {
  let sum = 0;
  for (const place of places) {
    const [field, length] =
      place === "A"
        ? [FIELDS.A, titleWords]
        : place === "B"
          ? [FIELDS.B, headingWords]
          : [FIELDS.C, bodyWords];
    sum += field.weight / (1 - field.b + (field.b * length) / field.usual);
  }
  return sum;
}

function titleSimilarity(
  candidate: Candidate,
  concepts: readonly Concept[],
  held: readonly Held[],
  rarityOf: (lexeme: string) => number,
): number {
  const title = candidate.titleLexemes.reduce((sum, lexeme) => sum + rarityOf(lexeme) ** 2, 0);
  const question = concepts.reduce((sum, { weight }) => sum + weight * weight, 0);
  const shared = concepts.reduce((sum, { weight }, n) => sum + (held[n]?.inTitle ?? 0) * weight * weight, 0);
  const norm = Math.sqrt(title * question);
  return norm > 0 ? Math.min(1, shared / norm) : 0;
}

/**
 * How surely the best passage answers the question at all, 0 to 1: a logistic curve over coverage and score. Fitted
 * on tests/eval/search (119 questions, both classes weighing the same), then rounded.
 */
export function confidenceOf(best: Score | undefined): number {
  if (!best) return 0;
  return 1 / (1 + Math.exp(-(4 * best.coverage + 3.5 * best.score - 3.5)));
}

/** From here on, tests/eval/search calls 4 of 5 answerable questions answerable, and 1 of 10 of the others. */
export const ANSWERABLE_FROM = 0.5;
