/**
 * People who go on sending whatever happens: each message with one id until it is accepted, as an outbox does, and
 * every answer on the way is kept: when it came, what it said.
 */
import { setTimeout as pause } from "node:timers/promises";
import { v7 as newId } from "uuid";
import type { SentMessage } from "./checker";
import type { Client, Door } from "./client";
import { leave, textOf } from "./http";

export type Attempt = {
  askedAt: number;
  ms: number;
  /** 0: no answer at all. */
  status: number;
  code: string | null;
  retryAfter: string | null;
  /** Through the balancer, which answers for itself when no instance is ready. */
  byBalancer: boolean;
};

export type Outgoing = SentMessage & { firstAskedAt: number; acceptedAt: number | null };

export type Sender = {
  conversationId: string;
  sent: Outgoing[];
  attempts: Attempt[];
  /** Ends with the message that is on its way. */
  stop(): Promise<void>;
};

/** Longer than any answer may take: what is later than this counts as none. */
const DEADLINE_MS = 15_000;
/** After an answer that asks to come again; after silence. */
const PAUSE_MS = 1_000;
const BETWEEN_MS = 250;
const GIVE_UP_MS = 60_000;

/** Sends one message after the other, to one instance or through the balancer, until it is told to stop. */
export function keepSending(client: Client, conversationId: string, via: Door | null): Sender {
  const sent: Outgoing[] = [];
  const attempts: Attempt[] = [];
  let stopped = Number.POSITIVE_INFINITY;

  const attempt = async (body: { id: string; text: string }): Promise<Attempt> => {
    const askedAt = Date.now();
    const made: Attempt = {
      askedAt,
      ms: 0,
      status: 0,
      code: null,
      retryAfter: null,
      byBalancer: via === null,
    };
    try {
      const path = `/conversations/${conversationId}/messages`;
      const answer = await client.request("POST", path, {
        body,
        deadlineMs: DEADLINE_MS,
        ...(via && { via }),
      });
      made.ms = Date.now() - askedAt;
      made.status = answer.status;
      made.retryAfter = answer.headers["retry-after"] ?? null;
      if (answer.headers["content-type"]?.startsWith("text/event-stream")) leave(answer);
      else made.code = codeIn(await textOf(answer));
    } catch {
      made.ms = Date.now() - askedAt;
    }
    attempts.push(made);
    return made;
  };

  const loop = (async () => {
    while (Date.now() < stopped) {
      const body = { id: newId(), text: `Line ${sent.length + 1} of ${client.person.name}` };
      const message: Outgoing = {
        ...body,
        conversationId,
        accepted: false,
        firstAskedAt: Date.now(),
        acceptedAt: null,
      };
      sent.push(message);
      client.note("sends", { conversationId, ...body });
      while (!message.accepted && Date.now() < stopped + GIVE_UP_MS) {
        const { status, code, ms } = await attempt(body);
        client.note("answered", { id: body.id, status, code, ms });
        if (status >= 200 && status < 300) {
          message.accepted = true;
          message.acceptedAt = Date.now();
        } else await pause(PAUSE_MS * (0.5 + Math.random() / 2));
      }
      await pause(BETWEEN_MS * (0.5 + Math.random() / 2));
    }
  })();
  return {
    conversationId,
    sent,
    attempts,
    async stop() {
      stopped = Date.now();
      await loop;
    },
  };
}

function codeIn(text: string): string | null {
  try {
    return (JSON.parse(text) as { code?: string }).code ?? null;
  } catch {
    return null;
  }
}

/** An instance that cannot serve must say so, and when to come again. */
export const isClear = ({ status, code, retryAfter }: Attempt): boolean =>
  status === 503 && code === "unavailable" && Number(retryAfter) > 0;
