/** The two kinds of stream that a browser holds open: one answer as it is written, and what changes anywhere. */

import { setTimeout as pause } from "node:timers/promises";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import type { Client, Door } from "./client";
import { type Answer, leave } from "./http";

type Note = (what: string, facts: Record<string, unknown>) => void;
export type Chunk = { type: string } & Record<string, unknown>;

/** What one reader saw of one run. */
export type RunLog = {
  conversationId: string;
  runId: string | null;
  /** The text as it stands; what a restart made void is gone from it. */
  text: string;
  /** How often everything before became void. */
  restarts: number;
  /** Every chunk with the time at which it arrived. */
  chunks: { at: number; chunk: Chunk }[];
  /** The last words of the stream, `finish`, `error` or `abort`: there must be exactly one. */
  closings: string[];
  /** `broken`: the connection ended before the stream did. */
  state: "open" | "ended" | "broken";
  /** When the connection closed. */
  endedAt: number | null;
  ended: Promise<void>;
  /** Resolves once it holds, at the latest when the stream has ended. */
  until(holds: (log: RunLog) => boolean): Promise<void>;
  leave(): void;
};

const closings = new Set(["finish", "error", "abort"]);

/** Reads a UI message stream to its end. */
export function readRun(answer: Answer, conversationId: string, note: Note): RunLog {
  let done = () => {};
  const waiting = new Set<() => void>();
  const log: RunLog = {
    conversationId,
    runId: null,
    text: "",
    restarts: 0,
    chunks: [],
    closings: [],
    state: "open",
    endedAt: null,
    ended: new Promise((resolve) => {
      done = resolve;
    }),
    until: (holds) =>
      new Promise((resolve) => {
        const look = () => {
          if (log.state === "open" && !holds(log)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    leave: () => leave(answer),
  };
  let isDone = false;
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data === "[DONE]") {
        isDone = true;
        return;
      }
      take(log, JSON.parse(data) as Chunk);
      for (const look of waiting) look();
    },
  });
  answer.stream.setEncoding("utf8").on("data", (text: string) => parser.feed(text));
  answer.stream.once("close", () => {
    log.endedAt = Date.now();
    log.state = isDone || answer.stream.complete ? "ended" : "broken";
    for (const look of waiting) look();
    note("stream closed", { conversationId, runId: log.runId, state: log.state, closings: log.closings });
    done();
  });
  return log;
}

function take(log: RunLog, chunk: Chunk): void {
  log.chunks.push({ at: Date.now(), chunk });
  if (chunk.type === "start" && typeof chunk.messageId === "string") log.runId = chunk.messageId;
  if (chunk.type === "text-delta") log.text += String(chunk.delta);
  if (chunk.type === "data-restart") {
    log.text = "";
    log.restarts++;
  }
  if (closings.has(chunk.type)) log.closings.push(chunk.type);
}

export type Change = {
  at: number;
  id: number;
  type: string;
  conversationId: string | null;
  seq: number | null;
  subjectId: string | null;
};

/** What one reader heard on the event stream, over all its connections. */
export type EventLog = {
  changes: Change[];
  typing: { at: number; conversationId: string }[];
  /** Told to read everything again, and when. */
  resets: number[];
  connections: number;
  isOpen: boolean;
  /** Of each time it was closed and came back: milliseconds in between. */
  closedMs: number[];
  /** The last one, and how many there were. */
  cursor: string | null;
  cursors: number;
  close(): Promise<void>;
};

export type EventOptions = {
  via?: Door;
  onChange?: (change: Change) => void;
  /** The stream is open, for the first time or again. */
  onOpen?: () => void;
  /** Something may have been missed: a reset, or a new connection. */
  onDoubt?: () => void;
};

/** Opens `/events` and comes back with its cursor whenever the connection ends, as a browser does. */
export function openEvents(client: Client, options: EventOptions = {}): EventLog {
  let current: Answer | null = null;
  let over = false;
  let closedAt = 0;
  const log: EventLog = {
    changes: [],
    typing: [],
    resets: [],
    connections: 0,
    isOpen: false,
    closedMs: [],
    cursor: null,
    cursors: 0,
    close: async () => {
      over = true;
      if (current) leave(current);
      await loop;
    },
  };
  const hear = ({ event, data, id }: EventSourceMessage) => {
    if (id) {
      log.cursor = id;
      log.cursors++;
    }
    if (event === "change") {
      const change = { at: Date.now(), ...(JSON.parse(data) as Omit<Change, "at">) };
      log.changes.push(change);
      options.onChange?.(change);
    } else if (event === "typing")
      log.typing.push({ at: Date.now(), ...(JSON.parse(data) as { conversationId: string }) });
    else if (event === "reset") {
      log.resets.push(Date.now());
      options.onDoubt?.();
    }
  };
  const once = async () => {
    const headers: Record<string, string> = log.cursor ? { "last-event-id": log.cursor } : {};
    const answer = await client.request("GET", "/events", {
      headers,
      ...(options.via && { via: options.via }),
    });
    current = answer;
    if (over || answer.status !== 200) return leave(answer);
    log.connections++;
    log.isOpen = true;
    if (closedAt) log.closedMs.push(Date.now() - closedAt);
    options.onOpen?.();
    options.onDoubt?.();
    const parser = createParser({ onEvent: hear });
    answer.stream.setEncoding("utf8").on("data", (text: string) => parser.feed(text));
    await new Promise<void>((resolve) => answer.stream.once("close", () => resolve()));
    log.isOpen = false;
    closedAt = Date.now();
  };
  const loop = (async () => {
    for (let failures = 0; !over && !client.isClosed; ) {
      try {
        await once();
        failures = 0;
      } catch {
        failures++;
      }
      if (!over) await pause(Math.min(2_000, 200 * 2 ** failures) * (0.5 + Math.random() / 2));
    }
  })();
  return log;
}
