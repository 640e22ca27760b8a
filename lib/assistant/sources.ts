/**
 * The passages that were retrieved in a run, by the short ref that the model cites them with. A citation can
 * only be made of these. Kept in the memory of the process that works on the run, and forgotten with it.
 */
import "server-only";

export type Source = {
  passageId: string;
  title: string;
  heading: string | null;
  href: string;
  /** Of the passage as the model read it; absent from what an older release has saved. */
  hash?: string;
};

const byRun = new Map<string, Map<string, Source>>();

/** A tool that outlives its run could register after `forgetSources`; the oldest give way. */
const MAX_RUNS = 1_000;

/** Answers one ref for each passage, in order; a passage that was found before keeps its ref. */
export function registerSources(runId: string, passages: readonly Source[]): string[] {
  const known = byRun.get(runId) ?? new Map<string, Source>();
  byRun.set(runId, known);
  if (byRun.size > MAX_RUNS) {
    const [oldest] = byRun.keys();
    if (oldest) byRun.delete(oldest);
  }
  return passages.map(({ passageId, title, heading, href, hash }) => {
    // Edited in the meantime, it is another source: an earlier citation stays with what was read then.
    for (const [ref, source] of known) if (source.passageId === passageId && source.hash === hash) return ref;
    const ref = freeRef(known);
    known.set(ref, { passageId, title, heading, href, hash });
    return ref;
  });
}

/** What was restored may have gaps; a ref that stands for something is never given out again. */
function freeRef(known: ReadonlyMap<string, Source>): string {
  let n = known.size + 1;
  while (known.has(`k${n}`)) n += 1;
  return `k${n}`;
}

export const sourceOf = (runId: string, ref: string): Source | null => byRun.get(runId)?.get(ref) ?? null;

/** Everything registered for a run, to be saved with it. */
export const sourcesOf = (runId: string): [ref: string, source: Source][] => [
  ...(byRun.get(runId) ?? new Map<string, Source>()),
];

/** Brings back what {@link sourcesOf} gave; refs that are given out afterwards go on from there. */
export function restoreSources(runId: string, saved: readonly (readonly [string, Source])[]): void {
  const known = byRun.get(runId) ?? new Map<string, Source>();
  byRun.set(runId, known);
  for (const [ref, source] of saved) known.set(ref, source);
}

export function forgetSources(runId: string): void {
  byRun.delete(runId);
}
