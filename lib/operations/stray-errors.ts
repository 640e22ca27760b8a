/**
 * Errors that nobody waited for. They are bugs, but one person's bug must not end the answers of everybody else:
 * what matters is in the database, inside transactions. So the process goes on, and the log says what happened.
 */
import "server-only";
import { log } from "@/lib/core/log";
import { currentRequestId } from "@/lib/core/request-context";

const NEXTS_LISTENER = Symbol.for("next.unhandledRejectionListener");

const note = (event: string) => (error: unknown) =>
  log().error({ requestId: currentRequestId(), event, err: error }, "an error that nobody handled");
const noteRejection = note("unhandledRejection");
const noteException = note("uncaughtException");

/** Listens for them. Without another listener, the Agents SDK would end the process on a stray rejection. */
export function logStrayErrors(): void {
  process.on("unhandledRejection", noteRejection);
  process.on("uncaughtException", noteException);
}

/** Next prints such errors as they are, with the parameters of a failed query. To be called once it has started. */
export function silenceNext(): void {
  for (const listener of process.listeners("uncaughtException"))
    if (listener !== noteException) process.off("uncaughtException", listener);
  const listener = (globalThis as { [NEXTS_LISTENER]?: NodeJS.UnhandledRejectionListener })[NEXTS_LISTENER];
  if (listener) process.off("unhandledRejection", listener);
}
