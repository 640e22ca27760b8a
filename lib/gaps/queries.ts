/** Reading what the knowledge base lacks. Counts are made of the rows that exist: what was erased is not counted. */
import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { authorize } from "@/lib/auth/policy";
import type { StaffViewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import { rarest } from "./grouping";
import { nearTo, rarityOf } from "./place";
import { FADES_IN, type GapState } from "./rules";
import {
  type GapCounts,
  type GapDetail,
  type GapFilter,
  type GapQuestionView,
  type GapView,
  QUESTIONS_SHOWN,
} from "./schema";
import { similarity, wordsOfQuestion } from "./similarity";

type Row = Omit<GapView, "found" | "article"> & {
  foundId: string | null;
  foundSlug: string | null;
  foundTitle: string | null;
  foundScore: number | null;
  foundAnswerable: boolean;
  articleId: string | null;
  articleSlug: string | null;
  articleTitle: string | null;
  isPublished: boolean | null;
  weight: number;
};

/** A draft that was dropped leaves its gap open. */
const state = sql`case when g.state = 'drafted' and g.article_id is null then 'open' else g.state end`;

const iso = (column: SQL) => sql`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * Gaps with their counts, as `listed`. Their order does not depend on when it is asked for: a gap weighs as much as one
 * that was asked half as often and FADES_IN seconds later.
 */
const listed = (where: SQL) => sql`
  select g.id, ${state} as state, coalesce(t.text, q.newest) as title, q.questions, q.customers, q.searches,
         ${iso(sql`q.last`)} as "lastAskedAt", q.languages, q.sources, g.reason, u.name as "decidedBy",
         ${iso(sql`g.reopened_at`)} as "reopenedAt", f.id as "foundId", f.slug as "foundSlug", f.title as "foundTitle",
         g.found_score as "foundScore", g.found_answerable as "foundAnswerable", a.id as "articleId",
         a.slug as "articleSlug", a.title as "articleTitle", a.status = 'published' as "isPublished",
         round((ln(q.questions) / ln(2) * ${FADES_IN} + extract(epoch from q.last))::numeric, 3)::float8 as weight
    from gaps g
    join lateral (
      select sum(times)::int as questions, count(distinct customer_id)::int as customers,
             coalesce(sum(times) filter (where source = 'help_center'), 0)::int as searches, max(asked_at) as last,
             array_agg(distinct language) as languages, array_agg(distinct source) as sources,
             (array_agg(text order by asked_at desc))[1] as newest
        from gap_questions where gap_id = g.id) q on q.questions > 0
    left join gap_questions t on t.id = g.title_question_id
    left join articles f on f.id = g.found_article_id and f.status = 'published'
    left join articles a on a.id = g.article_id
    left join users u on u.id = g.decided_by
   where ${where}`;

const viewOf = (row: Row): GapView => ({
  id: row.id,
  state: row.state,
  title: row.title.charAt(0).toUpperCase() + row.title.slice(1),
  questions: row.questions,
  customers: row.customers,
  searches: row.searches,
  lastAskedAt: row.lastAskedAt,
  languages: row.languages,
  found:
    row.foundId && row.foundSlug && row.foundTitle
      ? {
          id: row.foundId,
          slug: row.foundSlug,
          title: row.foundTitle,
          score: row.foundScore ?? 0,
          answerable: row.foundAnswerable,
        }
      : null,
  article:
    row.articleId && row.articleSlug && row.articleTitle
      ? {
          id: row.articleId,
          slug: row.articleSlug,
          title: row.articleTitle,
          isPublished: row.isPublished ?? false,
        }
      : null,
  reason: row.reason,
  decidedBy: row.decidedBy,
  reopenedAt: row.reopenedAt,
});

export type GapPage = { items: GapView[]; nextCursor: string | null; counts: GapCounts };

/** One page, those first that were asked most and last. `counts` are of all gaps, whatever the filter. */
export async function listGaps(
  viewer: StaffViewer,
  { cursor, limit, ...filter }: GapFilter & { cursor?: string; limit: number },
): Promise<GapPage> {
  authorize(viewer, "gap.read");
  const after = readCursor(cursor);
  return as(viewer, async (tx) => {
    const rows = await tx.execute<Row>(sql`
      select * from (${listed(sql`true`)}) as listed
       where state = ${filter.state}
         and (${filter.source ?? null}::text is null or ${filter.source ?? null} = any (sources))
         and (${filter.language ?? null}::text is null or ${filter.language ?? null} = any (languages))
         and (${after === null} or (weight, id) < (${after?.weight ?? 0}::float8, ${after?.id ?? null}::uuid))
       order by weight desc, id desc limit ${limit + 1}`);
    const page = [...rows].slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      items: page.map(viewOf),
      nextCursor: last ? writeCursor(last) : null,
      counts: await countIn(tx),
    };
  });
}

async function countIn(tx: Tx): Promise<GapCounts> {
  const rows = await tx.execute<{ state: GapState; count: number }>(sql`
    select ${state} as state, count(*)::int as count from gaps g
     where exists (select from gap_questions where gap_id = g.id) group by 1`);
  const of = (wanted: GapState) => rows.find((row) => row.state === wanted)?.count ?? 0;
  return { open: of("open"), drafted: of("drafted"), solved: of("solved"), dismissed: of("dismissed") };
}

/** Throws `not_found`. */
export async function getGap(viewer: StaffViewer, id: string): Promise<GapDetail> {
  authorize(viewer, "gap.read");
  return as(viewer, async (tx) => {
    const [row] = await tx.execute<Row>(listed(sql`g.id = ${id}`));
    if (!row) throw notFound("This gap");
    const asked = await tx.execute<
      Omit<GapQuestionView, "customer"> & { customerId: string | null; name: string }
    >(sql`
      select q.id, q.text, q.source, q.reason, q.language, q.times, ${iso(sql`q.asked_at`)} as "askedAt",
             q.customer_id as "customerId", u.name, q.conversation_id as "conversationId"
        from gap_questions q left join users u on u.id = q.customer_id
       where q.gap_id = ${id} order by q.asked_at desc, q.id limit ${QUESTIONS_SHOWN}`);
    return {
      ...viewOf(row),
      asked: [...asked].map(({ customerId, name, ...question }) => ({
        ...question,
        customer: customerId ? { id: customerId, name } : null,
      })),
      near: await nearGaps(tx, id, row.title),
    };
  });
}

const NEAR = 5;
/** Far below what makes two questions one: it is a person who decides. */
const WORTH_A_LOOK = 0.2;

async function nearGaps(tx: Tx, id: string, title: string): Promise<GapDetail["near"]> {
  const words = wordsOfQuestion(title);
  const rarity = await rarityOf(tx, [...new Set(words.flatMap((word) => [word.stem, ...word.others]))]);
  const members = (await nearTo(tx, rarest(words, rarity, 8))).filter(({ gapId }) => gapId !== id);
  const best = new Map<string, number>();
  for (const { gapId, text } of members) {
    const score = similarity(words, wordsOfQuestion(text), rarity);
    if (score >= WORTH_A_LOOK) best.set(gapId, Math.max(score, best.get(gapId) ?? 0));
  }
  const ids = [...best].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, NEAR);
  if (ids.length === 0) return [];
  const rows = await tx.execute<Row>(listed(sql`g.id in ${ids.map(([gapId]) => gapId)}`));
  return ids.flatMap(([gapId]) => {
    const row = rows.find((one) => one.id === gapId);
    return row ? [{ id: row.id, title: viewOf(row).title, questions: row.questions }] : [];
  });
}

const writeCursor = ({ weight, id }: { weight: number; id: string }): string =>
  Buffer.from(`${weight}|${id}`).toString("base64url");

function readCursor(cursor: string | undefined): { weight: number; id: string } | null {
  if (!cursor) return null;
  const [weight = "", id = ""] = Buffer.from(cursor, "base64url").toString().split("|");
  if (!/^-?\d+(\.\d+)?$/.test(weight) || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new AppError("invalid", "cursor: is not a cursor of this list", {
      fields: { cursor: "is not a cursor of this list" },
    });
  return { weight: Number(weight), id };
}
