/**
 * The background worker: one per process, started at boot. Whenever its runner fails, another takes over
 * while the old one ends its tasks. It connects as the owner of the queue's schema; what a task then
 * does with data, it does as a named system viewer like everything else.
 */
import "server-only";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/core/log";
import { type GivenTasks, type JobRunner, startRunner, unlockJobsOf } from "./runner";

type Worker = { ending: AbortController; first: Promise<void>; ended: Promise<void> };
const shelf = globalThis as typeof globalThis & { batonWorker?: Worker };

/** Milliseconds between a failure and the next attempt. */
const RETRY_MS = 2_000;

/** Starts the worker once per process; resolves when it works for the first time, or is stopped before. */
export function startWorker(given: GivenTasks = {}): Promise<void> {
  if (!shelf.batonWorker) {
    const ending = new AbortController();
    let ended = Promise.resolve();
    const first = new Promise<void>((resolve) => {
      ended = keepRunning(ending.signal, given, resolve).finally(resolve);
    });
    shelf.batonWorker = { ending, first, ended };
  }
  return shelf.batonWorker.first;
}

/** Lets running tasks end, then stops; for process shutdown and tests. */
export async function stopWorker(): Promise<void> {
  const worker = shelf.batonWorker;
  shelf.batonWorker = undefined;
  worker?.ending.abort();
  await worker?.ended;
}

async function keepRunning(ending: AbortSignal, given: GivenTasks, onFirst: () => void): Promise<void> {
  const stopped = once(ending, "abort");
  const retiring = new Set<Promise<void>>();
  while (!ending.aborted) {
    let runner: JobRunner | null = null;
    try {
      runner = await startRunner(given);
      onFirst();
      const reason = await Promise.race([runner.failed, stopped.then(() => null)]);
      if (reason) log().warn({ reason }, "the background worker failed and is replaced");
    } catch (error) {
      log().error({ err: error }, "the background worker cannot start");
    }
    // Stopped while it still handles the loss, the library gives one connection back twice and rejects unheard.
    await pause(ending);
    if (!runner) continue;
    const retired: Promise<void> = retire(runner, ending).finally(() => retiring.delete(retired));
    retiring.add(retired);
  }
  await Promise.all(retiring);
}

/** Its jobs are free again once its own tasks have ended, and the database can be told. */
async function retire(runner: JobRunner, ending: AbortSignal): Promise<void> {
  await runner.stop();
  for (;;) {
    try {
      return await unlockJobsOf(runner.poolId);
    } catch (error) {
      log().warn({ err: error }, "jobs of an ended worker are still locked");
      if (ending.aborted) return;
    }
    await pause(ending);
  }
}

/** Ends early when the worker is stopped; does not keep the process alive. */
async function pause(signal: AbortSignal): Promise<void> {
  await sleep(RETRY_MS, undefined, { signal, ref: false }).catch(() => {});
}
