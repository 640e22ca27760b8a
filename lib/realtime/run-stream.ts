/**
 * One run as a stream of AI SDK UI message chunks, from what the database holds: the same for the sender,
 * for other tabs, for agents who watch, and for a tab that comes back, on any instance.
 */
import "server-only";
import { createUIMessageStreamResponse, type UIMessageChunk } from "ai";
import type { UserViewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import { liveStates, readChunks } from "@/lib/runs/queries";
import { onDoubt, onEvent, onRun } from "./broker";
import { registerStream, STREAM_HEADERS } from "./streams";

/** Bytes a slow reader may lag behind before it is cut off; it resumes from the database. */
const MAX_LAG_CHUNKS = 2_000;

/** Chunks that a run in this process has just stored, handed on without a second read. */
type Local = (runId: string, n: number, chunks: readonly UIMessageChunk[]) => void;
const shelf = globalThis as typeof globalThis & { batonRunTaps?: Map<string, Set<Local>> };
const taps = (): Map<string, Set<Local>> => {
  shelf.batonRunTaps ??= new Map();
  return shelf.batonRunTaps;
};

/** Called by the turn right after a batch was stored; never before. */
export const emitStored: Local = (runId, n, chunks) => {
  for (const tap of taps().get(runId) ?? []) tap(runId, n, chunks);
};

/** Opens the stream of a run that the viewer may see. Ends when the run ends; closing it does not stop the run. */
export function watchRun(
  viewer: UserViewer,
  run: { id: string; conversationId: string },
): ReadableStream<UIMessageChunk> {
  let stop = () => {};
  return new ReadableStream<UIMessageChunk>(
    {
      start(controller) {
        let shown = 0;
        let reading = false;
        let again = false;
        let over = false;

        const end = () => {
          if (over) return;
          over = true;
          stop();
          controller.close();
        };
        const show = (n: number, chunks: readonly UIMessageChunk[]) => {
          if (over || n !== shown + 1) return;
          shown = n;
          for (const chunk of chunks) controller.enqueue(chunk);
          if ((controller.desiredSize ?? 0) < -MAX_LAG_CHUNKS) end();
        };
        const read = async () => {
          if (reading) {
            again = true;
            return;
          }
          reading = true;
          try {
            do {
              again = false;
              const { batches, state, errorCode } = await readChunks(viewer, run.id, shown);
              for (const batch of batches) show(batch.n, batch.chunks as UIMessageChunk[]);
              const isLive = (liveStates as readonly string[]).includes(state);
              if (!isLive && !over) {
                finish(controller, state, errorCode);
                end();
              }
            } while (again && !over);
          } catch (error) {
            log().warn({ err: error, runId: run.id }, "a run's stream ended early");
            if (!over)
              controller.enqueue({ type: "error", errorText: "The connection to this answer was lost." });
            end();
          } finally {
            reading = false;
          }
        };

        const tap: Local = (_, n, chunks) => (n === shown + 1 ? show(n, chunks) : void read());
        const mine = taps().get(run.id) ?? new Set();
        taps().set(run.id, mine.add(tap));
        const undo = [
          () => {
            mine.delete(tap);
            if (mine.size === 0) taps().delete(run.id);
          },
          onRun((announced) => {
            if (announced.runId === run.id && announced.n > shown) void read();
          }),
          onEvent((announced) => {
            if (announced.conversationId === run.conversationId) void read();
          }),
          onDoubt(() => void read()),
          registerStream(viewer.userId, end),
        ];
        stop = () => {
          over = true;
          for (const each of undo) each();
        };
        void read();
      },
      cancel() {
        stop();
      },
    },
    { highWaterMark: 256 },
  );
}

/** The last chunk, by how the run ended: exactly one of `finish`, `error`, `abort`. */
function finish(
  controller: ReadableStreamDefaultController<UIMessageChunk>,
  state: string,
  errorCode: string | null,
): void {
  if (state === "completed") controller.enqueue({ type: "finish", finishReason: "stop" });
  else if (state === "failed")
    controller.enqueue({
      type: "error",
      errorText: `The assistant could not answer (${errorCode ?? "error"}).`,
    });
  else controller.enqueue({ type: "abort", reason: state });
}

/** The response of {@link watchRun}: server-sent events as the AI SDK defines them. */
export const streamOfRun = (viewer: UserViewer, run: { id: string; conversationId: string }): Response =>
  createUIMessageStreamResponse({
    stream: watchRun(viewer, run),
    headers: STREAM_HEADERS,
    keepAliveMs: 15_000,
  });
