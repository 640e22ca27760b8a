/** Reads that outlive a short absence of the database. */
import "server-only";
import { AppError } from "@/lib/core/errors";

/** Milliseconds from the first failure after which it is given up. */
const PATIENCE_MS = 10_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

/** Repeats `read` until it succeeds; rejects with its last failure, at once with what is meant for the viewer. */
export async function patiently<T>(read: () => Promise<T>, signal: AbortSignal): Promise<T> {
  let failedAt: number | undefined;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await read();
    } catch (error) {
      failedAt ??= performance.now();
      const isLate = performance.now() + pause - failedAt > PATIENCE_MS;
      if (error instanceof AppError || isLate || signal.aborted) throw error;
    }
    await rest(pause, signal);
    signal.throwIfAborted();
  }
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}
