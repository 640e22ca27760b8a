/**
 * The ranking: how well a passage answers a question, from its words and their rarity. Pure and deterministic.
 *
 * BM25F of the passage and of its whole article, what its title and heading hold, how like the title is to the question,
 * and how near to each other the passage holds what stands side by side there. Every figure is a share of what the
 * question could reach, so that one threshold serves short and long questions. The weights were learned from the even
 * questions of eight sets, two of them public (StackFAQ, CovidFAQ), and judged by the odd ones.
 */
import { type Candidate, type Concept, type Held, hold, holdTogether } from "./bm25";
import { alike, type Wording } from "./wording";

export type Asked = {
  concepts: readonly Concept[];
  /** What is said beside it: small words that only choose between what the concepts find alike. */
  beside: readonly Concept[];
  /** Concepts, by their number, that stand side by side. */
  pairs: readonly (readonly [number, number])[];
  wording: Wording;
};

export type Score = {
  /** 0 to about 5: for ordering. */
  score: number;
  /** 0 to 1: the share of the question's weight that the passage speaks of. */
  coverage: number;
  /** 0 to 1: BM25F as a share of its own limit. */
  strength: number;
  /** 0 to 1: cosine of title and question by rarity, their small words included. */
  title: number;
  /** 0 to 1: cosine of the words of title and question, as they are. */
  wording: number;
  /** 0 to 1: how much of what stands side by side in the question does so in the passage. */
  nearness: number;
  /** 0 to 1: the share of the question's weight that the article's candidates speak of together. */
  article: number;
  /** 0 to 1: the share of the things asked that the passage speaks of, rare and frequent ones alike. */
  breadth: number;
};

/** Of a passage that holds no word of the question. */
export const NO_SCORE: Score = {
  score: 0,
  coverage: 0,
  strength: 0,
  title: 0,
  wording: 0,
  nearness: 0,
  article: 0,
  breadth: 0,
};

/**
 * What each figure adds to the strength. How alike the titles are counts more the more of the candidates' titles are
 * questions: there it compares what was asked with what is asked often; a name says less by its words.
 */
const SHARES = {
  article: 0.17,
  articleStrength: 0.5,
  nearness: 0.14,
  beside: 1.6,
  breadth: 0.16,
  inTitle: 0.22,
  inHeading: 0.25,
} as const;
const OF_NAMES = { title: 0.2, wording: 0.36 } as const;
const OF_QUESTIONS = { title: 0.9, wording: 0.46 } as const;
/** What a small word that title and question share weighs against the rarity of others. */
const SMALL_WORD = 1.4;
/** Things that one passage can be expected to speak of: a long message holds more, but asks no more. */
const EXPECTED = 6;
/** See {@link rank}: 1 if words that stand nowhere should not weaken those that do. */
const TRUST_IN_KNOWN = 0.75;
/** Words between two that still stand together. */
const WINDOW = 4;

/** Inverse document frequency that never reaches zero: in a small help center the topic stands in every article. */
export const rarity = (documents: number, all: number): number => Math.log(1 + all / (documents + 0.5));

/**
 * The candidates, best first; of equals, the one with the smaller id.
 * @param rarityOf of the lexemes of titles
 */
export function rank<C extends Candidate>(
  candidates: readonly C[],
  asked: Asked,
  rarityOf: (lexeme: string) => number,
): { candidate: C; score: Score }[] {
  const { concepts } = asked;
  const reach = reachOf(concepts);
  // What stands nowhere cannot choose between passages; it says how little any of them can answer. In between lies
  // how far the words can be trusted against the titles.
  const known = reachOf(concepts.filter(({ isKnown }) => isKnown));
  if (known === 0) return [];
  const trusted = TRUST_IN_KNOWN * known + (1 - TRUST_IN_KNOWN) * reach;
  const weigh = (part: (n: number) => number) =>
    concepts.reduce((sum, { weight }, n) => sum + weight * part(n), 0);
  const share = (part: (n: number) => number) => Math.min(1, weigh(part) / reach);
  const read = candidates.map((candidate) => ({
    candidate,
    held: concepts.map((concept) => hold(candidate, concept)),
  }));
  const whole = wholeArticles(candidates, concepts);
  const nearness = nearnessOf(asked);
  const ofTitles = sharesOfTitles(candidates);
  return read
    .map(({ candidate, held }) => {
      const together = whole.get(candidate.articleId);
      const figures = {
        coverage: share((n) => held[n]?.sureness ?? 0),
        strength: share((n) => held[n]?.strength ?? 0),
        title: titleSimilarity(candidate, asked, held, rarityOf),
        wording: alike(asked.wording, candidate.titleWording),
        nearness: nearness(candidate),
        article: share((n) => together?.[n]?.sureness ?? 0),
        breadth: held.filter(({ sureness }) => sureness > 0).length / concepts.length,
      };
      const beside = asked.beside.reduce(
        (sum, concept) => sum + concept.weight * hold(candidate, concept).strength,
        0,
      );
      const score =
        figures.strength * (reach / trusted) +
        ofTitles.title * figures.title +
        ofTitles.wording * figures.wording +
        SHARES.inTitle * Math.min(1, weigh((n) => held[n]?.inTitle ?? 0) / trusted) +
        SHARES.inHeading * Math.min(1, weigh((n) => held[n]?.inHeading ?? 0) / trusted) +
        SHARES.article * figures.article * (reach / trusted) +
        SHARES.articleStrength * Math.min(1, weigh((n) => together?.[n]?.strength ?? 0) / trusted) +
        SHARES.breadth * figures.breadth +
        SHARES.nearness * figures.nearness +
        SHARES.beside * Math.min(1, beside / trusted);
      return { candidate, score: { score: score * (trusted / reach), ...figures } };
    })
    .sort((a, b) => b.score.score - a.score.score || (a.candidate.id < b.candidate.id ? -1 : 1));
}

