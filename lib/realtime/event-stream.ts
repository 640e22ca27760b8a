/**
 * Live events as server-sent events. What a viewer may hear is decided by the event's audience when it was
 * written; who the viewer is, is checked again every 30 seconds, and the stream ends when access does.
 */
import "server-only";
import { viewerOfSession } from "@/lib/auth/sessions";
import type { UserViewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import { type EventAnnouncement, onDoubt, onEvent, onTyping, type TypingAnnouncement } from "./broker";
import { getHorizon, type LiveEvent, listEventsSince } from "./queries";
import { registerStream } from "./streams";

const HEARTBEAT_MS = 15_000;
const RECHECK_MS = 30_000;
/** Then the browser reconnects, perhaps to another instance; spread, so that not all do at once. */
const MAX_AGE_MS = 15 * 60_000;
const CURSOR = /^\d{1,20}$/;

/** Opens the stream; `lastEventId` is the cursor of an earlier one. */
export function openEventStream(viewer: UserViewer, lastEventId: string | null): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        let over = false;
        let cursor = lastEventId && CURSOR.test(lastEventId) ? lastEventId : null;
        const end = () => {
          if (over) return;
          stop();
          controller.close();
        };
        const write = (text: string) => {
          if (over) return;
          controller.enqueue(encoder.encode(text));
          // A reader that lags this far is cut off; it comes back with its cursor.
          if ((controller.desiredSize ?? 0) < -256) end();
        };
        const send = (name: string, data: unknown, id?: string) =>
          write(`${id ? `id: ${id}\n` : ""}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
        const sendEvent = (event: LiveEvent) => send("change", event);

        /** Replays what the cursor does not cover; duplicates are harmless, gaps are not. */
        const catchUp = async () => {
          try {
            const horizon = await getHorizon(viewer);
            const missed = cursor === null ? [] : await listEventsSince(viewer, cursor);
            if (missed === null) send("reset", {});
            else for (const event of missed) sendEvent(event);
            cursor = horizon;
            send("cursor", {}, horizon);
          } catch (error) {
            log().warn({ err: error }, "live events could not be read");
            end();
          }
        };
        /** Moves the cursor one beat late: an announcement still on its way is inside what a return replays. */
        let newest: string | null = null;
        const beat = async () => {
          write(": beat\n\n");
          try {
            cursor = newest ?? cursor;
            newest = await getHorizon(viewer);
            if (cursor) send("cursor", {}, cursor);
          } catch (error) {
            log().warn({ err: error }, "live events could not be read");
            end();
          }
        };

        const timers = [
          setInterval(() => void beat(), HEARTBEAT_MS),
          setInterval(() => void recheck(), RECHECK_MS),
          setTimeout(end, MAX_AGE_MS * (0.9 + Math.random() * 0.2)),
        ];
        const recheck = async () => {
          const still = await viewerOfSession(viewer.sessionId).catch(() => viewer);
          if (!still || still.kind !== viewer.kind) end();
        };
        const undo = [
          onEvent((announced) => {
            if (mayHear(viewer, announced))
              sendEvent({
                id: announced.id,
                type: announced.type,
                conversationId: announced.conversationId,
                seq: announced.seq,
                subjectId: announced.subjectId,
              });
          }),
          onTyping((announced) => {
            if (mayHearTyping(viewer, announced))
              send("typing", {
                conversationId: announced.conversationId,
                by: announced.by,
                name: announced.name,
              });
          }),
          onDoubt(() => void catchUp()),
          registerStream(viewer.userId, () => {
            send("bye", {});
            end();
          }),
        ];
        stop = () => {
          over = true;
          for (const timer of timers) clearTimeout(timer);
          for (const each of undo) each();
        };
        write("retry: 1000\n\n");
        await catchUp();
      },
      cancel() {
        stop();
      },
    },
    { highWaterMark: 64 },
  );
}

function mayHear(viewer: UserViewer, announced: EventAnnouncement): boolean {
  if (viewer.kind === "staff") return true;
  return announced.audience === "everyone" && announced.customerId === viewer.userId;
}

function mayHearTyping(viewer: UserViewer, announced: TypingAnnouncement): boolean {
  if (announced.userId === viewer.userId) return false;
  return viewer.kind === "staff" || announced.customerId === viewer.userId;
}
