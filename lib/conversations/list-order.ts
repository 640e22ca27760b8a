/** The two orders that lists of conversations have, each with the cursor that continues it. */
import "server-only";
import { and, asc, desc, eq, gt, lt, or, type SQL } from "drizzle-orm";
import { conversations } from "@/db/schema/conversations";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { AppError } from "@/lib/core/errors";
import { type Urgency, urgencies } from "./schema";

type Place = { id: string; urgency: Urgency; waitingSince: Date | null; lastMessageAt: Date };
export type ListOrder = {
  order: SQL[];
  /** What lies after the page that ended with the cursor. */
  after: SQL | undefined;
  cursorOf: (last: Place) => string;
};

/** What happened last comes first. */
export function byActivity(cursor: string | undefined): ListOrder {
  const { lastMessageAt, id } = conversations;
  const from = decodeCursor(cursor);
  return {
    order: [desc(lastMessageAt), desc(id)],
    after: from
      ? or(lt(lastMessageAt, from.at), and(eq(lastMessageAt, from.at), lt(id, from.id)))
      : undefined,
    cursorOf: (last) => encodeCursor({ at: last.lastMessageAt, id: last.id }),
  };
}

/** The order in which people should be helped: the most urgent first, of those who has waited longest. */
export function byNeed(cursor: string | undefined): ListOrder {
  const { urgency, waitingSince, id } = conversations;
  const order = [desc(urgency), asc(waitingSince), asc(id)];
  const cursorOf = (last: Place) =>
    `${last.urgency}.${encodeCursor({ at: last.waitingSince ?? last.lastMessageAt, id: last.id })}`;
  if (!cursor) return { order, after: undefined, cursorOf };
  const dot = cursor.indexOf(".");
  const rank = urgencies.find((known) => known === cursor.slice(0, dot));
  const from = decodeCursor(cursor.slice(dot + 1));
  if (!rank || !from)
    throw new AppError("invalid", "cursor: is not a cursor of this list", {
      fields: { cursor: "is not a cursor of this list" },
    });
  const longer = or(gt(waitingSince, from.at), and(eq(waitingSince, from.at), gt(id, from.id)));
  return { order, after: or(lt(urgency, rank), and(eq(urgency, rank), longer)), cursorOf };
}
