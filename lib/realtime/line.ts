/**
 * Keeps one listening connection alive and knows whether it can be trusted. A connection that ends is replaced
 * at once. One that only looks alive (a frozen server, a network that swallows packets) is found by a pulse
 * that is sent through the pool and has to come back on it. Knows nothing of what is announced.
 */
import "server-only";
import { type Listener, openListener } from "@/db/listener";
import { log } from "@/lib/core/log";

export type Pace = {
  /** Milliseconds between two pulses, and between two polls while nothing can be heard. */
  beat: number;
  /** Milliseconds of silence after which the connection counts as frozen: two pulses, less a little. */
  silence: number;
};
export const usualPace: Pace = { beat: 5_000, silence: 9_000 };

export type LineUser = {
  channels: readonly string[];
  onNotify: (channel: string, payload: string) => void;
  /** Sends a pulse; its coming back is told to {@link Line.heard}. */
  pulse: () => Promise<void>;
  /** Awaited before a connection is opened; a failure counts as one of the connection. */
  beforeOpen: () => Promise<void>;
  /** Listening, for the first time or again: what was said in between has been missed. */
  onOpen: () => void;
  onLost: () => void;
  /** Once a beat, with whether the line can be trusted. */
  onBeat: (trusted: boolean) => void;
};

export type Line = {
  /** A pulse came back. */
  heard: () => void;
  isTrusted: () => boolean;
  close: () => void;
};

const FIRST_PAUSE_MS = 250;

export function keepLine(user: LineUser, pace: Pace): Line {
  let listener: Listener | null = null;
  let heardAt = 0;
  let closed = false;
  let pulsing = false;
  let retry: NodeJS.Timeout | undefined;

  const open = async (pause: number): Promise<void> => {
    try {
      await user.beforeOpen();
      if (closed) return;
      const opened = await openListener(user.channels, {
        onNotify: user.onNotify,
        onLost: () => lose("it ended"),
      });
      if (closed) return opened.close();
      listener = opened;
      heardAt = performance.now();
      user.onOpen();
    } catch (error) {
      if (closed) return;
      log().warn({ err: error }, "live updates are polling: LISTEN failed");
      retry = setTimeout(() => void open(Math.min(pause * 2, pace.beat)), pause);
      retry.unref();
    }
  };
  const lose = (why: string) => {
    log().warn({ why }, "the listening connection is lost");
    listener = null;
    user.onLost();
    if (!closed) void open(FIRST_PAUSE_MS);
  };
  const beat = async () => {
    if (listener && performance.now() - heardAt > pace.silence) {
      listener.close();
      lose("it is silent");
    }
    user.onBeat(listener !== null);
    if (pulsing) return;
    pulsing = true;
    // A pulse that cannot be sent is one that does not come back.
    await user.pulse().catch(() => {});
    pulsing = false;
  };
  const beats = setInterval(() => void beat(), pace.beat);
  beats.unref();
  void open(FIRST_PAUSE_MS);
  return {
    heard: () => {
      heardAt = performance.now();
    },
    isTrusted: () => listener !== null,
    close: () => {
      closed = true;
      clearInterval(beats);
      clearTimeout(retry);
      listener?.close();
      listener = null;
    },
  };
}
