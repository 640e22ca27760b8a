/**
 * Follows the answer that is being written, from whichever connection has it: the sender's own response, or
 * the conversation's live stream. When a connection breaks, the answer goes on; it is opened again, from
 * the beginning, until the server says that nothing is being written.
 */
import { request } from "./api";
import { readChunks } from "./read-chunks";
import { applyChunk, emptyAnswer, isBehind, type LiveAnswer } from "./run-stream";

/** Text is shown at most this often: more would cost frames, and nobody reads faster. */
const PAINT_MS = 40;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

export type Follower = {
  /** Watches a response that is already open, instead of whatever was watched before. */
  follow(response: Response): void;
  /** Opens the live stream, unless an answer is being watched already. */
  join(): void;
  /** Stops watching. The answer itself goes on. */
  leave(): void;
  isFollowing(): boolean;
};

export function createFollower(options: {
  streamPath: string;
  /** Every change of what is shown; `null`: nothing is being written. */
  onChange: (answer: LiveAnswer | null) => void;
  /** The stream said how it ended, or there is none any more: the thread is to be read again. */
  onEnd: (answer: LiveAnswer | null) => void;
}): Follower {
  let watching: AbortController | null = null;
  /** What the reader sees of the answer that is being watched, whichever connection has brought it. */
  let shown: LiveAnswer | null = null;

  const take = (): AbortController => {
    watching?.abort();
    watching = new AbortController();
    shown = null;
    return watching;
  };
  const show = (answer: LiveAnswer) => {
    // After a break the answer is told from its beginning: what is read already stays on the screen meanwhile.
    if (isBehind(answer, shown)) return;
    shown = answer;
    options.onChange(answer);
  };

  /** Answers whether the stream said how it ended. */
  const watch = async (response: Response, mine: AbortController): Promise<boolean> => {
    let answer = emptyAnswer;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const paint = () => {
      timer = undefined;
      if (!mine.signal.aborted) show(answer);
    };
    show(answer);
    try {
      if (!response.body) return false;
      const body = response.body;
      const drop = () => void body.cancel().catch(() => {});
      mine.signal.addEventListener("abort", drop, { once: true });
      for await (const chunk of readChunks(body)) {
        if (mine.signal.aborted) return true;
        answer = applyChunk(answer, chunk);
        timer ??= setTimeout(paint, PAINT_MS);
      }
    } catch {
      // The connection broke; whether the answer did, only the server knows.
    } finally {
      clearTimeout(timer);
    }
    if (mine.signal.aborted) return true;
    show(answer);
    if (answer.ending === null) return false;
    watching = null;
    options.onEnd(answer);
    return true;
  };

  const reopen = async (mine: AbortController): Promise<void> => {
    for (let pause = FIRST_PAUSE_MS; !mine.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        const response = await request(options.streamPath, { signal: mine.signal });
        if (response.status === 204) break;
        if (await watch(response, mine)) return;
      } catch {
        // Away, or not ours to see any more; the thread's own reading tells which.
      }
      await wait(pause * (0.5 + Math.random() / 2), mine.signal);
    }
    if (mine.signal.aborted) return;
    watching = null;
    options.onEnd(null);
  };

  return {
    follow(response) {
      const mine = take();
      void watch(response, mine).then((ended) => (ended ? undefined : reopen(mine)));
    },
    join() {
      if (!watching) void reopen(take());
    },
    leave() {
      watching?.abort();
      watching = null;
    },
    isFollowing: () => watching !== null,
  };
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
