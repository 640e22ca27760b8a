/**
 * How an MCP server over HTTP is reached: every answer limited in size, every request tied to the one call that
 * waits for it, no redirects, and no standing stream, since nothing that a server says unasked is of use here.
 */
import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { LinkFailure } from "./failure";
import { MAX_MESSAGE } from "./stdio";

/** What a call's requests end with, and how they tell that no answer will come. */
export type Wait = { signal: AbortSignal; fail: (failure: LinkFailure) => void };

/** The client keeps its requests open after it has given up on them; through this they end with the call. */
export const waiting = new AsyncLocalStorage<Wait>();

/** Milliseconds between the end of an answer and the client having read it. */
const READING_MS = 250;

/** Takes the place of `fetch` for one server. */
export async function guardedFetch(url: string | URL, init: RequestInit = {}): Promise<Response> {
  // The client asks for a stream of the server's own messages; servers may refuse one, so we do it for them.
  if (init.method === "GET") return new Response(null, { status: 405 });
  const wait = waiting.getStore();
  const signals = [init.signal, wait?.signal].filter((signal) => signal != null);
  const response = await fetch(url, { ...init, redirect: "error", signal: AbortSignal.any(signals) });
  if (!response.body) return response;
  const { status, statusText, headers } = response;
  return new Response(limited(response.body, wait), { status, statusText, headers });
}

/** The same bytes, up to the limit. */
function limited(body: ReadableStream<Uint8Array>, wait: Wait | undefined): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let size = 0;
  const broken = (controller: ReadableStreamDefaultController, failure: LinkFailure) => {
    wait?.fail(failure);
    controller.error(failure);
    void reader.cancel().catch(() => {});
  };
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          controller.close();
          // Had the answer been in it, nobody would wait any more.
          setTimeout(() => wait?.fail(new LinkFailure("ended")), READING_MS).unref();
          return;
        }
        size += value.byteLength;
        if (size > MAX_MESSAGE) broken(controller, new LinkFailure("too_large"));
        else controller.enqueue(value);
      } catch {
        broken(controller, new LinkFailure("ended"));
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
