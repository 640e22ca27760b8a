/**
 * Which request a piece of work belongs to, for whoever has to log about it and was not told. It follows promises,
 * timers and callbacks by itself. On globalThis: Next loads instrumentation and routes as separate module graphs.
 */
import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { newId } from "@/lib/core/ids";

const shelf = globalThis as typeof globalThis & { batonRequests?: AsyncLocalStorage<{ requestId: string }> };

const requests = (): AsyncLocalStorage<{ requestId: string }> => {
  shelf.batonRequests ??= new AsyncLocalStorage();
  return shelf.batonRequests;
};

/** Runs `work` as one request with an id of its own. */
export const asRequest = <T>(work: () => T): T => requests().run({ requestId: newId() }, work);

/** The id of the request that led here; undefined in background work. */
export const currentRequestId = (): string | undefined => requests().getStore()?.requestId;
