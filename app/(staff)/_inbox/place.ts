/**
 * Keeps a live list in its place. While the reader points at the list or walks it by keys, rows change where they
 * stand; what is new waits behind a button, what has left stays until the reader lets go. Pure.
 */

type Keyed = { id: string };

export type Placed<T> = {
  /** `left`: no longer in this list; it stays, marked, until the list is let go. */
  rows: { row: T; left: boolean }[];
  /** Rows that would appear if the list were let go. */
  arrived: number;
};

/**
 * `shown`: the ids as the reader sees them; `fresh`: the rows in their right order now;
 * `known`: the last state of rows that are no longer in `fresh`.
 */
export function keepPlace<T extends Keyed>(
  shown: readonly string[],
  fresh: readonly T[],
  known: ReadonlyMap<string, T>,
): Placed<T> {
  const byId = new Map(fresh.map((row) => [row.id, row]));
  const rows = shown.flatMap((id) => {
    const now = byId.get(id);
    if (now) return [{ row: now, left: false }];
    const last = known.get(id);
    return last ? [{ row: last, left: true }] : [];
  });
  const held = new Set(shown);
  return { rows, arrived: fresh.filter((row) => !held.has(row.id)).length };
}

const rank = { urgent: 0, high: 1, medium: 2, low: 3 } as const;

/** The queue's order: what is most urgent first, then who has waited longest. */
export function byNeed(
  a: { urgency: keyof typeof rank; waitingSince: string | null; lastMessageAt: string },
  b: { urgency: keyof typeof rank; waitingSince: string | null; lastMessageAt: string },
): number {
  const urgency = rank[a.urgency] - rank[b.urgency];
  if (urgency !== 0) return urgency;
  return (a.waitingSince ?? a.lastMessageAt).localeCompare(b.waitingSince ?? b.lastMessageAt);
}

/** The row to mark after a step of `by` from `current`; the ends hold. */
export function stepFrom(ids: readonly string[], current: string | null, by: 1 | -1): string | null {
  if (ids.length === 0) return null;
  const at = current === null ? -1 : ids.indexOf(current);
  if (at === -1) return ids[by === 1 ? 0 : ids.length - 1] ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))] ?? null;
}
