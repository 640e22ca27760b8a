/**
 * The open streams of this process: how many there may be, that each is alive and still allowed, and that all
 * end when the process stops. One timer and one query serve them all; with the last stream, both are gone.
 */
import "server-only";
import { endsSession } from "@/lib/auth/session-end";
import { viewersOfSessions } from "@/lib/auth/sessions";
import type { UserViewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { onDoubt, onGuard, onSessionEnd } from "./broker";

/** Open streams: of one person, of the answers of one conversation, of one process. */
export const MAX_PER_USER = 12;
export const MAX_PER_CONVERSATION = 20;
export const MAX_PER_PROCESS = 1_000;

const BEAT_MS = 15_000;
/** Every other beat. */
const BEATS_PER_CHECK = 2;
/** A session may have ended between the request's own check and the first announcement that was heard. */
const FIRST_CHECK_MS = 2_000;

export type OpenStream = {
  viewer: UserViewer;
  /** Of a stream that shows one conversation's answer. */
  conversationId?: string;
  /** Whether the viewer may still see what it shows; asked with every check of the session. */
  mayStill?: () => Promise<boolean>;
  beat: () => void;
  /** Bytes that wait for the reader. */
  behind: () => number;
  close: (why: "stopping" | "access") => void;
};

type Keeper = { streams: Set<OpenStream>; fresh: boolean; beats: number; undo: (() => void)[] };
const shelf = globalThis as typeof globalThis & { batonStreams?: Keeper; batonDraining?: boolean };

const all = (): ReadonlySet<OpenStream> => shelf.batonStreams?.streams ?? new Set();

/** Registers a stream; throws `rate_limited` past the limits, `unavailable` while shutting down. */
export function registerStream(stream: OpenStream): () => void {
  if (shelf.batonDraining)
    throw new AppError("unavailable", "Baton is restarting. Try again in a moment.", { retryAfter: 2 });
  const { userId } = stream.viewer;
  let own = 0;
  let ofConversation = 0;
  for (const each of all()) {
    if (each.viewer.userId === userId) own++;
    if (stream.conversationId && each.conversationId === stream.conversationId) ofConversation++;
  }
  if (own >= MAX_PER_USER)
    throw new AppError("rate_limited", "Too many open windows. Close one and reload.", { retryAfter: 10 });
  if (ofConversation >= MAX_PER_CONVERSATION || all().size >= MAX_PER_PROCESS)
    throw new AppError("rate_limited", "Too many people are watching. Try again in a moment.", {
      retryAfter: 10,
    });
  const keeper = keep();
  keeper.streams.add(stream);
  keeper.fresh = true;
  return () => {
    keeper.streams.delete(stream);
    if (keeper.streams.size > 0 || shelf.batonStreams !== keeper) return;
    shelf.batonStreams = undefined;
    for (const each of keeper.undo) each();
  };
}

function keep(): Keeper {
  if (shelf.batonStreams) return shelf.batonStreams;
  const keeper: Keeper = { streams: new Set(), fresh: false, beats: 0, undo: [] };
  shelf.batonStreams = keeper;
  const beats = setInterval(() => beat(keeper), BEAT_MS);
  const first = setInterval(() => {
    if (keeper.fresh) void checkAccess();
  }, FIRST_CHECK_MS);
  keeper.undo = [
    () => clearInterval(beats),
    () => clearInterval(first),
    onSessionEnd((end) => {
      for (const stream of [...keeper.streams]) if (endsSession(end, stream.viewer)) stream.close("access");
    }),
    onDoubt(() => void checkAccess()),
    // Rejects when it cannot tell, so that nothing is told to whom it should not be.
    onGuard(() => checkSessions(keeper)),
  ];
  return keeper;
}

function beat(keeper: Keeper): void {
  for (const stream of [...keeper.streams]) stream.beat();
  if (++keeper.beats % BEATS_PER_CHECK === 0) void checkAccess();
}

/** Closes the streams of whoever may not have them any more. Streams stay open while nobody can tell. */
export async function checkAccess(): Promise<void> {
  const keeper = shelf.batonStreams;
  if (!keeper) return;
  try {
    keeper.fresh = false;
    await checkSessions(keeper);
    for (const stream of [...keeper.streams])
      if (stream.mayStill && !(await stream.mayStill())) stream.close("access");
  } catch (error) {
    keeper.fresh = true;
    log().warn({ err: error }, "open streams could not be checked");
  }
}

async function checkSessions(keeper: Keeper): Promise<void> {
  const asked = [...keeper.streams];
  const holders = await viewersOfSessions([...new Set(asked.map(({ viewer }) => viewer.sessionId))]);
  for (const stream of asked) {
    const { viewer } = stream;
    const now = holders.get(viewer.sessionId);
    const isSame = now?.userId === viewer.userId && roleOf(now) === roleOf(viewer);
    if (!isSame) stream.close("access");
  }
}

const roleOf = (viewer: UserViewer): string => (viewer.kind === "staff" ? viewer.role : viewer.kind);

/** Ends every stream of this process; browsers reconnect to another instance. */
export function drainStreams(): void {
  shelf.batonDraining = true;
  for (const stream of [...all()]) stream.close("stopping");
}

/** How many streams are open, and how many bytes wait for slow readers. */
export function streamFigures(): { open: number; bytesBehind: number } {
  let bytesBehind = 0;
  for (const stream of all()) bytesBehind += stream.behind();
  return { open: all().size, bytesBehind };
}

/** Headers of every stream: neither a proxy nor Next may buffer or compress it. */
export const STREAM_HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "private, no-store, no-transform",
  "x-accel-buffering": "no",
} as const;
