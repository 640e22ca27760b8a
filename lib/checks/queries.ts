/** Reading what the checks found, and what a publication would break. */
import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { as } from "@/db/client";
import type { ConflictSide } from "@/db/schema/gaps";
import { contentStems } from "@/lib/assistant/conversation/text";
import { authorize } from "@/lib/auth/policy";
import { type StaffViewer, systemViewer } from "@/lib/auth/viewer";
import { loadArticle, lockArticle, lockDraft } from "@/lib/knowledge/hold";
import { publishIn } from "@/lib/knowledge/publish";
import { articleHref } from "@/lib/knowledge/schema";
import { judge } from "./cases";
import { type BrokenCases, type CaseView, type CheckCounts, type ConflictView, MAX_CASES } from "./schema";

/** Rows of either list: what nobody works off within this many is no list any more. */
const LISTED = 200;

const iso = (column: SQL) => sql`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

type CaseRow = Omit<CaseView, "article"> & {
  articleId: string;
  slug: string;
  title: string;
  isPublished: boolean;
};

/** Failing ones first, then those not tried yet. */
export async function listCases(
  viewer: StaffViewer,
  { articleId, failing }: { articleId?: string | undefined; failing?: boolean | undefined } = {},
): Promise<CaseView[]> {
  authorize(viewer, "gap.read");
  const rows = await as(viewer, (tx) =>
    tx.execute<CaseRow>(sql`
      select c.id, c.question, a.id as "articleId", a.slug, a.title, a.status = 'published' as "isPublished",
             c.added_from as "addedFrom", u.name as "addedBy", c.gap_id as "gapId",
             case when a.status = 'published' then c.passed end as passed, c.rank, c.answerable, c.found,
             ${iso(sql`c.checked_at`)} as "checkedAt", ${iso(sql`c.failing_since`)} as "failingSince"
        from search_cases c join articles a on a.id = c.article_id left join users u on u.id = c.added_by
       where (${articleId ?? null}::uuid is null or c.article_id = ${articleId ?? null}::uuid)
         and (${failing ?? null}::boolean is null
              or (a.status = 'published' and c.passed is not distinct from false) = ${failing ?? null}::boolean)
       order by c.passed nulls last, c.failing_since desc nulls last, c.created_at desc, c.id
       limit ${articleId ? MAX_CASES : LISTED}`),
  );
  return rows.map(({ articleId: id, slug, title, isPublished, ...row }) => ({
    ...row,
    article: { id, slug, title, isPublished },
  }));
}

type ConflictRow = Omit<ConflictView, "a" | "b"> & {
  shown: { a: ConflictSide; b: ConflictSide };
  idA: string;
  slugA: string;
  titleA: string;
  idB: string;
  slugB: string;
  titleB: string;
};

/** Contradictions before duplicates, the newest first. */
export async function listConflicts(
  viewer: StaffViewer,
  { state, articleId }: { state: "open" | "dismissed"; articleId?: string | undefined },
): Promise<ConflictView[]> {
  authorize(viewer, "gap.read");
  const rows = await as(viewer, (tx) =>
    tx.execute<ConflictRow>(sql`
      select c.id, c.kind, c.because, c.state, c.score::float8 as score, c.shown, ${iso(sql`c.found_at`)} as "foundAt",
             u.name as "decidedBy", a.id as "idA", a.slug as "slugA", a.title as "titleA", b.id as "idB",
             b.slug as "slugB", b.title as "titleB"
        from passage_conflicts c join articles a on a.id = c.article_a join articles b on b.id = c.article_b
        left join users u on u.id = c.decided_by
       where c.state = ${state}
         and (${articleId ?? null}::uuid is null or ${articleId ?? null}::uuid in (c.article_a, c.article_b))
       order by c.kind, c.found_at desc, c.id limit ${LISTED}`),
  );
  return rows.map(({ shown, idA, slugA, titleA, idB, slugB, titleB, ...row }) => ({
    ...row,
    a: sideOf({ id: idA, slug: slugA, title: titleA }, shown.a),
    b: sideOf({ id: idB, slug: slugB, title: titleB }, shown.b),
  }));
}

const sideOf = (article: ConflictView["a"]["article"], { heading, anchor, text, marks }: ConflictSide) => ({
  article,
  heading,
  href: articleHref(article.slug, anchor),
  text,
  marks,
});

/** Of the tabs. */
export async function countChecks(viewer: StaffViewer): Promise<CheckCounts> {
  authorize(viewer, "gap.read");
  const [row] = await as(viewer, (tx) =>
    tx.execute<CheckCounts>(sql`
      select (select count(*)::int from passage_conflicts where state = 'open') as conflicts,
             (select count(*)::int from search_cases c join articles a on a.id = c.article_id
               where c.passed = false and a.status = 'published') as failing,
             (select count(*)::int from search_cases) as cases`),
  );
  return row ?? { conflicts: 0, failing: 0, cases: 0 };
}

const trial = systemViewer("publication-trial");
/** Cases that a publication is tried on, and milliseconds after which the rest is left: others wait to publish. */
const TRIED = 150;
const TRIAL_MS = 1_200;

/** Leaves the transaction, and takes everything back. */
class Undone extends Error {}

/**
 * Which cases that pass now would fail once this article's draft is published: publishes it, asks, and takes it back.
 * Only cases that share a word with the draft can be affected, and the article's own.
 */
export async function casesBrokenBy(viewer: StaffViewer, articleId: string): Promise<BrokenCases> {
  authorize(viewer, "gap.read");
  await as(viewer, (tx) => loadArticle(tx, articleId));
  const broken: BrokenCases = { items: [], checked: 0, isComplete: true };
  try {
    await as(trial, async (tx) => {
      const article = await lockArticle(tx, articleId);
      const draft = await lockDraft(tx, articleId);
      if (!draft) throw new Undone();
      const cases = await tx.execute<CaseRow & { audience: string; language: string }>(sql`
        select c.id, c.question, a.id as "articleId", a.slug, a.title, a.audience::text as audience, a.language from search_cases c
          join articles a on a.id = c.article_id and a.status = 'published'
         where c.passed order by (c.article_id = ${articleId}) desc, c.checked_at desc limit 2000`);
      const words = new Set(contentStems(`${draft.title} ${draft.body}`));
      const affected = cases.filter(
        (one) => one.articleId === articleId || contentStems(one.question).some((word) => words.has(word)),
      );
      const { slug, title, summary, body, category, audience } = draft;
      const content = { slug, title, summary, body, category, audience };
      await publishIn(tx, trial, article, { content, origin: "edit", note: null, publishedBy: null });
      const until = performance.now() + TRIAL_MS;
      for (const one of affected.slice(0, TRIED)) {
        if (performance.now() > until) break;
        broken.checked += 1;
        const ofReaders = one.articleId === articleId ? audience : one.audience;
        const { passed, ...judged } = await judge(tx, trial, { ...one, audience: ofReaders });
        if (passed) continue;
        const { id, question, slug: itsSlug, title: itsTitle } = one;
        broken.items.push({
          id,
          question,
          article: { id: one.articleId, slug: itsSlug, title: itsTitle },
          ...judged,
        });
      }
      broken.isComplete = broken.checked === affected.length;
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  return broken;
}
