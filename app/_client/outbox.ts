/**
 * Sends what the outbox holds, one message at a time, so that a burst arrives in the order in which it was
 * written. A message keeps its id through every attempt; the server stores it once.
 */
import { ApiProblem, request } from "./api";
import { type Unsent, writeUnsent } from "./browser-store";
import type { Outgoing, OutgoingKind, ThreadAction } from "./thread-store";

const pathOfKind: Record<OutgoingKind, string> = { message: "messages", reply: "replies", note: "notes" };

export type Outbox = {
  queue(message: Unsent): void;
  deliver(id: string): void;
  discard(id: string): void;
  /** Sends what failed for want of a connection. */
  sendWaiting(): void;
};

export function createOutbox(options: {
  conversationId: string;
  userId: string;
  messages: () => readonly Outgoing[];
  apply: (action: ThreadAction) => void;
  /** The server has it; the response is the answer's stream when its content is one. */
  onSent: (response: Response) => void;
  onProblem: (error: unknown) => void;
}): Outbox {
  const { apply, messages } = options;
  let sending: Promise<void> = Promise.resolve();

  /** In this tab's storage until the server has them. */
  const keep = () => {
    const unsent = messages().filter((each) => each.state !== "sent");
    const kept = unsent.map(({ id, kind, text, createdAt }) => ({ id, kind, text, createdAt }));
    writeUnsent(options.userId, options.conversationId, kept);
  };
  const post = async (id: string): Promise<void> => {
    const message = messages().find((each) => each.id === id);
    if (message?.state !== "sending") return;
    const path = `/api/v1/conversations/${options.conversationId}/${pathOfKind[message.kind]}`;
    try {
      const response = await request(path, { method: "POST", body: { id, text: message.text } });
      apply({ type: "sent", id });
      keep();
      options.onSent(response);
    } catch (error) {
      const waits = error instanceof ApiProblem && (error.isLost || error.code === "unauthenticated");
      apply({ type: "failed", id, waits });
      options.onProblem(error);
    }
  };
  const deliver = (id: string) => {
    apply({ type: "sending", id });
    sending = sending.then(() => post(id));
  };

  return {
    deliver,
    queue(message) {
      apply({ type: "queued", message });
      keep();
      deliver(message.id);
    },
    discard(id) {
      apply({ type: "discarded", id });
      keep();
    },
    sendWaiting() {
      for (const each of messages()) if (each.state === "failed" && each.waits) deliver(each.id);
    },
  };
}
