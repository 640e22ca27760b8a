/** Keyset cursors: the sort key and id of the last row of a page, opaque to the caller. Pure. */
import { AppError } from "@/lib/core/errors";

export type Cursor = { at: Date; id: string };

export const encodeCursor = ({ at, id }: Cursor): string =>
  Buffer.from(`${at.toISOString()}|${id}`).toString("base64url");

/** Throws `invalid` for anything that {@link encodeCursor} did not make. */
export function decodeCursor(cursor: string | undefined): Cursor | null {
  if (!cursor) return null;
  const [iso, id, ...rest] = Buffer.from(cursor, "base64url").toString().split("|");
  const at = new Date(iso ?? "");
  if (!id || rest.length > 0 || Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/.test(id))
    throw new AppError("invalid", "cursor: is not a cursor of this list", {
      fields: { cursor: "is not a cursor of this list" },
    });
  return { at, id };
}

/** Cuts a page out of `limit + 1` rows. */
export function pageOfRows<T extends Cursor>(
  rows: T[],
  limit: number,
): { rows: T[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last ? encodeCursor(last) : null };
}
