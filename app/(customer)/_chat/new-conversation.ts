/** What is known of a conversation before it is read for the first time. */
import type { Outbox } from "@/app/_client/outbox";
import { ThreadSession } from "@/app/_client/thread-session";
import type { ConversationView } from "@/lib/conversations/schema";

/** The name of the draft that has no conversation yet. */
export const NEW_DRAFT = "new";

export type Me = { id: string; name: string };

/**
 * A conversation of which the server need not know yet: it begins with its first message, or straight in the queue
 * (`person`).
 */
export function openNew(
  me: Me,
  outbox: Outbox,
  { id, person }: { id: string; person: boolean },
): ThreadSession {
  const now = new Date().toISOString();
  const conversation: ConversationView = {
    id,
    subject: null,
    status: "open",
    owner: { kind: person ? "queue" : "assistant", name: null, isMe: false },
    epoch: 1,
    seq: 0,
    episode: 1,
    urgency: "medium",
    customer: me,
    awaitingReply: false,
    waitingSince: person ? now : null,
    lastMessageAt: now,
    lastAuthor: null,
    lastExcerpt: null,
    unread: 0,
    readSeq: 0,
    liveRunId: null,
    handover: null,
    instruction: null,
    createdAt: now,
  };
  return new ThreadSession({ conversation, entries: [], hasEarlier: false }, outbox);
}
