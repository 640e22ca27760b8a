/**
 * What a tab keeps for a person: drafts (this browser) and unsent messages (this tab). Storage may be full,
 * forbidden or absent; then nothing is kept, and nothing breaks.
 */

const PREFIX = "baton.";

function read(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(PREFIX + key);
  } catch {
    return null;
  }
}

function write(storage: () => Storage, key: string, value: string | null): void {
  try {
    if (value === null) storage().removeItem(PREFIX + key);
    else storage().setItem(PREFIX + key, value);
  } catch {
    // Kept in memory only.
  }
}

const local = () => window.localStorage;
const session = () => window.sessionStorage;

/** Drafts outlive a reload and a new sign-in. `owner` is the user's id: two people may share a computer. */
export const readDraft = (owner: string, name: string): string => read(local, `draft.${owner}.${name}`) ?? "";
export const writeDraft = (owner: string, name: string, text: string): void =>
  write(local, `draft.${owner}.${name}`, text === "" ? null : text);

export type Unsent = { id: string; kind: "message" | "reply" | "note"; text: string; createdAt: string };

export function readUnsent(owner: string, name: string): Unsent[] {
  try {
    const kept: unknown = JSON.parse(read(session, `unsent.${owner}.${name}`) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isUnsent) : [];
  } catch {
    return [];
  }
}
export const writeUnsent = (owner: string, name: string, unsent: readonly Unsent[]): void =>
  write(session, `unsent.${owner}.${name}`, unsent.length === 0 ? null : JSON.stringify(unsent));

function isUnsent(value: unknown): value is Unsent {
  const given = value as Partial<Unsent> | null;
  return (
    typeof given?.id === "string" && typeof given.text === "string" && typeof given.createdAt === "string"
  );
}

/** Forgets every draft and unsent message of this browser and tab; on signing out. */
export function forgetKept(): void {
  for (const storage of [local, session]) {
    try {
      const kept = storage();
      const keys = Array.from({ length: kept.length }, (_, index) => kept.key(index));
      for (const key of keys) if (key?.startsWith(PREFIX)) kept.removeItem(key);
    } catch {
      // Nothing could be kept, so nothing is there.
    }
  }
}
