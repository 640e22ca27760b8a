/**
 * The turns at work in this process: so many at once, the rest in line, and none left behind when it ends. The line
 * is only a courtesy: a queued run belongs to whichever instance claims it first.
 */
import "server-only";
import { log } from "@/lib/core/log";

/** Turns of one process at once. Each is a model call and a few kilobytes; the database is what they share. */
const MAX_TURNS = 100;

type Turns = {
  active: Map<string, { done: Promise<void>; release: () => void }>;
  line: (() => void)[];
  draining: boolean;
};
const shelf = globalThis as typeof globalThis & { batonTurns?: Turns };

function turns(): Turns {
  shelf.batonTurns ??= { active: new Map(), line: [], draining: false };
  return shelf.batonTurns;
}

export const hasRoom = (): boolean => !turns().draining && turns().active.size < MAX_TURNS;

/** Whether this process works on the run already. */
export const isActive = (runId: string): boolean => turns().active.has(runId);

/** Runs `work` as soon as there is room. While the process ends, another instance will find the run. */
export function begin(runId: string, work: (release: AbortSignal) => Promise<void>): void {
  const all = turns();
  if (all.draining || all.active.has(runId)) return;
  if (all.active.size >= MAX_TURNS) {
    all.line.push(() => begin(runId, work));
    return;
  }
  const releasing = new AbortController();
  const done = work(releasing.signal)
    .catch((error: unknown) => {
      // Only the database can make this fail; the run is found by its lease.
      log().error({ runId, err: error }, "a turn was lost");
    })
    .finally(() => {
      all.active.delete(runId);
      all.line.shift()?.();
    });
  all.active.set(runId, { done, release: () => releasing.abort() });
}

/** Waits for the turns at work, then gives the rest back, so that another instance goes on with them at once. */
export async function drainTurns(waitMs: number): Promise<void> {
  const all = turns();
  all.draining = true;
  all.line.length = 0;
  const working = () => Promise.all([...all.active.values()].map(({ done }) => done));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, waitMs);
  });
  await Promise.race([working(), late]);
  clearTimeout(timer);
  for (const { release } of all.active.values()) release();
  await working();
}
