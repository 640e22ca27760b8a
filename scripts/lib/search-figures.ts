/** Figures of a ranking: recall, reciprocal rank, discounted gain, and how well a confidence separates. Pure. */

import { type SearchSet, type SetQuestion, setArticleId } from "./search-set";

type Judged = { ids: readonly string[]; right: ReadonlyMap<string, number> };

export const round = (value: number, digits = 4): number => Number(value.toFixed(digits));

export const share = <T>(items: readonly T[], holds: (item: T) => boolean): number =>
  items.length === 0 ? 0 : round(items.filter(holds).length / items.length);

/** R@k is the share of questions with a right document among the first k. */
export function rankingFigures(judged: readonly Judged[]) {
  const place = ({ ids, right }: Judged) => ids.findIndex((id) => right.has(id));
  const within = (k: number) => share(judged, (one) => place(one) >= 0 && place(one) < k);
  const mean = (figure: (one: Judged) => number) =>
    judged.length === 0 ? 0 : round(judged.reduce((sum, one) => sum + figure(one), 0) / judged.length);
  return {
    "R@1": within(1),
    "R@3": within(3),
    "R@10": within(10),
    "MRR@10": mean((one) => (place(one) >= 0 && place(one) < 10 ? 1 / (place(one) + 1) : 0)),
    "nDCG@10": mean(({ ids, right }) => {
      const gain = (grades: number[]) =>
        grades.slice(0, 10).reduce((sum, grade, n) => sum + (2 ** grade - 1) / Math.log2(n + 2), 0);
      const best = gain([...right.values()].sort((a, b) => b - a));
      return best === 0 ? 0 : gain(ids.map((id) => right.get(id) ?? 0)) / best;
    }),
  };
}

/** The chance that a random positive lies above a random negative; ties count half. */
export function auroc(positives: readonly number[], negatives: readonly number[]): number {
  if (positives.length === 0 || negatives.length === 0) return 0;
  let above = 0;
  for (const positive of positives)
    for (const negative of negatives) above += positive > negative ? 1 : positive === negative ? 0.5 : 0;
  return round(above / (positives.length * negatives.length));
}

export type Asked = Judged & { answerable: boolean; confidence: number; ms: number; near: boolean };

type Found = { found: string[]; ms: number; answerable: boolean; confidence: number };

/** What was found, beside what is right. */
export function judge(
  { grades }: SearchSet,
  { id, near = false }: SetQuestion,
  { found, ...rest }: Found,
): Asked {
  const right = new Map([...(grades.get(id) ?? [])].map(([of, grade]) => [setArticleId(of), grade]));
  return { ids: [...new Set(found)], right, near, ...rest };
}

/** Everything that is told of one engine on one set. */
export function figuresOf(asked: readonly Asked[]) {
  const judged = asked.filter(({ right }) => right.size > 0);
  const unanswerable = asked.filter(({ right }) => right.size === 0);
  const near = unanswerable.filter((one) => one.near);
  const separated = (from: readonly Asked[]) =>
    auroc(
      judged.map(({ confidence }) => confidence),
      from.map(({ confidence }) => confidence),
    );
  const times = asked.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (part: number) =>
    round(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0, 2);
  return {
    questions: judged.length,
    ...rankingFigures(judged),
    noResult: share(asked, ({ ids }) => ids.length === 0),
    answerableShare: share(judged, ({ answerable }) => answerable),
    ...(unanswerable.length > 0 && {
      unanswerable: unanswerable.length,
      refusedShare: share(unanswerable, ({ answerable }) => !answerable),
      noAnswerAuroc: separated(unanswerable),
    }),
    ...(near.length > 0 && {
      nearAuroc: separated(near),
      farAuroc: separated(unanswerable.filter((one) => !one.near)),
    }),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
  };
}
