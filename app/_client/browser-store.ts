/**
 * What a tab keeps for a person: drafts, and messages that are still to be sent. It outlives a reload and a new
 * sign-in, not the tab; two tabs keep their own. Storage may be full, forbidden or absent; then nothing is kept, and
 * nothing breaks. `owner` is the user's id: two people may share a computer.
 */

const PREFIX = "baton.";

function read(key: string): string | null {
  try {
    return window.sessionStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) window.sessionStorage.removeItem(PREFIX + key);
    else window.sessionStorage.setItem(PREFIX + key, value);
  } catch {
    // Kept in memory only.
  }
}

function keys(prefix: string): string[] {
  try {
    const kept = window.sessionStorage;
    const all = Array.from({ length: kept.length }, (_, index) => kept.key(index) ?? "");
    return all.filter((key) => key.startsWith(PREFIX + prefix)).map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}

export const readDraft = (owner: string, name: string): string => read(`draft.${owner}.${name}`) ?? "";
export const writeDraft = (owner: string, name: string, text: string): void =>
  write(`draft.${owner}.${name}`, text === "" ? null : text);

export type Unsent = { id: string; kind: "message" | "reply" | "note"; text: string; createdAt: string };

export function readUnsent(owner: string, conversationId: string): Unsent[] {
  try {
    const kept: unknown = JSON.parse(read(`unsent.${owner}.${conversationId}`) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isUnsent) : [];
  } catch {
    return [];
  }
}
export const writeUnsent = (owner: string, conversationId: string, unsent: readonly Unsent[]): void =>
  write(`unsent.${owner}.${conversationId}`, unsent.length === 0 ? null : JSON.stringify(unsent));

/** The conversations for which something is unsent. */
export function listUnsent(owner: string): string[] {
  const prefix = `unsent.${owner}.`;
  return keys(prefix).map((key) => key.slice(prefix.length));
}

function isUnsent(value: unknown): value is Unsent {
  const given = value as Partial<Unsent> | null;
  return (
    typeof given?.id === "string" &&
    typeof given.text === "string" &&
    typeof given.createdAt === "string" &&
    (given.kind === "message" || given.kind === "reply" || given.kind === "note")
  );
}

/** The conversation that begins with its first message and that the server does not have yet. */
export const readBegun = (owner: string): string | null => read(`begun.${owner}`);
export const writeBegun = (owner: string, conversationId: string | null): void =>
  write(`begun.${owner}`, conversationId);

/** Forgets everything that is kept in this tab, whoever it belongs to; on signing out. */
export function forgetKept(): void {
  for (const key of keys("")) write(key, null);
}
