/** Makes a conversation on the server, and what is known of it before it is read for the first time. */
import { api } from "@/app/_client/api";
import { ThreadSession } from "@/app/_client/thread-session";
import type { ConversationView } from "@/lib/conversations/schema";

export type Me = { id: string; name: string };

/** `person`: straight to the queue. A repeat with the same id starts nothing twice. Throws ApiProblem. */
export async function startConversation(
  me: Me,
  { id, person }: { id: string; person: boolean },
): Promise<ThreadSession> {
  await api("/api/v1/conversations", { method: "POST", body: { id, person } });
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
  return new ThreadSession({ conversation, entries: [], hasEarlier: false, userId: me.id });
}
