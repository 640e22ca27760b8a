/**
 * The end of the process, in an order that loses nothing: first the balancer is told and given time to notice, then
 * streams say goodbye so that browsers move on, then what is under way is finished or handed to another instance.
 */
import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { closeDatabase } from "@/db/client";
import { closeMcp } from "@/lib/assistant/mcp/servers";
import { drainTurns } from "@/lib/assistant/turn";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { stopWorker } from "@/lib/jobs/worker";
import { closeBroker } from "@/lib/realtime/broker";
import { drainStreams } from "@/lib/realtime/streams";
import { closeServers } from "./servers";
import { isStopping, markStopping } from "./stopping";

type Signal = "SIGTERM" | "SIGINT";
const exitCodes: Record<Signal, number> = { SIGTERM: 143, SIGINT: 130 };

/** Milliseconds, counted from the end of the notice. A turn that needs longer goes on in another instance. */
const TURNS_MS = 15_000;
/** Nobody is waiting in a demo but the person who pressed Ctrl-C; the turn goes on with the next start. */
const TURNS_DEMO_MS = 3_000;
/** Then the process goes, whatever still hangs: runs are found by their leases, jobs by their missing owner. */
const HARD_EXIT_MS = 21_000;
/** Ctrl-C reaches a process through its terminal and again through what started it: one wish. */
const SAME_WISH_MS = 500;

/** Ends the process on SIGTERM and SIGINT; at once when asked a second time. */
export function stopOnSignals(): void {
  let asked = 0;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    if (env().NODE_ENV !== "development") dismissNext(signal);
    process.on(signal, () => {
      if (!isStopping()) {
        asked = performance.now();
        void stop(signal);
      } else if (performance.now() - asked > SAME_WISH_MS) process.exit(exitCodes[signal]);
    });
  }
}

/**
 * Next's own handler closes the server at once and ends the process in the middle of turns. NEXT_MANUAL_SIG_HANDLE
 * keeps it away; where Next was started without it, it is recognised by its name.
 */
function dismissNext(signal: Signal): void {
  for (const listener of process.listeners(signal))
    if (listener.name === "cleanup") process.off(signal, listener);
}

async function stop(signal: Signal): Promise<void> {
  const isDemo = env().BATON_MODE === "demo";
  const notice = (env().DRAIN_NOTICE_SECONDS ?? (isDemo ? 0 : 3)) * 1000;
  log().info({ signal, noticeMs: notice }, "stopping");
  markStopping();
  if (env().NODE_ENV === "development") return stopBackground();
  setTimeout(() => {
    log().error("the end took too long; what was left is found by others");
    process.exit(1);
  }, notice + HARD_EXIT_MS);
  const worker = stopWorker();
  await sleep(notice);
  // In one go: who is told goodbye finds this door closed, and goes elsewhere.
  const answered = closeServers();
  drainStreams();
  await settled([worker, answered, drainTurns(isDemo ? TURNS_DEMO_MS : TURNS_MS)]);
  await settled([closeBroker(), closeMcp()]);
  await settled([closeDatabase()]);
  log().info("stopped");
  process.exit(0);
}

/** `next dev` ends the process itself. */
async function stopBackground(): Promise<void> {
  drainStreams();
  await settled([stopWorker(), closeBroker(), closeMcp()]);
}

async function settled(work: Promise<unknown>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(work))
    if (outcome.status === "rejected") log().warn({ err: outcome.reason }, "stopping went wrong");
}
