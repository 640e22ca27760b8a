/**
 * One LISTEN connection per process. Announcements carry ids, never content: a wake-up, after which each
 * listener reads what its viewer may see. Whenever the connection was gone, and every five seconds while it
 * is, the broker reads what it may have missed from the event log, once for everybody, and listeners of
 * what is not in the log are told to read again (`doubt`).
 */
import "server-only";
import { systemViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { type Announcements, type Channel, channels } from "./announcements";
import { sendPulse } from "./commands";
import { keepLine, type Line, type Pace, usualPace } from "./line";
import { getHorizon, listMissed } from "./queries";

export type {
  EventAnnouncement,
  PresenceAnnouncement,
  RunAnnouncement,
  TypingAnnouncement,
} from "./announcements";

type Listeners = { [C in Channel]: Set<(announced: Announcements[C]) => void> } & {
  doubt: Set<() => void>;
  guard: Set<() => Promise<void>>;
  reset: Set<() => void>;
};

const viewer = systemViewer("broker");
/** On globalThis: Next loads instrumentation and routes as separate module graphs. */
const shelf = globalThis as typeof globalThis & { batonBroker?: Broker };

class Broker {
  readonly listeners: Listeners = {
    baton_events: new Set(),
    baton_runs: new Set(),
    baton_typing: new Set(),
    baton_presence: new Set(),
    baton_sessions: new Set(),
    baton_pulse: new Set(),
    doubt: new Set(),
    guard: new Set(),
    reset: new Set(),
  };
  private readonly id = newId();
  private horizon: Promise<string> | null = null;
  /** Something was missed and has not been read yet: until it has, the horizon stands still. */
  private owing = true;
  private replaying = false;
  private replayAgain = false;
  private lossesSeen = 0;
  readonly line: Line;

  constructor(pace: Pace) {
    this.line = keepLine(
      {
        channels,
        onNotify: (channel, payload) => this.announce(channel as Channel, payload),
        pulse: () => sendPulse(viewer, this.id),
        beforeOpen: async () => void (await this.currentHorizon()),
        onOpen: () => this.doubt(),
        onLost: () => {
          this.owing = true;
          this.lossesSeen++;
        },
        onBeat: (trusted) => {
          if (!trusted) this.doubt();
          else if (this.owing) void this.replay();
        },
      },
      pace,
    );
  }

  /** Everything before it has been announced in this process, or was there when the process began. */
  currentHorizon(): Promise<string> {
    this.horizon ??= getHorizon(viewer).catch((error: unknown) => {
      this.horizon = null;
      throw error;
    });
    return this.horizon;
  }

  private announce(channel: Channel, payload: string): void {
    const announced = JSON.parse(payload) as Announcements[Channel];
    if (channel === "baton_pulse") this.hearPulse(announced as Announcements["baton_pulse"]);
    tell(this.listeners[channel] as Set<(a: typeof announced) => void>, announced);
  }

  private hearPulse({ from, horizon }: Announcements["baton_pulse"]): void {
    if (from !== this.id) return;
    this.line.heard();
    if (!this.owing) this.horizon = Promise.resolve(horizon);
  }

  private doubt(): void {
    this.owing = true;
    tell(this.listeners.doubt, undefined);
    void this.replay();
  }

  /** Tells what was missed. A failure is made good with the next beat. */
  private async replay(): Promise<void> {
    this.replayAgain = this.replaying;
    if (this.replaying) return;
    this.replaying = true;
    const losses = this.lossesSeen;
    const complete = this.line.isTrusted();
    try {
      const { missed, horizon } = await listMissed(viewer, await this.currentHorizon());
      await Promise.all([...this.listeners.guard].map((guard) => guard()));
      for (const announced of missed ?? []) tell(this.listeners.baton_events, announced);
      if (!missed) tell(this.listeners.reset, undefined);
      this.horizon = Promise.resolve(horizon);
      // What committed while the line was down after this reading is read by the next.
      if (complete && losses === this.lossesSeen) this.owing = false;
    } catch (error) {
      log().warn({ err: error }, "what was missed could not be read yet");
    } finally {
      this.replaying = false;
    }
    if (this.replayAgain) void this.replay();
  }
}

/** One listener that fails keeps nothing from the others. */
function tell<T>(listeners: ReadonlySet<(announced: T) => void>, announced: T): void {
  for (const listener of listeners)
    try {
      listener(announced);
    } catch (error) {
      log().error({ err: error }, "a listener of live updates failed");
    }
}

function broker(): Broker {
  shelf.batonBroker ??= new Broker(usualPace);
  return shelf.batonBroker;
}

function subscribe<K extends keyof Listeners>(kind: K) {
  return (listener: Listeners[K] extends Set<infer L> ? L : never): (() => void) => {
    const set = broker().listeners[kind] as Set<typeof listener>;
    set.add(listener);
    return () => void set.delete(listener);
  };
}

export const onEvent = subscribe("baton_events");
export const onRun = subscribe("baton_runs");
export const onTyping = subscribe("baton_typing");
export const onPresence = subscribe("baton_presence");
export const onSessionEnd = subscribe("baton_sessions");
/** Something that is in no event may have been missed: read again from where you are. */
export const onDoubt = subscribe("doubt");
/** Awaited before missed events are told: whoever listens may have lost the right to. */
export const onGuard = subscribe("guard");
/** More was missed than can be told: read everything again. */
export const onReset = subscribe("reset");

/** The cursor of every stream of this process: what is older has been told to all of them. */
export const currentHorizon = (): Promise<string> => broker().currentHorizon();

/** How many listeners there are; a stream that has ended must leave none. */
export function countListeners(): number {
  const sets = Object.values(shelf.batonBroker?.listeners ?? {});
  return sets.reduce((sum, set) => sum + set.size, 0);
}

/** Whether announcements arrive; false while the process polls. */
export const isListening = (): boolean => shelf.batonBroker?.line.isTrusted() ?? false;

/** Starts the connection before anybody asks, or with another pace. */
export function openBroker(pace: Pace = usualPace): void {
  shelf.batonBroker ??= new Broker(pace);
}

/** Ends the connection; for shutdown and tests. */
export async function closeBroker(): Promise<void> {
  const running = shelf.batonBroker;
  shelf.batonBroker = undefined;
  running?.line.close();
}
