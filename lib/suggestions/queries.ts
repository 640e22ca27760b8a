/** Reading suggestions. */
import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { authorize } from "@/lib/auth/policy";
import type { StaffViewer } from "@/lib/auth/viewer";
import { notFound } from "@/lib/core/errors";
import type { SuggestionView } from "./schema";

type Row = Omit<SuggestionView, "article" | "draft"> & {
  articleId: string | null;
  articleSlug: string | null;
  articleTitle: string | null;
  before: string | null;
  isOutdated: boolean | null;
  draftId: string | null;
  draftSlug: string | null;
  draftTitle: string | null;
};

async function read(tx: Tx, where: SQL): Promise<SuggestionView | null> {
  const [row] = await tx.execute<Row>(sql`
    select s.id, s.gap_id as "gapId", s.conversation_id as "conversationId", s.kind, s.state, s.writer,
           s.wanted and s.state = 'ready' as "isBeingWritten", s.question, s.title, s.summary, s.body, s.category,
           s.audience, s.language, s.revision, s.before, a.id as "articleId", a.slug as "articleSlug",
           a.title as "articleTitle", a.body is distinct from s.before as "isOutdated", d.id as "draftId",
           d.slug as "draftSlug", d.title as "draftTitle", u.name as "decidedBy",
           to_char(s.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt"
      from article_suggestions s
      left join articles a on a.id = s.article_id
      left join articles d on d.id = s.draft_article_id
      left join users u on u.id = s.decided_by
     where ${where} order by s.created_at desc, s.id limit 1`);
  if (!row) return null;
  const {
    articleId,
    articleSlug,
    articleTitle,
    before,
    isOutdated,
    draftId,
    draftSlug,
    draftTitle,
    ...rest
  } = row;
  return {
    ...rest,
    article:
      articleId && articleSlug && articleTitle
        ? {
            id: articleId,
            slug: articleSlug,
            title: articleTitle,
            before: before ?? "",
            isOutdated: isOutdated ?? false,
          }
        : null,
    draft: draftId && draftSlug && draftTitle ? { id: draftId, slug: draftSlug, title: draftTitle } : null,
  };
}

/** Throws `not_found`. */
export async function getSuggestion(viewer: StaffViewer, id: string): Promise<SuggestionView> {
  authorize(viewer, "gap.read");
  const found = await as(viewer, (tx) => read(tx, sql`s.id = ${id}`));
  if (!found) throw notFound("This suggestion");
  return found;
}

/** The newest that was not dismissed, of a gap or of a conversation. */
export async function findSuggestion(
  viewer: StaffViewer,
  of: { gapId: string } | { conversationId: string },
): Promise<SuggestionView | null> {
  authorize(viewer, "gap.read");
  const mine = "gapId" in of ? sql`s.gap_id = ${of.gapId}` : sql`s.conversation_id = ${of.conversationId}`;
  return as(viewer, (tx) => read(tx, sql`${mine} and s.state <> 'dismissed'`));
}
