/**
 * What readers of the help center see, kept in the process: published articles and lists of them. Everything is kept
 * by audience and language, nothing by person, and nothing of a person is ever in it. Whatever happens to an article
 * on any instance empties it (the event log's announcements reach every process). While announcements do not arrive,
 * everything is read anew; and should that go unnoticed, nothing is older than {@link FRESH_MS}.
 */
import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { isListening, onDoubt, onEvent, onReset } from "@/lib/realtime/broker";
import { audiencesOf } from "./visibility";

/** Milliseconds for which an answer is kept when nothing is heard of a change. */
export const FRESH_MS = 30_000;
/** Answers, and characters of all of them as JSON; the least used give way. */
const MAX_ANSWERS = 2_000;
const MAX_CHARACTERS = 16_000_000;

type Answer = { value: unknown; size: number; until: number };

export class PublishedCache {
  private answers = new Map<string, Answer>();
  private asked = new Map<string, Promise<unknown>>();
  private size = 0;
  /** Grows whenever everything is forgotten: what was being read then is not kept. */
  private generation = 0;

  constructor(
    private readonly limits = { answers: MAX_ANSWERS, characters: MAX_CHARACTERS, freshMs: FRESH_MS },
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The kept answer to `key`, else what `read` answers, which everybody gets who asks meanwhile. */
  async get<T>(key: string, read: () => Promise<T>): Promise<T> {
    const kept = this.answers.get(key);
    if (kept && kept.until > this.now()) {
      // Last in the map: the least used are first.
      this.answers.delete(key);
      this.answers.set(key, kept);
      return kept.value as T;
    }
    const running = this.asked.get(key);
    if (running) return running as Promise<T>;
    const generation = this.generation;
    const reading = read().then((value) => {
      if (generation === this.generation) this.keep(key, value);
      return value;
    });
    this.asked.set(key, reading);
    const done = () => {
      if (this.asked.get(key) === reading) this.asked.delete(key);
    };
    reading.then(done, done);
    return reading;
  }

  forget(): void {
    this.generation++;
    this.answers.clear();
    this.asked.clear();
    this.size = 0;
  }

  get count(): number {
    return this.answers.size;
  }

  private keep(key: string, value: unknown): void {
    this.drop(key);
    const size = key.length + (JSON.stringify(value)?.length ?? 0);
    if (size > this.limits.characters) return;
    this.answers.set(key, { value, size, until: this.now() + this.limits.freshMs });
    this.size += size;
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= this.limits.answers && this.size <= this.limits.characters) break;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    this.size -= this.answers.get(key)?.size ?? 0;
    this.answers.delete(key);
  }
}

/** Work on articles that no reader sees the result of. */
const unseen = new Set(["article.rated"]);

/** Whether what is published may read otherwise after an event of this type. */
export const changesHelp = (type: string): boolean =>
  /^(?:article|category|synonyms?)\./.test(type) && !unseen.has(type);

/** Keeps `cache` true: it forgets when something has changed, or may have without being heard. Returns the way out. */
export function followChanges(cache: PublishedCache): () => void {
  const forget = () => cache.forget();
  const ends = [
    onEvent(({ type }) => {
      if (changesHelp(type)) forget();
    }),
    onDoubt(forget),
    onReset(forget),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** On globalThis: Next loads routes and pages as separate module graphs. */
const shelf = globalThis as typeof globalThis & {
  batonPublished?: { cache: PublishedCache; unfollow: () => void };
};

function published(): PublishedCache {
  if (!shelf.batonPublished) {
    const cache = new PublishedCache();
    shelf.batonPublished = { cache, unfollow: followChanges(cache) };
  }
  return shelf.batonPublished.cache;
}

/**
 * What `read` answers to all viewers of the same audiences. `what` names the question with everything that it depends
 * on but the viewer, whose audiences are added here; an answer that depends on the person must not come from it.
 */
export function cachedFor<T>(
  viewer: Viewer,
  what: readonly (string | number | null)[],
  read: () => Promise<T>,
): Promise<T> {
  // Scripts, and a process that has lost its line, hear of no change.
  if (!isListening()) return read();
  return published().get(JSON.stringify([audiencesOf(viewer), ...what]), read);
}

/** Forgets everything and hears nothing any more; for tests. */
export function closePublished(): void {
  shelf.batonPublished?.unfollow();
  delete shelf.batonPublished;
}
