/** What the team sees of imports: the history, one import, and what became of each item. */
import "server-only";
import { and, asc, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { articleImportItems, articleImports } from "@/db/schema/imports";
import { users } from "@/db/schema/people";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { decodeCursor, pageOfRows } from "@/lib/core/cursor";
import { AppError, notFound } from "@/lib/core/errors";
import { type Import, type ImportItem, importOptions, type Outcome } from "./schema";

const of = articleImports;
const row = {
  id: of.id,
  kind: of.kind,
  name: of.name,
  options: of.options,
  state: of.state,
  phase: of.phase,
  byShell: of.byShell,
  total: of.total,
  read: of.read,
  created: of.created,
  updated: of.updated,
  unchanged: of.unchanged,
  kept: of.kept,
  skipped: of.skipped,
  failed: of.failed,
  note: of.note,
  createdBy: users.name,
  createdAt: of.createdAt,
  startedAt: of.startedAt,
  endedAt: of.endedAt,
  uploadId: of.uploadId,
};

type Counts = Record<Outcome, number>;
type Row = Omit<Import, "options" | "counts" | "repeatable"> &
  Counts & { options: unknown; uploadId: string | null };

function shape({
  created,
  updated,
  unchanged,
  kept,
  skipped,
  failed,
  uploadId,
  options,
  ...rest
}: Row): Import {
  return {
    ...rest,
    options: importOptions.parse(options),
    counts: { created, updated, unchanged, kept, skipped, failed },
    repeatable: rest.kind === "pages" || uploadId !== null,
  };
}

/** Latest first. */
export async function listImports(
  viewer: Viewer,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Import[]; nextCursor: string | null }> {
  authorize(viewer, "import.read");
  const from = decodeCursor(cursor);
  const rows = await as(viewer, (tx) =>
    tx
      .select(row)
      .from(of)
      .leftJoin(users, eq(users.id, of.createdBy))
      .where(
        from
          ? sql`(${of.createdAt}, ${of.id}) < (${from.at.toISOString()}::timestamptz, ${from.id}::uuid)`
          : undefined,
      )
      .orderBy(desc(of.createdAt), desc(of.id))
      .limit(limit + 1),
  );
  const page = pageOfRows(
    rows.map((one) => ({ ...one, at: one.createdAt })),
    limit,
  );
  return { items: page.rows.map(({ at: _, ...one }) => shape(one)), nextCursor: page.nextCursor };
}

export async function getImport(viewer: Viewer, id: string): Promise<Import> {
  authorize(viewer, "import.read");
  const [found] = await as(viewer, (tx) =>
    tx.select(row).from(of).leftJoin(users, eq(users.id, of.createdBy)).where(eq(of.id, id)),
  );
  if (!found) throw notFound("This import");
  return shape(found);
}

const item = articleImportItems;

/** In the order of the source; `outcome` "open" are those that are still to come. */
export async function listImportItems(
  viewer: Viewer,
  importId: string,
  {
    outcome,
    cursor,
    limit,
  }: { outcome?: Outcome | "open" | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: ImportItem[]; nextCursor: string | null }> {
  authorize(viewer, "import.read");
  const after = readPlace(cursor);
  const rows = await as(viewer, (tx) =>
    tx
      .select({
        n: item.n,
        path: item.path,
        title: item.title,
        outcome: item.outcome,
        message: item.message,
        articleId: item.articleId,
      })
      .from(item)
      .where(
        and(
          eq(item.importId, importId),
          gt(item.n, after),
          outcome === "open" ? isNull(item.outcome) : outcome && eq(item.outcome, outcome),
        ),
      )
      .orderBy(asc(item.n))
      .limit(limit + 1),
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? String(last.n) : null };
}

function readPlace(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,6}$/.test(cursor)) return Number(cursor);
  throw new AppError("invalid", "cursor: is not a cursor of this list", {
    fields: { cursor: "is not a cursor of this list" },
  });
}
