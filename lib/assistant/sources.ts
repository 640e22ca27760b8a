/**
 * The passages that were retrieved in a run, by the short ref that the model cites them with. A citation can
 * only be made of these. Kept in the memory of the process that works on the run, and forgotten with it.
 */
import "server-only";

export type Source = { passageId: string; title: string; heading: string | null; href: string };

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
  return passages.map(({ passageId, title, heading, href }) => {
    for (const [ref, source] of known) if (source.passageId === passageId) return ref;
    const ref = `k${known.size + 1}`;
    known.set(ref, { passageId, title, heading, href });
    return ref;
  });
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
