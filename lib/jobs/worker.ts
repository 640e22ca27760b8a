/**
 * The background worker: one per process, started at boot. It connects as the owner of the queue's schema;
 * what a task then does with data, it does as a named system viewer like everything else.
 */
import "server-only";
import { Logger, type Runner, run } from "graphile-worker";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { cleanUp } from "./clean-up";
import { sendEmail } from "./send-email";

const shelf = globalThis as typeof globalThis & { batonWorker?: Promise<Runner> };

/** Work of rooms above this one; whoever starts the process hands it in. */
export type MoreTasks = {
  /** Finds runs whose instance is gone; every minute. */
  sweepRuns?: () => Promise<void>;
};

/** Starts the worker once per process; a second call gets the same one. */
export function startWorker(more: MoreTasks = {}): Promise<Runner> {
  shelf.batonWorker ??= start(more);
  return shelf.batonWorker;
}

/** Lets running tasks end, then stops; for process shutdown and tests. */
export async function stopWorker(): Promise<void> {
  const started = shelf.batonWorker;
  shelf.batonWorker = undefined;
  await (await started)?.stop();
}

async function start({ sweepRuns }: MoreTasks): Promise<Runner> {
  // Minute, hour, day, month, weekday. One instance runs each, whoever is first.
  const crontab = ["17 * * * * clean-up ?max=1", ...(sweepRuns ? ["* * * * * sweep-runs ?max=1"] : [])].join(
    "\n",
  );
  const runner = await run({
    // The queue uses LISTEN, which a transaction-pooling proxy does not carry.
    connectionString: env().DATABASE_DIRECT_URL ?? env().DATABASE_URL,
    concurrency: 2,
    maxPoolSize: 4,
    pollInterval: 10_000,
    // The process decides when to stop; the library's own handlers would race it.
    noHandleSignals: true,
    crontab,
    logger: new Logger(() => (level, message, meta) => {
      // Its messages name tasks and job ids; payloads and errors are logged by the tasks themselves.
      if (level === "error" || level === "warning") log().warn({ source: "jobs" }, message);
      else log().debug({ source: "jobs", meta: meta && Object.keys(meta) }, message);
    }),
    taskList: {
      "send-email": (payload, { job }) =>
        sendEmail(payload, { isLastAttempt: job.attempts >= job.max_attempts }),
      "clean-up": () => cleanUp(),
      ...(sweepRuns ? { "sweep-runs": () => sweepRuns() } : {}),
    },
  });
  runner.promise.catch((error) => log().error({ err: error }, "the background worker stopped"));
  return runner;
}
