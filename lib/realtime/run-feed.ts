/**
 * What is new in one run, for everybody who watches it in this process: one reading per announcement however
 * many there are, and none where the run itself is at work. A batch is handed on only once it is stored.
 * Whoever joins must have been allowed to see the run; the feed itself reads as the system.
 */
import "server-only";
import type { UIMessageChunk } from "ai";
import { systemViewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import { liveStates, type RunView, readChunks } from "@/lib/runs/queries";
import { onDoubt, onEvent, onRun } from "./broker";
import { encode } from "./outlet";
import { patiently } from "./patiently";

/** A stored batch as it goes over the wire; the same bytes for every reader. */
export type Batch = { n: number; bytes: Uint8Array<ArrayBuffer> };
export type Ending = { state: RunView["state"]; errorCode: string | null };

export type Member = {
  batch: (batch: Batch) => void;
  /** The run has ended, and `n` is its last batch. */
  ended: (n: number, ending: Ending) => void;
  /** The database does not answer. */
  lost: () => void;
};

const viewer = systemViewer("run-feed");

/** Milliseconds that a batch announced by the database may take to be handed over by the run in this process. */
const GRACE_MS = 200;

export const toBatch = (n: number, chunks: readonly unknown[]): Batch => ({
  n,
  bytes: encode(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")),
});

export const isLive = ({ state }: Ending): boolean => (liveStates as readonly string[]).includes(state);

const shelf = globalThis as typeof globalThis & { batonRunFeeds?: Map<string, RunFeed> };
const feeds = (): Map<string, RunFeed> => {
  shelf.batonRunFeeds ??= new Map();
  return shelf.batonRunFeeds;
};

export class RunFeed {
  private readonly members = new Set<Member>();
  /** The newest batch that was handed on; null until anybody knows. */
  private last: number | null = null;
  private reading = false;
  private wanted = false;
  /** The run is at work in this process, as far as anybody knows. */
  private isHere = false;
  private announced = 0;
  private grace: NodeJS.Timeout | undefined;
  private readonly over = new AbortController();
  private readonly undo: (() => void)[];

  constructor(private readonly run: { id: string; conversationId: string }) {
    this.undo = [
      onRun(({ runId, n }) => {
        if (runId === run.id && n > (this.last ?? 0)) this.hear(n);
      }),
      // The end of a run is an event of its conversation.
      onEvent((announced) => {
        if (announced.conversationId === run.conversationId) this.want();
      }),
      onDoubt(() => this.want()),
      () => clearTimeout(this.grace),
    ];
  }

  join(member: Member): () => void {
    this.members.add(member);
    return () => {
      this.members.delete(member);
      if (this.members.size > 0 || this.over.signal.aborted) return;
      this.over.abort();
      for (const each of this.undo) each();
      feeds().delete(this.run.id);
    };
  }

  /** Batches that are stored, from whoever has them; what was handed on before is left out. */
  take(batches: readonly Batch[], except?: Member): void {
    const from = this.last ?? 0;
    for (const batch of batches) {
      if (batch.n <= from) continue;
      this.last = batch.n;
      for (const member of [...this.members]) if (member !== except) member.batch(batch);
    }
    this.last ??= 0;
    if (this.wanted) void this.read();
  }

  /** A batch that the run in this process has just stored. */
  stored(n: number, chunks: readonly unknown[]): void {
    this.isHere = true;
    // Nobody knows yet: everybody is reading from the start, and finds what was stored before it.
    if (this.last === null || n === this.last + 1) this.take([toBatch(n, chunks)]);
    else if (n > this.last) this.want();
  }

  /** Two messengers bring a batch of this process, and the one with the batch itself is seldom far behind. */
  private hear(n: number): void {
    this.announced = n;
    if (this.isHere) this.grace ??= setTimeout(() => this.endGrace(), GRACE_MS);
    else this.want();
  }

  private endGrace(): void {
    this.grace = undefined;
    if (this.announced <= (this.last ?? 0)) return;
    // Another process has gone on with the run.
    this.isHere = false;
    this.want();
  }

  private want(): void {
    this.wanted = true;
    // Whoever opens it reads first; until then everything is still to come.
    if (this.last !== null) void this.read();
  }

  private async read(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    try {
      while (this.wanted && !this.over.signal.aborted) {
        this.wanted = false;
        const { batches, state, errorCode } = await patiently(
          () => readChunks(viewer, this.run.id, this.last ?? 0),
          this.over.signal,
        );
        this.take(batches.map(({ n, chunks }) => toBatch(n, chunks)));
        const ending = { state, errorCode };
        if (!isLive(ending)) for (const member of [...this.members]) member.ended(this.last ?? 0, ending);
      }
    } catch (error) {
      if (this.over.signal.aborted) return;
      log().warn({ err: error, runId: this.run.id }, "a run could not be read");
      for (const member of [...this.members]) member.lost();
    } finally {
      this.reading = false;
    }
  }
}

/** The feed of a run in this process; gone with its last member. */
export function feedOf(run: { id: string; conversationId: string }): RunFeed {
  const feed = feeds().get(run.id) ?? new RunFeed(run);
  feeds().set(run.id, feed);
  return feed;
}

/** Called by the turn right after a batch was stored; never before. */
export function emitStored(runId: string, n: number, chunks: readonly UIMessageChunk[]): void {
  feeds().get(runId)?.stored(n, chunks);
}

/** How many runs are watched in this process. */
export const countFeeds = (): number => feeds().size;
