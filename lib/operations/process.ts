/**
 * The life of the process: a bad environment stops it with one line, runs that a dead instance left are taken up,
 * and a signal ends it in order.
 */
import "server-only";
import { setImmediate } from "node:timers/promises";
import { warmUpMcp } from "@/lib/assistant/mcp/servers";
import { recoverRuns } from "@/lib/assistant/recovery";
import { wordConversations } from "@/lib/assistant/word-conversations";
import { writeSuggestions } from "@/lib/assistant/write-suggestions";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { startWorker } from "@/lib/jobs/worker";
import { openBroker } from "@/lib/realtime/broker";
import { watchServers } from "./servers";
import { stopOnSignals } from "./shutdown";
import { isStopping } from "./stopping";
import { logStrayErrors, silenceNext } from "./stray-errors";

/** Milliseconds between two looks for runs that were left behind, on average. */
const SWEEP_MS = 2_000;

export function startProcess(): void {
  try {
    env();
    warmUpMcp();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : "Bad environment"}\n`);
    process.exit(1);
  }
  logStrayErrors();
  // Development reloads what has changed by its own scripts.
  watchServers(silenceNext, { lateScripts: env().NODE_ENV !== "development" });
  stopOnSignals();
  void warmUp();
  // Before any page is asked for: what is kept of the help center is kept only while changes are heard of.
  openBroker();
  startWorker({ wordConversations, writeSuggestions }).catch((error: unknown) =>
    log().error({ err: error }, "background jobs did not start"),
  );
  sweepLater();
}

/** One at a time, and no two instances in step. */
function sweepLater(): void {
  setTimeout(sweep, SWEEP_MS * (0.75 + Math.random() / 2)).unref();
}

async function sweep(): Promise<void> {
  if (isStopping()) return;
  try {
    await recoverRuns();
  } catch (error) {
    log().warn({ err: error }, "runs that were left behind could not be looked for");
  }
  sweepLater();
}

/** The first customer of the day should not wait for the intent classifier to be trained. */
async function warmUp(): Promise<void> {
  const { prepareIntents } = await import("@/lib/assistant/conversation/intents");
  await prepareIntents(() => setImmediate());
}
