/** What goes on tormenting while the clients work: one thing at a fixed pace, until it is told to stop. */
import { setTimeout as pause } from "node:timers/promises";
import type { Cluster } from "./cluster";

export type Nemesis = { stop(): Promise<void> };

const running = new Set<Nemesis>();

/** After a scenario, which may have broken off: whatever it set going must not torment the next one. */
export async function stopNemeses(): Promise<void> {
  await Promise.allSettled([...running].map((nemesis) => nemesis.stop()));
}

/** Does `act` every so many milliseconds, never twice at once; the first failure comes out of `stop`. */
export function every(ms: number, act: () => Promise<void> | void): Nemesis {
  const over = new AbortController();
  const loop = (async () => {
    while (!over.signal.aborted) {
      try {
        await pause(ms, undefined, { signal: over.signal });
      } catch {
        return;
      }
      await act();
    }
  })();
  // Its failure is told by `stop`; until then nobody listens.
  loop.catch(() => {});
  const self: Nemesis = {
    async stop() {
      running.delete(self);
      over.abort();
      await loop;
    },
  };
  running.add(self);
  return self;
}

/** Kills a random instance that is ready and starts it again at once; answers whether there was one. */
export async function killOne(cluster: Cluster): Promise<boolean> {
  const checked = await Promise.all(
    cluster.instances.map(async (instance) => ((await instance.isReady()) ? [instance] : [])),
  );
  const ready = checked.flat();
  if (ready.length === 0) return false;
  const victim = cluster.random.pick(ready);
  await victim.kill();
  victim.start();
  return true;
}