/** How much the passages of each article speak of each concept together. */
function wholeArticles(
  candidates: readonly Candidate[],
  concepts: readonly Concept[],
): ReadonlyMap<string, readonly Held[]> {
  const passages = new Map<string, Candidate[]>();
  for (const candidate of candidates)
    passages.set(candidate.articleId, [...(passages.get(candidate.articleId) ?? []), candidate]);
  return new Map([...passages].map(([id, of]) => [id, concepts.map((concept) => holdTogether(of, concept))]));
}

function reachOf(concepts: readonly Concept[]): number {
  const weights = concepts.map(({ weight }) => weight).sort((a, b) => b - a);
  return weights.slice(0, EXPECTED).reduce((sum, weight) => sum + weight, 0);
}

/** One for all candidates: else titles of one kind would win by being of that kind. */
function sharesOfTitles(candidates: readonly Candidate[]): { title: number; wording: number } {
  const asking = candidates.filter(({ titleAsks }) => titleAsks).length / Math.max(1, candidates.length);
  const between = (name: number, question: number) => name + asking * (question - name);
  return {
    title: between(OF_NAMES.title, OF_QUESTIONS.title),
    wording: between(OF_NAMES.wording, OF_QUESTIONS.wording),
  };
}

function titleSimilarity(
  candidate: Candidate,
  { concepts, wording }: Asked,
  held: readonly Held[],
  rarityOf: (lexeme: string) => number,
): number {
  const small = candidate.titleWording.small;
  const shared = [...small].filter((word) => wording.small.has(word)).length * SMALL_WORD ** 2;
  const title =
    candidate.titleLexemes.reduce((sum, lexeme) => sum + rarityOf(lexeme) ** 2, 0) +
    small.size * SMALL_WORD ** 2;
  const question =
    concepts.reduce((sum, { weight }) => sum + weight * weight, 0) + wording.small.size * SMALL_WORD ** 2;
  const common = concepts.reduce((sum, { weight }, n) => sum + (held[n]?.inTitle ?? 0) * weight * weight, 0);
  const norm = Math.sqrt(title * question);
  return norm > 0 ? Math.min(1, (common + shared) / norm) : 0;
}

/** A pair counts as much as its lighter half. */
function nearnessOf({ concepts, pairs }: Asked): (candidate: Candidate) => number {
  const known = pairs.flatMap(([a, b]) => {
    const [one, other] = [concepts[a], concepts[b]];
    return one && other ? [{ one, other, weight: Math.min(one.weight, other.weight) }] : [];
  });
  const all = known.reduce((sum, { weight }) => sum + weight, 0);
  if (all === 0) return () => 0;
  return (candidate) =>
    known.reduce((sum, { one, other, weight }) => sum + weight * closeness(candidate, one, other), 0) / all;
}

/** 1 side by side, less with words between, 0 behind the window or in another field. */
function closeness({ places }: Candidate, one: Concept, other: Concept): number {
  let best = 0;
  for (const [lexeme, sure] of one.lexemes)
    for (const [beside, asSure] of other.lexemes)
      for (const a of places.get(lexeme) ?? [])
        for (const b of places.get(beside) ?? []) {
          const distance = Math.abs(a.at - b.at);
          if (a.field === b.field && distance > 0 && distance <= WINDOW)
            best = Math.max(best, (sure * asSure) / Math.sqrt(distance));
        }
  return best;
}

/**
 * How surely the best passage answers the question at all, 0 to 1: a logistic curve over its score, its breadth and
 * how many things were asked, since a passage that speaks of one or two of them does so by chance more often. Fitted
 * on the even questions of eight sets (answerable and not weighing the same), then rounded.
 * @param things that the question asks about
 */
export function confidenceOf(best: Score | undefined, things: number): number {
  if (!best || things === 0) return 0;
  return 1 / (1 + Math.exp(-(3.5 * best.score + 3.1 * best.breadth + 1.4 * Math.log(things) - 6.2)));
}

/** From here on, 4 of 5 ordinary questions with an answer are called answerable, and 1 of 5 of the others. */
export const ANSWERABLE_FROM = 0.5;
