/** Asks every instance again and again whether it lives and whether it is ready, and remembers when that changed. */
import { setTimeout as pause } from "node:timers/promises";
import type { Instance } from "./instance";

export type HealthWatch = {
  /** Milliseconds from `since` until the last instance said "not ready"; NaN when one never did. */
  unreadyAfter(since: number): number;
  /** Answers of `live` that were not "yes", or took too long. */
  dead: number;
  stop(): Promise<void>;
};

const EVERY_MS = 250;
const LIVE_WITHIN_MS = 5_000;

export function watchHealth(instances: readonly Instance[]): HealthWatch {
  /** When each said so. */
  const unready = new Map<Instance, number[]>(instances.map((instance) => [instance, []]));
  let over = false;
  const watch: HealthWatch = {
    dead: 0,
    unreadyAfter: (since) =>
      Math.max(
        ...[...unready.values()].map((times) => (times.find((at) => at >= since) ?? Number.NaN) - since),
      ),
    async stop() {
      over = true;
      await Promise.all(loops);
    },
  };
  const loops = instances.flatMap((instance) => [
    keepAsking(async () => {
      if (!(await instance.isReady())) unready.get(instance)?.push(Date.now());
    }),
    keepAsking(async () => {
      if (!(await isAlive(instance))) watch.dead++;
    }),
  ]);
  async function keepAsking(ask: () => Promise<void>): Promise<void> {
    while (!over) {
      await ask();
      await pause(EVERY_MS);
    }
  }
  return watch;
}

async function isAlive(instance: Instance): Promise<boolean> {
  try {
    const answer = await fetch(`${instance.url}/api/health/live`, {
      signal: AbortSignal.timeout(LIVE_WITHIN_MS),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
