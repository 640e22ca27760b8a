/**
 * The ranking: how well a passage answers a question, from its words and their rarity. Pure and deterministic.
 *
 * BM25F (title, heading and body weighted apart, each with its own length), the similarity of the title, and how near
 * to each other the passage holds what stands side by side in the question. Every figure is a share of what the
 * question could reach, so that one threshold serves short and long questions. The weights were chosen on the even
 * questions of five sets, two of them public (StackFAQ, CovidFAQ), and judged by the odd ones.
 */
import { alike, type Wording } from "./wording";

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

export type Asked = {
  concepts: readonly Concept[];
  /** What is said beside it: small words that only choose between what the concepts find alike. */
  beside: readonly Concept[];
  /** Concepts, by their number, that stand side by side. */
  pairs: readonly (readonly [number, number])[];
  wording: Wording;
};

export type Score = {
  /** 0 to about 3.5: for ordering. */
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
};

const K1 = 1.3;
const FIELDS = {
  A: { weight: 1.6, b: 0.3, usual: 5 },
  B: { weight: 1.6, b: 0.5, usual: 5 },
  C: { weight: 1, b: 0.3, usual: 70 },
} as const;
/**
 * What each figure adds to the strength. How alike the titles are counts more the more of the candidates' titles are
 * questions: there it compares what was asked with what is asked often; a name says less by its words.
 */
const SHARES = { article: 0.3, nearness: 0.1, beside: 0.5 } as const;
const OF_NAMES = { title: 0.1, wording: 0.4 } as const;
const OF_QUESTIONS = { title: 0.8, wording: 0.8 } as const;
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
  const share = (part: (n: number) => number) =>
    Math.min(1, concepts.reduce((sum, { weight }, n) => sum + weight * part(n), 0) / reach);
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
  const nearness = nearnessOf(asked);
  const ofTitles = sharesOfTitles(candidates);
  return read
    .map(({ candidate, held }) => {
      const figures = {
        coverage: share((n) => held[n]?.sureness ?? 0),
        strength: share((n) => held[n]?.strength ?? 0),
        title: titleSimilarity(candidate, asked, held, rarityOf),
        wording: alike(asked.wording, candidate.titleWording),
        nearness: nearness(candidate),
        article: share((n) => byArticle.get(candidate.articleId)?.[n] ?? 0),
      };
      const beside = asked.beside.reduce(
        (sum, concept) => sum + concept.weight * hold(candidate, concept).strength,
        0,
      );
      const score =
        figures.strength * (reach / trusted) +
        ofTitles.title * figures.title +
        ofTitles.wording * figures.wording +
        SHARES.article * figures.article * (reach / trusted) +
        SHARES.nearness * figures.nearness +
        SHARES.beside * Math.min(1, beside / trusted);
      return { candidate, score: { score: score * (trusted / reach), ...figures } };
    })
    .sort((a, b) => b.score.score - a.score.score || (a.candidate.id < b.candidate.id ? -1 : 1));
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
    if (places.some(({ field }) => field === "A")) inTitle = Math.max(inTitle, sureness);
  }
  return { sureness: surest, strength: surest * (frequency / (K1 + frequency)), inTitle };
}

/** Each field's frequency is damped by its own length before the fields are added. */
function weighted(places: readonly Place[], { titleWords, headingWords, bodyWords }: Candidate): number {
  const words = { A: titleWords, B: headingWords, C: bodyWords };
  return places.reduce((sum, { field }) => {
    const { weight, b, usual } = FIELDS[field];
    return sum + weight / (1 - b + (b * words[field]) / usual);
  }, 0);
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
 * How surely the best passage answers the question at all, 0 to 1: a logistic curve over coverage and score. Fitted
 * on tests/eval/search (both classes weighing the same), then rounded.
 */
export function confidenceOf(best: Score | undefined): number {
  if (!best) return 0;
  return 1 / (1 + Math.exp(-(4 * best.coverage + 3.5 * best.score - 3.5)));
}

/** From here on, tests/eval/search calls 4 of 5 answerable questions answerable, and 1 of 10 of the others. */
export const ANSWERABLE_FROM = 0.5;
