/**
 * One run as an AI SDK UI message stream, from what the database holds: the same for the sender, for other
 * tabs, for agents who watch, and for a tab that comes back, on any instance. It begins at the run's first
 * batch and ends with the run; closing it does not stop the run. A stream that ends without a last chunk was
 * cut off, and is opened again by its reader.
 */
import "server-only";
import type { UIMessageChunk } from "ai";
import type { UserViewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { getRun, readChunks } from "@/lib/runs/queries";
import { encode, MAX_BEHIND_BYTES, type Outlet, openOutlet } from "./outlet";
import { patiently } from "./patiently";
import { type Batch, type Ending, feedOf, isLive, type Member, type RunFeed, toBatch } from "./run-feed";
import { STREAM_HEADERS } from "./streams";

type Run = { id: string; conversationId: string };

const BEAT = encode(": keep-alive\n\n");
const DONE = encode("data: [DONE]\n\n");

/** Opens the stream of a run that the viewer may see. Throws when there are too many. */
export function watchRun(viewer: UserViewer, run: Run): ReadableStream<Uint8Array<ArrayBuffer>> {
  let outlet: Outlet | undefined;
  return openOutlet(
    {
      viewer,
      conversationId: run.conversationId,
      mayStill: () => mayRead(viewer, run.id),
      onBeat: () => outlet?.write(BEAT),
    },
    (out) => {
      outlet = out;
      const feed = feedOf(run);
      const reader = new RunReader(viewer, run, feed, out);
      const leave = feed.join(reader);
      void reader.catchUp();
      return leave;
    },
  );
}

async function mayRead(viewer: UserViewer, runId: string): Promise<boolean> {
  try {
    await getRun(viewer, runId);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return false;
    throw error;
  }
}

/** One reader: first what is stored, read as its viewer and at its own pace; then what the feed hands on. */
class RunReader implements Member {
  private shown = 0;
  private catching = false;
  private again = false;
  /** What the feed handed on meanwhile. */
  private held: Batch[] = [];
  private heldBytes = 0;

  constructor(
    private readonly viewer: UserViewer,
    private readonly run: Run,
    private readonly feed: RunFeed,
    private readonly out: Outlet,
  ) {}

  batch(batch: Batch): void {
    if (this.catching) this.hold(batch);
    else if (batch.n === this.shown + 1) this.show(batch);
    else if (batch.n > this.shown) void this.catchUp();
  }

  ended(n: number, ending: Ending): void {
    if (this.catching || this.shown < n) void this.catchUp();
    else this.finish(ending);
  }

  lost(): void {
    this.out.end();
  }

  async catchUp(): Promise<void> {
    this.again = true;
    if (this.catching) return;
    this.catching = true;
    try {
      while (this.again && !this.out.signal.aborted) {
        this.again = false;
        if (!(await this.readOn())) return;
        for (const batch of this.held.splice(0)) if (batch.n === this.shown + 1) this.show(batch);
        this.heldBytes = 0;
      }
    } catch (error) {
      if (!this.out.signal.aborted)
        log().warn({ err: error, runId: this.run.id }, "a run's stream ended early");
      this.out.end();
    } finally {
      this.catching = false;
    }
  }

  /** Shows everything that is stored; false when there is nothing more to come. */
  private async readOn(): Promise<boolean> {
    const { batches, state, errorCode } = await patiently(
      () => readChunks(this.viewer, this.run.id, this.shown),
      this.out.signal,
    );
    const stored = batches.map(({ n, chunks }) => toBatch(n, chunks));
    this.feed.take(stored, this);
    for (const batch of stored) {
      if (!(await this.out.room())) return false;
      this.show(batch);
    }
    const ending = { state, errorCode };
    if (isLive(ending)) return true;
    this.finish(ending);
    return false;
  }

  private hold(batch: Batch): void {
    this.heldBytes += batch.bytes.byteLength;
    if (this.heldBytes > MAX_BEHIND_BYTES) {
      // It is all in the database, too.
      this.held = [];
      this.heldBytes = 0;
      this.again = true;
    } else this.held.push(batch);
  }

  private show({ n, bytes }: Batch): void {
    this.shown = n;
    this.out.write(bytes);
  }

  private finish(ending: Ending): void {
    this.out.write(encode(`data: ${JSON.stringify(lastChunk(ending))}\n\n`));
    this.out.write(DONE);
    this.out.end();
  }
}

/** By how the run ended: exactly one of `finish`, `error`, `abort`. */
function lastChunk({ state, errorCode }: Ending): UIMessageChunk {
  if (state === "completed") return { type: "finish", finishReason: "stop" };
  if (state === "failed")
    return { type: "error", errorText: `The assistant could not answer (${errorCode ?? "error"}).` };
  return { type: "abort", reason: state };
}

/** The response of {@link watchRun}: server-sent events as the AI SDK defines them. */
export const streamOfRun = (viewer: UserViewer, run: Run): Response =>
  new Response(watchRun(viewer, run), {
    headers: { ...STREAM_HEADERS, "x-vercel-ai-ui-message-stream": "v1" },
  });

/**
 * The same for whoever has just caused the run; null when no stream can be had now. What they said is stored
 * then as well, and must not be answered as if it were not.
 */
export function findStreamOfRun(viewer: UserViewer, run: Run): Response | null {
  try {
    return streamOfRun(viewer, run);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
