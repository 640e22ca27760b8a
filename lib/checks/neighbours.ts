/**
 * Holds an article's passages against those that are nearest to them, found by the rarest words they share: never all
 * against all. Parts of a command, inside its transaction.
 */
import "server-only";
import { sql } from "drizzle-orm";
import { v5 } from "uuid";
import type { Tx } from "@/db/client";
import type { ConflictSide } from "@/db/schema/gaps";
import { recordEvent } from "@/lib/audit/record";
import type { SystemViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { passageHash } from "@/lib/knowledge/citing";
import { compare, type Finding } from "./compare";

const NAMESPACE = "2b0f7c7e-5a0e-4a34-9d62-7c1f5a1f0b5d";

/** Passages of one article that are checked; longer ones are checked from their beginning. */
const PASSAGES = 60;
/** Words of a passage by which others are looked up, and how many others are held against it. */
const LEXEMES = 12;
const NEIGHBOURS = 12;
/** A word that stands in more passages says nothing about which belong together. */
const COMMON = 300;

type Passage = {
  id: string;
  articleId: string;
  title: string;
  heading: string | null;
  anchor: string | null;
  text: string;
  language: string;
};

const columns = sql`
  p.id, p.article_id as "articleId", p.title, p.heading, p.anchor, p.text, a.language`;

/** Keeps what is new. What was decided for two texts stays decided. */
export async function findConflicts(tx: Tx, viewer: SystemViewer, articleId: string): Promise<void> {
  const own = await tx.execute<Passage & { isForTeam: boolean }>(sql`
    select ${columns}, a.audience = 'staff' as "isForTeam" from passages p join articles a on a.id = p.article_id
     where p.article_id = ${articleId} and p.status = 'published' order by p.position limit ${PASSAGES}`);
  for (const passage of own)
    for (const other of await nearest(tx, passage)) {
      const [finding] = compare(passage, other);
      if (finding) await keep(tx, viewer, passage, other, finding);
    }
}

/** Of other articles in the same language, for the same kind of reader: what the team may do beyond is no conflict. */
async function nearest(tx: Tx, passage: Passage & { isForTeam: boolean }): Promise<Passage[]> {
  const rows = await tx.execute<Passage>(sql`
    with mine as (
      select lexeme, impact, (select count(*) from (
               select 1 from passage_postings o where o.lexeme = m.lexeme limit ${COMMON + 1}) as counted) as held
        from passage_postings m where m.passage_id = ${passage.id}),
    telling as (
      select lexeme, impact * ln(1 + ${COMMON}::float8 / held) as weight from mine
       where held between 2 and ${COMMON} order by weight desc, lexeme limit ${LEXEMES}),
    near as (
      select o.passage_id, sum(t.weight * o.impact) as weight
        from telling t join passage_postings o on o.lexeme = t.lexeme
       where o.passage_id <> ${passage.id} group by 1)
    select ${columns} from near
      join passages p on p.id = near.passage_id and p.status = 'published' and p.article_id <> ${passage.articleId}
      join articles a on a.id = p.article_id and a.language = ${passage.language}
       and (a.audience = 'staff') = ${passage.isForTeam}
     order by near.weight desc, p.id limit ${NEIGHBOURS}`);
  return [...rows];
}

/** The same for the same two texts, whichever comes first. */
const pairOf = (one: Pick<Passage, "heading" | "text">, other: Pick<Passage, "heading" | "text">): string =>
  v5([passageHash(one), passageHash(other)].sort().join(" "), NAMESPACE);

async function keep(
  tx: Tx,
  viewer: SystemViewer,
  one: Passage,
  other: Passage,
  finding: Finding,
): Promise<void> {
  // Always the same way round, so that nothing changes places when the other article is published.
  const isTurned = other.id < one.id;
  const [a, b] = isTurned ? [other, one] : [one, other];
  const [markedA, markedB] = isTurned ? [finding.b, finding.a] : [finding.a, finding.b];
  const side = (passage: Passage, marked: Finding["a"]): ConflictSide => ({
    heading: passage.heading,
    anchor: passage.anchor,
    text: marked.text,
    marks: marked.marks.map(([start, end]) => [start, end]),
  });
  const shown = JSON.stringify({ a: side(a, markedA), b: side(b, markedB) });
  const because = finding.kind === "contradiction" ? finding.because : null;
  const [row] = await tx.execute<{ id: string; isNew: boolean }>(sql`
    insert into passage_conflicts as c (id, pair, kind, because, score, article_a, article_b, passage_a, passage_b, shown)
    values (${newId()}, ${pairOf(a, b)}, ${finding.kind}, ${because}, ${finding.score}, ${a.articleId}, ${b.articleId},
            ${a.id}, ${b.id}, ${shown}::jsonb)
    on conflict (pair, kind) do update
       set state = case when c.state = 'resolved' then 'open' else c.state end, resolved_at = null,
           because = excluded.because, score = excluded.score, article_a = excluded.article_a,
           article_b = excluded.article_b, passage_a = excluded.passage_a, passage_b = excluded.passage_b,
           shown = excluded.shown
    returning id, xmax = 0 as "isNew"`);
  if (row?.isNew)
    await recordEvent(tx, viewer, {
      type: "conflict.found",
      audience: "staff",
      subject: { type: "conflict", id: row.id },
      data: { kind: finding.kind, articles: [a.articleId, b.articleId] },
    });
}

/** A conflict of which one text reads otherwise by now, or is read by nobody, is gone by itself. */
export async function settleConflicts(tx: Tx, viewer: SystemViewer, articleId: string): Promise<void> {
  const rows = await tx.execute<{
    id: string;
    pair: string;
    headingA: string | null;
    textA: string | null;
    headingB: string | null;
    textB: string | null;
  }>(sql`
    select c.id, c.pair, a.heading as "headingA", a.text as "textA", b.heading as "headingB", b.text as "textB"
      from passage_conflicts c
      left join passages a on a.id = c.passage_a and a.status = 'published'
      left join passages b on b.id = c.passage_b and b.status = 'published'
     where c.state = 'open' and (c.article_a = ${articleId} or c.article_b = ${articleId}) for update of c`);
  for (const { id, pair, headingA, textA, headingB, textB } of rows) {
    const stands =
      textA !== null &&
      textB !== null &&
      pairOf({ heading: headingA, text: textA }, { heading: headingB, text: textB }) === pair;
    if (stands) continue;
    await tx.execute(
      sql`update passage_conflicts set state = 'resolved', resolved_at = clock_timestamp() where id = ${id}`,
    );
    await recordEvent(tx, viewer, {
      type: "conflict.resolved",
      audience: "staff",
      subject: { type: "conflict", id },
    });
  }
}
