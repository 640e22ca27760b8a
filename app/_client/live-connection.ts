/**
 * The one live connection of a tab: an EventSource that comes back by itself, with growing, scattered pauses.
 * Whenever it opens its listeners are told to read again, so that nothing rests on an announcement that was missed:
 * after an interruption, and at first, since the page was made before there was a connection. Knows no page.
 */
import { api, onReached } from "./api";

export type LiveState = "connecting" | "connected" | "reconnecting" | "offline";

export type LiveEvent =
  | {
      kind: "change";
      id: number;
      /** `message.posted`, `conversation.claimed`, `ticket.updated` … */
      type: string;
      conversationId: string | null;
      seq: number | null;
      subjectId: string | null;
    }
  /** Who it is, is told to staff only. */
  | { kind: "typing"; conversationId: string; by: "customer" | "staff"; name: string; userId?: string }
  /** A colleague has the conversation open; told to staff only. */
  | { kind: "presence"; conversationId: string; userId: string; name: string }
  /** Something may have been missed: read again what is shown. */
  | { kind: "resync" };

export type LiveListener = (event: LiveEvent) => void;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

export class LiveConnection {
  private readonly listeners = new Set<LiveListener>();
  private readonly watchers = new Set<() => void>();
  private source: EventSource | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private pausing = false;
  private state: LiveState = "connecting";

  readonly getState = (): LiveState => this.state;

  readonly watchState = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  };

  readonly listen = (listener: LiveListener): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Opens, and returns the way to close for good. */
  start(): () => void {
    const online = () => {
      this.failures = 0;
      this.open();
    };
    const offline = () => {
      this.close();
      this.become("offline");
    };
    window.addEventListener("online", online);
    window.addEventListener("offline", offline);
    // Something else was answered: the server is back, and the pause is over.
    const undo = onReached(() => {
      if (this.pausing) this.open();
    });
    if (navigator.onLine) this.open();
    else offline();
    return () => {
      window.removeEventListener("online", online);
      window.removeEventListener("offline", offline);
      undo();
      this.close();
    };
  }

  private open(): void {
    this.close();
    const source = new EventSource("/api/v1/events");
    this.source = source;
    source.addEventListener("open", () => {
      this.failures = 0;
      this.become("connected");
      this.tell({ kind: "resync" });
    });
    source.addEventListener("error", () => {
      this.become(navigator.onLine ? "reconnecting" : "offline");
      // A dropped connection is renewed by the browser; a refused one only by us.
      if (source.readyState === EventSource.CLOSED) void this.refused();
    });
    source.addEventListener("change", (event) => this.tell({ kind: "change", ...parse<Change>(event) }));
    source.addEventListener("typing", (event) => this.tell({ kind: "typing", ...parse<Typing>(event) }));
    source.addEventListener("presence", (event) =>
      this.tell({ kind: "presence", ...parse<PresenceOf>(event) }),
    );
    source.addEventListener("reset", () => this.tell({ kind: "resync" }));
  }

  /** EventSource does not say why. Asking who we are does, and sends a signed-out tab to sign in. */
  private async refused(): Promise<void> {
    this.close();
    this.failures++;
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures);
    this.pausing = true;
    this.timer = setTimeout(() => this.open(), longest * (0.5 + Math.random() / 2));
    if (this.failures === 1) await api("/api/v1/me").catch(() => {});
  }

  private close(): void {
    clearTimeout(this.timer);
    this.pausing = false;
    this.source?.close();
    this.source = null;
  }

  private become(state: LiveState): void {
    if (this.state === state) return;
    this.state = state;
    for (const watcher of this.watchers) watcher();
  }

  private tell(event: LiveEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}

type Change = Omit<Extract<LiveEvent, { kind: "change" }>, "kind">;
type Typing = Omit<Extract<LiveEvent, { kind: "typing" }>, "kind">;
type PresenceOf = Omit<Extract<LiveEvent, { kind: "presence" }>, "kind">;

/** The server's own shape, told by the event's name. */
const parse = <T>(event: MessageEvent<string>): T => JSON.parse(event.data) as T;
