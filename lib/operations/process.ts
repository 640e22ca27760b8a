/**
 * The life of the process: a bad environment stops it with one line, the peer's address is noted on every
 * request, and a signal ends streams and connections instead of waiting for them forever.
 */
import "server-only";
import http from "node:http";
import { recoverRuns } from "@/lib/assistant/recovery";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { PEER_HEADER } from "@/lib/core/request";
import { startWorker, stopWorker } from "@/lib/jobs/worker";
import { closeBroker } from "@/lib/realtime/broker";
import { drainStreams } from "@/lib/realtime/streams";

const SWEEP_MS = 2_000;

/** A balancer needs this long to notice; then the process goes, whatever still hangs. */
const HARD_EXIT_MS = 25_000;

export function startProcess(): void {
  try {
    env();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : "Bad environment"}\n`);
    process.exit(1);
  }
  notePeers();
  void warmUp();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop(signal));
  startWorker().catch((error: unknown) => log().error({ err: error }, "background jobs did not start"));
  setInterval(() => {
    recoverRuns().catch((error: unknown) => log().warn({ err: error }, "the sweep failed"));
  }, SWEEP_MS).unref();
}

/** The first customer of the day should not wait for the intent classifier to be trained. */
async function warmUp(): Promise<void> {
  const { classifyIntent } = await import("@/lib/assistant/conversation/intents");
  classifyIntent("hello");
}

/**
 * Next hands handlers a Request without its socket, and X-Forwarded-For is whatever the client says. So the
 * address is written onto the request before Next sees it, over anything a client sent under that name.
 */
function notePeers(): void {
  const emit = http.Server.prototype.emit;
  http.Server.prototype.emit = function (this: http.Server, event: string, ...args: unknown[]) {
    const [request] = args;
    if (event === "request" && request instanceof http.IncomingMessage)
      request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "unknown";
    return Reflect.apply(emit, this, [event, ...args]);
  } as typeof emit;
}

async function stop(signal: string): Promise<void> {
  log().info({ signal }, "stopping");
  setTimeout(() => process.exit(0), HARD_EXIT_MS).unref();
  drainStreams();
  await Promise.allSettled([stopWorker(), closeBroker()]);
}
