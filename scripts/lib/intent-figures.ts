/** Figures of intent readings: accuracy, what was kept and caught, and what it took. Pure. */
import { auroc, round, share } from "./search-figures";

interface Judged {
  expected: string;
  reading: { intent: string; isOutside: boolean; inside: number };
  ms: number;
}

/** @param outside the label of texts that belong to no intent, if there is one. */
export function intentFigures(judged: readonly Judged[], outside?: string) {
  const isRight = ({ expected, reading }: Judged) => reading.intent === expected;
  const inScope = judged.filter(({ expected }) => expected !== outside);
  const outOfScope = judged.filter(({ expected }) => expected === outside);
  const times = judged.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (part: number) =>
    round(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0, 3);
  return {
    accuracy: share(judged, isRight),
    ...(outside !== undefined && {
      inScope: inScope.length,
      inScopeAccuracy: share(inScope, isRight),
      outOfScope: outOfScope.length,
      outOfScopeRecall: share(outOfScope, ({ reading }) => reading.isOutside),
      auroc: auroc(
        inScope.map(({ reading }) => reading.inside),
        outOfScope.map(({ reading }) => reading.inside),
      ),
    }),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
  };
}
