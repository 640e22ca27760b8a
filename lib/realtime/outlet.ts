/**
 * One response that goes on: bytes to one reader, bounded, and undone completely however it ends. A reader that
 * falls 256 kB behind, or takes nothing for half a minute, is cut off and comes back for the rest by itself.
 */
import "server-only";
import type { UserViewer } from "@/lib/auth/viewer";
import { registerStream } from "./streams";

export const MAX_BEHIND_BYTES = 256 * 1024;
/** What can wait in the database is handed on only below this. */
const ROOM_BYTES = 64 * 1024;
/** Then the browser reconnects, perhaps to another instance; spread, so that not all do at once. */
const MAX_AGE_MS = 15 * 60_000;
/** Beats without a byte taken, after which nobody is there. */
const MAX_STALLED_BEATS = 2;

const encoder = new TextEncoder();
export const encode = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

export type Outlet = {
  /** Aborted when it is over. */
  readonly signal: AbortSignal;
  write: (bytes: Uint8Array<ArrayBuffer>) => void;
  /** Waits until the reader has taken enough for more; false when it is over. For what can wait in the database. */
  room: () => Promise<boolean>;
  /** Ends it after everything that was written. */
  end: () => void;
};

type Opening = {
  viewer: UserViewer;
  conversationId?: string;
  mayStill?: () => Promise<boolean>;
  onBeat: () => void;
  /** The last bytes when the process stops. */
  goodbye?: Uint8Array<ArrayBuffer>;
};

/** Opens one; throws when there are too many. `begin` returns what is to be undone. */
export function openOutlet(
  opening: Opening,
  begin: (out: Outlet) => () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const over = new AbortController();
  let controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  let undo: (() => void)[] = [];
  let waiting: (() => void)[] = [];
  let written = 0;
  let taken = 0;
  let stalled = 0;

  const behind = () => (over.signal.aborted ? 0 : MAX_BEHIND_BYTES - (controller.desiredSize ?? 0));
  const wake = () => {
    const woken = waiting;
    waiting = [];
    for (const each of woken) each();
  };
  const stop = () => {
    if (over.signal.aborted) return false;
    over.abort();
    for (const each of undo) each();
    undo = [];
    wake();
    return true;
  };
  const end = () => {
    if (stop()) controller.close();
  };
  /** Unlike an end, this lets go of what was not taken. Named so that the server does not take it for a fault. */
  const cut = () => {
    if (stop()) controller.error(new DOMException("The reader is too slow.", "AbortError"));
  };
  const out: Outlet = {
    signal: over.signal,
    write: (bytes) => {
      if (over.signal.aborted) return;
      controller.enqueue(bytes);
      written += bytes.byteLength;
      if (behind() > MAX_BEHIND_BYTES) cut();
    },
    room: async () => {
      while (!over.signal.aborted && behind() > ROOM_BYTES)
        await new Promise<void>((resolve) => waiting.push(resolve));
      return !over.signal.aborted;
    },
    end,
  };
  const unregister = registerStream({
    viewer: opening.viewer,
    conversationId: opening.conversationId,
    mayStill: opening.mayStill,
    behind,
    beat: () => {
      const now = written - behind();
      stalled = behind() > 0 && now === taken ? stalled + 1 : 0;
      taken = now;
      if (stalled >= MAX_STALLED_BEATS) cut();
      else opening.onBeat();
    },
    close: (why) => {
      if (why === "stopping" && opening.goodbye) out.write(opening.goodbye);
      end();
    },
  });
  const age = setTimeout(end, MAX_AGE_MS * (0.9 + Math.random() * 0.2));
  age.unref();
  undo = [unregister, () => clearTimeout(age)];
  return new ReadableStream(
    {
      start(given) {
        controller = given;
        try {
          const undoBegun = begin(out);
          if (over.signal.aborted) undoBegun();
          else undo.push(undoBegun);
        } catch (error) {
          stop();
          throw error;
        }
      },
      pull: wake,
      cancel: () => void stop(),
    },
    { highWaterMark: MAX_BEHIND_BYTES, size: (bytes) => bytes.byteLength },
  );
}
