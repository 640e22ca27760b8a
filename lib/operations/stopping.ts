/** Whether this process has been asked to stop. It goes on serving for a while, but wants no more work. */
import "server-only";

/** On globalThis: Next loads instrumentation and routes as separate module graphs. */
const shelf = globalThis as typeof globalThis & { batonStopping?: boolean };

export const isStopping = (): boolean => shelf.batonStopping === true;

export function markStopping(): void {
  shelf.batonStopping = true;
}
