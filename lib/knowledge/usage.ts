/** What became of the conversations in which an article was cited. */
import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { authorize } from "@/lib/auth/policy";
import type { StaffViewer } from "@/lib/auth/viewer";
import { notFound } from "@/lib/core/errors";
import type { ArticleUsage, Outcomes, UsageFilter, UsageRow } from "./usage-schema";

/** Articles that the list shows. */
const LISTED = 100;

/** Counts over `cited`: one row for each citing answer of an article, with what became of its conversation. */
const counts = (where: SQL) => sql`
  count(*) filter (where ${where})::int as cited,
  count(distinct c.conversation_id) filter (where ${where})::int as conversations,
  count(distinct c.conversation_id) filter (where ${where} and c.resolution = 'confirmed')::int as confirmed,
  count(distinct c.conversation_id) filter (where ${where} and c.resolution = 'assumed')::int as assumed,
  count(distinct c.conversation_id) filter (where ${where} and c.resolution is null)::int as open,
  count(distinct c.conversation_id) filter (where ${where} and c.passed)::int as "toPerson",
  count(*) filter (where ${where} and c.rating = 'helpful')::int as helpful,
  count(*) filter (where ${where} and c.rating = 'not_helpful')::int as "notHelpful"`;

const cited = (where: SQL) => sql`
  select distinct on (x.article_id, x.conversation_id, x.message_id) x.article_id, x.conversation_id, x.created_at,
         m.rating, case when v.status = 'resolved' then coalesce(v.resolution, 'assumed') end as resolution,
         exists (select from messages h where h.conversation_id = x.conversation_id and h.kind = 'handover'
                  and h.seq > x.message_seq and h.passed->'to'->>'kind' in ('queue', 'agent')) as passed
    from article_citations x
    join messages m on m.conversation_id = x.conversation_id and m.id = x.message_id
    join conversations v on v.id = x.conversation_id
   where ${where}
   order by x.article_id, x.conversation_id, x.message_id`;

const since = (column: SQL, days: number) =>
  sql`${column} > clock_timestamp() - make_interval(days => ${days}::int)`;

/** Throws `not_found` for an article that does not exist. */
export async function getArticleUsage(viewer: StaffViewer, articleId: string): Promise<ArticleUsage> {
  authorize(viewer, "gap.read");
  return as(viewer, async (tx) => {
    const [article] = await tx.execute(sql`select id from articles where id = ${articleId}`);
    if (!article) throw notFound("This article");
    const of = async (days: number): Promise<Outcomes> => {
      const [row] = await tx.execute<Outcomes>(sql`
        select ${counts(sql`true`)}
          from (${cited(sql`x.article_id = ${articleId} and ${since(sql`x.created_at`, days)}`)}) c`);
      return row ?? NONE;
    };
    const [week, month, quarter] = [await of(7), await of(30), await of(90)];
    const [last] = await tx.execute<{ at: string | null }>(sql`
      select to_char(max(created_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
        from article_citations where article_id = ${articleId}`);
    return { days: { "7": week, "30": month, "90": quarter }, lastCitedAt: last?.at ?? null };
  });
}

const NONE: Outcomes = {
  cited: 0,
  conversations: 0,
  confirmed: 0,
  assumed: 0,
  open: 0,
  toPerson: 0,
  helpful: 0,
  notHelpful: 0,
};

/** Articles that were cited most, or after which most conversations went to a person. */
export async function listUsage(viewer: StaffViewer, { days, order }: UsageFilter): Promise<UsageRow[]> {
  authorize(viewer, "gap.read");
  const first = order === "cited" ? sql`cited desc, "toPerson" desc` : sql`"toPerson" desc, cited desc`;
  const rows = await as(viewer, (tx) =>
    tx.execute<Outcomes & UsageRow["article"]>(sql`
      select a.id, a.slug, a.title, u.* from (
        select c.article_id, ${counts(sql`true`)} from (${cited(since(sql`x.created_at`, days))}) c group by 1) u
        join articles a on a.id = u.article_id
       where ${order === "cited" ? sql`true` : sql`u."toPerson" > 0`}
       order by ${first}, a.title limit ${LISTED}`),
  );
  return rows.map(({ id, slug, title, ...row }) => ({ article: { id, slug, title }, ...row }));
}
