/**
 * What a visitor's browser remembers of "Was this helpful?": a random id, so that each reader counts once, and what
 * they said, so that they can change it. Storage may be forbidden; then each visit is another reader's.
 */

export type Said = { helpful: boolean; comment: string | null };

const ID_KEY = "baton.visitor";
/** Where this browser remembers what was said. */
export const SAID_KEY = "baton.feedback";
/** Articles remembered; the oldest are forgotten. */
const MAX_SAID = 100;

let ownId: string | null = null;

export function visitorId(): string {
  ownId ??= read(ID_KEY);
  if (ownId && /^[0-9a-f-]{36}$/.test(ownId)) return ownId;
  ownId = randomId();
  write(ID_KEY, ownId);
  return ownId;
}

export const readSaid = (articleId: string): Said | null =>
  all().find(([id]) => id === articleId)?.[1] ?? null;

export function keepSaid(articleId: string, said: Said): void {
  const others = all().filter(([id]) => id !== articleId);
  write(SAID_KEY, JSON.stringify([[articleId, said], ...others].slice(0, MAX_SAID)));
}

function all(): [string, Said][] {
  try {
    const kept: unknown = JSON.parse(read(SAID_KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isEntry) : [];
  } catch {
    return [];
  }
}

const isEntry = (value: unknown): value is [string, Said] =>
  Array.isArray(value) && typeof value[0] === "string" && typeof value[1]?.helpful === "boolean";

/** A version 4 UUID; `crypto.randomUUID` exists only where the page came over TLS. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // Kept for this page only.
  }
}
