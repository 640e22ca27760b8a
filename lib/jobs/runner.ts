/**
 * One run of the queue library on a connection pool of its own, how to notice that it is of no more use, and
 * how to end it. The library repairs some lost connections and not others: what it read of the tasks at start
 * is kept as an error for good, and a job whose end could not be written stays locked for four hours. So the
 * first failure ends the whole run, and the worker begins another.
 */
import "server-only";
import { EventEmitter, once } from "node:events";
import { type JobHelpers, Logger, type Runner, run, type WorkerEvents } from "graphile-worker";
import { Pool } from "pg";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { embedPassages } from "@/lib/embeddings/embed-passages";
import { checkAllCases, checkPublished } from "./check-knowledge";
import { cleanUp } from "./clean-up";
import { collectGaps } from "./collect-gaps";
import { importArticles } from "./import-articles";
import { freeJobsOf, freeOrphanedJobs, holdOwnerLock } from "./owners";
import { publishPlanned } from "./publish-due";
import { rememberResolved } from "./remember-episode";
import { remindOwners } from "./remind-of-reviews";
import { sendEmail } from "./send-email";
import { sweepWaiting } from "./sweep-conversations";
import { within } from "./within";

/** `failed` resolves with what went wrong, when something does; `stop` never rejects. */
export type JobRunner = { poolId: string; failed: Promise<string>; stop: () => Promise<void> };

/** What needs the assistant, which jobs know nothing of: whoever starts the worker brings it. */
export type GivenTasks = {
  wordConversations?: () => Promise<unknown>;
  writeSuggestions?: () => Promise<unknown>;
};

/** Milliseconds. A task must end before `STOP`: a mail server is waited for less long, the process longer. */
const CONNECT = 5_000;
const QUERY = 15_000;
const STOP = 20_000;
const KILL = 2_000;
/** Between two looks for jobs whose process was killed. */
const LOOK = 15_000;

/** The LISTEN connection is always open, so that losing the database always shows there. */
const failures = ["pool:listen:error", "worker:getJob:error", "pool:gracefulShutdown"] as const;

/** Minute, hour, day, month, weekday. One instance runs it, whichever is first. */
const crontab = [
  "17 * * * * clean-up ?max=1",
  "* * * * * sweep-conversations ?max=1",
  "* * * * * word-conversations ?max=1",
  "* * * * * publish-due ?max=1",
  "10 6 * * * remind-of-reviews ?max=1",
  "* * * * * write-suggestions ?max=1",
  "*/2 * * * * collect-gaps ?max=1",
  "* * * * * embed-passages ?max=1",
].join("\n");

/** Rejects when the database cannot be reached. */
export async function startRunner(given: GivenTasks = {}): Promise<JobRunner> {
  const pool = openPool();
  const events: WorkerEvents = new EventEmitter();
  let poolId = "";
  events.once("pool:create", ({ workerPool }) => {
    poolId = workerPool.id;
  });
  const failed = Promise.race(failures.map((name) => once(events, name).then(() => name)));
  let runner: Runner | undefined;
  try {
    const running = await run({ ...settings, taskList: tasksWith(given), pgPool: pool, events });
    runner = running;
    const lock = await holdOwnerLock(pool, poolId);
    const looks = setInterval(() => void look(pool), LOOK);
    looks.unref();
    const stop = async () => {
      clearInterval(looks);
      // A runner that ends by itself cannot be stopped again, only waited for.
      const stopped = running.stop().catch(() => running.promise);
      await within(STOP, stopped, "it did not end").catch(async (error: unknown) => {
        log().warn({ err: error }, "the background worker is ended by force");
        await within(KILL, running.kill(), "it did not end by force").catch(() => {});
      });
      lock.release();
      void pool.end();
    };
    // Its errors arrive in `failed` as well.
    running.promise.catch(() => {});
    return { poolId, failed: Promise.race([failed, lock.lost]), stop };
  } catch (error) {
    await runner?.stop().catch(() => {});
    void pool.end();
    throw error;
  }
}

async function look(pool: Pool): Promise<void> {
  try {
    const owners = await freeOrphanedJobs(pool);
    if (owners > 0) log().warn({ owners }, "jobs of a killed process were given back");
  } catch (error) {
    log().warn({ err: error }, "jobs of killed processes could not be looked for");
  }
}

/** Gives back the jobs that an ended runner still holds, without the wait that others would grant it. */
export async function unlockJobsOf(poolId: string): Promise<void> {
  const pool = openPool();
  try {
    await freeJobsOf(pool, poolId);
  } finally {
    void pool.end();
  }
}

/**
 * The library's own pool loses its error handlers before its connections, and a connection lost in between
 * would end the process. The queue uses LISTEN, which a transaction-pooling proxy does not carry.
 */
function openPool(): Pool {
  const pool = new Pool({
    connectionString: env().DATABASE_DIRECT_URL ?? env().DATABASE_URL,
    application_name: "baton-jobs",
    max: 5,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT,
    query_timeout: QUERY,
  });
  const note = (error: Error) => log().debug({ err: error }, "a connection of the background worker failed");
  pool.on("error", note);
  pool.on("connect", (client) => client.on("error", note));
  return pool;
}

const settings = {
  pollInterval: 5_000,
  // The process decides when to stop; the library's own handlers would race it.
  noHandleSignals: true,
  crontab,
  // Without batches, failing to note the end of a job is a rejection that nobody handles.
  preset: { worker: { concurrentJobs: 2, completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  logger: new Logger(() => (level, message) => {
    // Its messages name tasks and job ids; payloads and errors are logged by the tasks themselves.
    if (level === "error" || level === "warning") log().warn({ source: "jobs" }, message);
    else log().debug({ source: "jobs" }, message);
  }),
};

const tasksWith = ({ wordConversations, writeSuggestions }: GivenTasks) => ({
  "send-email": (payload: unknown, { job }: JobHelpers) =>
    sendEmail(payload, { isLastAttempt: job.attempts >= job.max_attempts }),
  "remember-episode": (payload: unknown) => rememberResolved(payload),
  "check-article": (payload: unknown) => checkPublished(payload),
  "embed-passages": async () => void (await embedPassages()),
  "check-cases": () => checkAllCases(),
  "collect-gaps": () => collectGaps(),
  "import-articles": (payload: unknown, { job, abortSignal }: JobHelpers) =>
    importArticles(payload, { isLastAttempt: job.attempts >= job.max_attempts, signal: abortSignal }),
  "clean-up": () => cleanUp(),
  "sweep-conversations": () => sweepWaiting(),
  "publish-due": () => publishPlanned(),
  "remind-of-reviews": () => remindOwners(),
  "word-conversations": async () => void (await wordConversations?.()),
  "write-suggestions": async () => void (await writeSuggestions?.()),
});
