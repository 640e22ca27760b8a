/** What the assistant has done for a customer, newest first; and which receipts of a thread can be taken back. */
import "server-only";
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { toolEffects } from "@/db/schema/tools";
import { authorize } from "@/lib/auth/policy";
import type { CustomerViewer } from "@/lib/auth/viewer";
import { decodeCursor, pageOfRows } from "@/lib/core/cursor";
import type { EffectLine } from "./schema";

const canUndo = sql<boolean>`${toolEffects.undo} is not null and ${toolEffects.undoneAt} is null`;
const isUndone = sql<boolean>`${toolEffects.undoneAt} is not null`;

/** Orders calls of the same millisecond, and stands in cursors. */
const place = sql<string>`md5(${toolEffects.runId}::text || ':' || ${toolEffects.callId})::uuid`;

/** A page of the viewer's own effects. */
export async function listEffects(
  viewer: CustomerViewer,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ items: EffectLine[]; nextCursor: string | null }> {
  authorize(viewer, "effect.read");
  const from = decodeCursor(cursor);
  const rows = await as(viewer, (tx) =>
    tx
      .select({
        id: place,
        runId: toolEffects.runId,
        callId: toolEffects.callId,
        conversationId: toolEffects.conversationId,
        tool: toolEffects.tool,
        label: toolEffects.label,
        href: toolEffects.href,
        at: toolEffects.createdAt,
        undo: canUndo,
        undone: isUndone,
      })
      .from(toolEffects)
      .where(
        and(
          eq(toolEffects.customerId, viewer.userId),
          from
            ? sql`(${toolEffects.createdAt}, ${place}) < (${from.at.toISOString()}::timestamptz, ${from.id}::uuid)`
            : undefined,
        ),
      )
      .orderBy(desc(toolEffects.createdAt), desc(place))
      .limit(limit + 1),
  );
  const page = pageOfRows(rows, limit);
  return { items: page.rows.map(({ id: _, ...row }) => row), nextCursor: page.nextCursor };
}

/**
 * The runs that a run goes on from, itself first: a receipt may tell of a call that an earlier run has made. `root` is
 * the run that was asked about.
 */
export const lineage = (runIds: readonly string[]): SQL => sql`
  with recursive line as (
    select id as root, id, continues, 1 as depth from runs where id in ${[...runIds]}
    union all
    select line.root, r.id, r.continues, line.depth + 1 from line join runs r on r.id = line.continues
     where line.depth < 20)`;

export type UndoState = { undo: boolean; undone: boolean };

/** By `run:call`, for receipts that stand in messages of these runs; in a transaction of who may see them. */
export async function undoStates(tx: Tx, runIds: readonly string[]): Promise<Map<string, UndoState>> {
  if (runIds.length === 0) return new Map();
  const rows = await tx.execute<{ root: string; call_id: string; undo: boolean; undone: boolean }>(sql`
    ${lineage(runIds)}
    select distinct on (line.root, tool_effects.call_id) line.root, tool_effects.call_id,
           ${canUndo} as undo, ${isUndone} as undone
      from line join tool_effects on tool_effects.run_id = line.id
     order by line.root, tool_effects.call_id, line.depth`);
  return new Map(rows.map(({ root, call_id, undo, undone }) => [`${root}:${call_id}`, { undo, undone }]));
}
