/**
 * Live events as server-sent events. What a viewer may hear is decided by the event's audience when it was
 * written. Nothing is promised but that a reader who comes back with the last cursor misses nothing: an event
 * may come twice, and typing and presence may be lost.
 */
import "server-only";
import type { UserViewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import type { EventAnnouncement, PresenceAnnouncement, TypingAnnouncement } from "./announcements";
import { currentHorizon, onEvent, onPresence, onReset, onTyping } from "./broker";
import { encode, type Outlet, openOutlet } from "./outlet";
import { type LiveEvent, listEventsSince } from "./queries";

type Bytes = Uint8Array<ArrayBuffer>;

const message = (name: string, data: unknown, id?: string): Bytes =>
  encode(`${id ? `id: ${id}\n` : ""}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);

const BEAT = encode(": beat\n\n");
const BYE = message("bye", {});
const RESET = message("reset", {});

/** Opens the stream; `lastEventId` is the cursor of an earlier one. Throws when there are too many. */
export function openEventStream(viewer: UserViewer, lastEventId: string | null): ReadableStream<Bytes> {
  let caughtUp = false;
  let outlet: Outlet | undefined;
  const sendCursor = async (out: Outlet) => out.write(message("cursor", {}, await currentHorizon()));
  return openOutlet(
    {
      viewer,
      goodbye: BYE,
      onBeat: () => {
        if (!outlet) return;
        outlet.write(BEAT);
        if (caughtUp) sendCursor(outlet).catch(() => {});
      },
    },
    (out) => {
      outlet = out;
      const undo = [
        onEvent((announced) => {
          if (mayHear(viewer, announced)) out.write(bytesOf(announced, changeOf));
        }),
        onTyping((announced) => {
          if (mayHearTyping(viewer, announced))
            out.write(viewer.kind === "staff" ? bytesOf(announced, typingOf) : typingForCustomer(announced));
        }),
        onPresence((announced) => {
          if (mayHearPresence(viewer, announced)) out.write(bytesOf(announced, presenceOf));
        }),
        onReset(() => out.write(RESET)),
      ];
      // Spread over a second and a half: a restart sends everybody back at the same moment.
      out.write(encode(`retry: ${500 + Math.round(Math.random() * 1_500)}\n\n`));
      const catchUp = async () => {
        // First the point from which everything is announced here, then what was missed before it.
        const horizon = await currentHorizon();
        const missed = lastEventId === null ? [] : await listEventsSince(viewer, lastEventId);
        if (missed === null) out.write(RESET);
        else for (const event of missed) out.write(message("change", event));
        out.write(message("cursor", {}, horizon));
        caughtUp = true;
      };
      catchUp().catch((error: unknown) => {
        // The browser comes back with the cursor it has.
        log().warn({ err: error }, "live events could not be read");
        out.end();
      });
      return () => {
        for (const each of undo) each();
      };
    },
  );
}

const changeOf = ({ id, type, conversationId, seq, subjectId }: EventAnnouncement): Bytes =>
  message("change", { id, type, conversationId, seq, subjectId } satisfies LiveEvent);
const typingOf = ({ conversationId, by, userId, name }: TypingAnnouncement): Bytes =>
  message("typing", { conversationId, by, userId, name });
const typingForCustomer = ({ conversationId, by, name }: TypingAnnouncement): Bytes =>
  message("typing", { conversationId, by, name });
const presenceOf = ({ conversationId, userId, name }: PresenceAnnouncement): Bytes =>
  message("presence", { conversationId, userId, name });

/** The same bytes go to everybody who may hear it. */
const encoded = new WeakMap<object, Bytes>();
function bytesOf<T extends object>(announced: T, make: (announced: T) => Bytes): Bytes {
  const bytes = encoded.get(announced) ?? make(announced);
  encoded.set(announced, bytes);
  return bytes;
}

function mayHear(viewer: UserViewer, announced: EventAnnouncement): boolean {
  if (viewer.kind === "staff") return true;
  return announced.audience === "everyone" && announced.customerId === viewer.userId;
}

function mayHearTyping(viewer: UserViewer, announced: TypingAnnouncement): boolean {
  if (announced.userId === viewer.userId) return false;
  return viewer.kind === "staff" || announced.customerId === viewer.userId;
}

function mayHearPresence(viewer: UserViewer, announced: PresenceAnnouncement): boolean {
  return viewer.kind === "staff" && announced.userId !== viewer.userId;
}
