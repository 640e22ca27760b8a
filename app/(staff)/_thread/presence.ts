/**
 * Which colleagues have the same conversation open, so that two never answer at once. Nothing is kept anywhere:
 * each says it now and then, and whoever has not for half a minute is forgotten. Knows no page.
 */
import type { LiveEvent } from "@/app/_client/live-connection";

/** Stays forgotten for no longer than two announcements may be lost. */
export const FORGET_MS = 30_000;
export const ANNOUNCE_MS = 12_000;
const TYPING_MS = 6_000;

export type Present = { userId: string; name: string; isReplying: boolean };
type Timer = ReturnType<typeof setTimeout>;

export class Presence {
  private list: readonly Present[] = [];
  private readonly watchers = new Set<() => void>();
  private readonly timers = new Map<string, { forget: Timer; typing?: Timer }>();

  constructor(
    private readonly conversationId: string,
    /** Tells colleagues that the viewer is here. */
    private readonly announce: () => void,
  ) {}

  readonly getList = (): readonly Present[] => this.list;
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  };

  /** Says it for as long as the page can be seen; returns the way to stop. */
  start(isVisible: () => boolean): { look: () => void; stop: () => void } {
    const look = () => {
      if (isVisible()) this.announce();
    };
    look();
    const timer = setInterval(look, ANNOUNCE_MS);
    const stop = () => {
      clearInterval(timer);
      for (const { forget, typing } of this.timers.values()) {
        clearTimeout(forget);
        clearTimeout(typing);
      }
      this.timers.clear();
      this.show([]);
    };
    return { look, stop };
  }

  hear(event: LiveEvent): void {
    if (
      (event.kind !== "presence" && event.kind !== "typing") ||
      event.conversationId !== this.conversationId
    )
      return;
    if (event.kind === "typing" && event.by !== "staff") return;
    const { userId, name } = event;
    if (!userId) return;
    const known = this.list.find((each) => each.userId === userId);
    const timers = this.timers.get(userId);
    clearTimeout(timers?.forget);
    const next: { forget: Timer; typing?: Timer } = {
      typing: timers?.typing,
      forget: setTimeout(() => this.forget(userId), FORGET_MS),
    };
    if (event.kind === "typing") {
      clearTimeout(next.typing);
      next.typing = setTimeout(() => this.setReplying(userId, false), TYPING_MS);
    }
    this.timers.set(userId, next);
    if (!known) {
      this.show([...this.list, { userId, name, isReplying: event.kind === "typing" }]);
      // They do not know of the viewer either; once they do, this ends.
      this.announce();
    } else if (event.kind === "typing") this.setReplying(userId, true);
  }

  private setReplying(userId: string, isReplying: boolean): void {
    this.show(this.list.map((each) => (each.userId === userId ? { ...each, isReplying } : each)));
  }

  private forget(userId: string): void {
    clearTimeout(this.timers.get(userId)?.typing);
    this.timers.delete(userId);
    this.show(this.list.filter((each) => each.userId !== userId));
  }

  private show(list: readonly Present[]): void {
    this.list = list;
    for (const watcher of this.watchers) watcher();
  }
}

/** One line for the head of the thread; null when nobody else is there. Whoever replies comes first. */
export function presenceLine(present: readonly Present[]): string | null {
  const replying = present.filter(({ isReplying }) => isReplying);
  if (replying.length > 0) return `${names(replying)} ${replying.length === 1 ? "is" : "are"} replying`;
  if (present.length === 0) return null;
  return `${names(present)} ${present.length === 1 ? "is" : "are"} also looking at this`;
}

function names(people: readonly Present[]): string {
  const [first, second] = people.map(({ name }) => name.split(" ")[0] ?? name);
  if (people.length > 2) return `${first} and ${people.length - 1} others`;
  return second ? `${first} and ${second}` : (first ?? "");
}
