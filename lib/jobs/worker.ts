/**
 * The background worker: one per process, started at boot and again whenever it ends by itself. It connects
 * as the owner of the queue's schema; what a task then does with data, it does as a named system viewer like
 * everything else.
 */
import "server-only";
import { Logger, type Runner, run } from "graphile-worker";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { cleanUp } from "./clean-up";
import { sendEmail } from "./send-email";

type Worker = { wanted: boolean; runner: Runner | null; first: Promise<void> };
const shelf = globalThis as typeof globalThis & { batonWorker?: Worker };

/** Milliseconds between two attempts to start while the database cannot be reached. */
const RESTART_MS = 5_000;

/** Minute, hour, day, month, weekday. One instance runs it, whichever is first. */
const crontab = "17 * * * * clean-up ?max=1";

/** Starts the worker once per process; resolves when it works for the first time. */
export function startWorker(): Promise<void> {
  if (!shelf.batonWorker) {
    const worker: Worker = { wanted: true, runner: null, first: Promise.resolve() };
    shelf.batonWorker = worker;
    worker.first = new Promise((resolve) => void keepRunning(worker, resolve));
  }
  return shelf.batonWorker.first;
}

/** Lets running tasks end, then stops; for process shutdown and tests. */
export async function stopWorker(): Promise<void> {
  const worker = shelf.batonWorker;
  shelf.batonWorker = undefined;
  if (!worker) return;
  worker.wanted = false;
  // A runner that has ended by itself cannot be stopped again.
  await worker.runner?.stop().catch(() => {});
}

async function keepRunning(worker: Worker, onFirst: () => void): Promise<void> {
  while (worker.wanted) {
    try {
      worker.runner = await start();
      onFirst();
      // `stopWorker` may have been called while this one was starting.
      if (!worker.wanted) await worker.runner.stop();
      await worker.runner.promise;
    } catch (error) {
      log().error({ err: error }, "the background worker stopped");
    }
    worker.runner = null;
    if (worker.wanted) await new Promise((resolve) => setTimeout(resolve, RESTART_MS).unref());
  }
}

/** The queue uses LISTEN, which a transaction-pooling proxy does not carry. */
function connectionString(): string {
  const url = new URL(env().DATABASE_DIRECT_URL ?? env().DATABASE_URL);
  url.searchParams.set("application_name", "baton-jobs");
  return url.href;
}

function start(): Promise<Runner> {
  return run({
    connectionString: connectionString(),
    concurrency: 2,
    maxPoolSize: 4,
    pollInterval: 5_000,
    // The process decides when to stop; the library's own handlers would race it.
    noHandleSignals: true,
    crontab,
    logger: new Logger(() => (level, message) => {
      // Its messages name tasks and job ids; payloads and errors are logged by the tasks themselves.
      if (level === "error" || level === "warning") log().warn({ source: "jobs" }, message);
      else log().debug({ source: "jobs" }, message);
    }),
    taskList: {
      "send-email": (payload, { job }) =>
        sendEmail(payload, { isLastAttempt: job.attempts >= job.max_attempts }),
      "clean-up": () => cleanUp(),
    },
  });
}
