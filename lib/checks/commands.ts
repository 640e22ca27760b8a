/** What people decide about cases and conflicts, and the checks that a job makes after each publication. */
import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { StaffViewer, SystemViewer, Viewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import { solvedBy } from "@/lib/gaps/commands";
import { describe } from "@/lib/gaps/place";
import { enqueue } from "@/lib/jobs/enqueue";
import { addCaseIn, judge, type Tried } from "./cases";
import { findConflicts, settleConflicts } from "./neighbours";
import type { AddCaseInput } from "./schema";

const told = (tx: Tx, viewer: Viewer, type: string, subject: { type: string; id: string }, data = {}) =>
  recordEvent(tx, viewer, { type, audience: "staff", subject, data });

/** A question that search must answer with this article from now on; it is tried at once, in the background. */
export async function addCase(
  viewer: StaffViewer,
  { articleId, question }: AddCaseInput,
): Promise<{ id: string }> {
  authorize(viewer, "gap.decide");
  return as(viewer, async (tx) => {
    const [article] = await tx.execute(sql`select id from articles where id = ${articleId}`);
    if (!article) throw notFound("This article");
    const id = await addCaseIn(tx, viewer, { question, articleId, gapId: null, addedFrom: "hand" });
    await enqueue(tx, "check-cases", {}, "check-cases");
    return { id };
  });
}

export async function removeCase(viewer: StaffViewer, id: string): Promise<void> {
  authorize(viewer, "gap.decide");
  await as(viewer, async (tx) => {
    const gone = await tx.execute(sql`delete from search_cases where id = ${id} returning id`);
    if (gone.length === 0) throw notFound("This test question");
    await told(tx, viewer, "case.removed", { type: "case", id });
  });
}

/** Tries all cases again, rather than after the next publication. */
export async function askForChecks(viewer: StaffViewer): Promise<void> {
  authorize(viewer, "gap.decide");
  await as(viewer, (tx) => enqueue(tx, "check-cases", {}, "check-cases"));
}

const CASES_AT_ONCE = 40;
/** Gaps that are looked up again after publications: those that were asked last. */
const GAPS = 60;

/** Tries every case of a published article; answers how many fail. */
export async function checkCases(viewer: SystemViewer): Promise<{ checked: number; failing: number }> {
  authorize(viewer, "gap.collect");
  let after = "00000000-0000-0000-0000-000000000000";
  const sum = { checked: 0, failing: 0 };
  for (;;) {
    const batch = await as(viewer, async (tx) => {
      const cases = await casesWhere(tx, sql`c.id > ${after}::uuid order by c.id limit ${CASES_AT_ONCE}`);
      for (const one of cases) if (!(await checkCase(tx, viewer, one))) sum.failing += 1;
      return cases;
    });
    sum.checked += batch.length;
    const last = batch.at(-1);
    if (!last || batch.length < CASES_AT_ONCE) break;
    after = last.id;
  }
  await as(viewer, (tx) => lookUpGaps(tx, viewer));
  return sum;
}

/** What readers find for an open gap may be another article by now. */
async function lookUpGaps(tx: Tx, viewer: SystemViewer): Promise<void> {
  const gaps = await tx.execute<{ id: string }>(sql`
    select g.id from gaps g where g.state in ('open', 'drafted')
     order by (select max(asked_at) from gap_questions where gap_id = g.id) desc nulls last limit ${GAPS}`);
  for (const { id } of gaps) await describe(tx, viewer, id);
}

type Case = Tried & { id: string; passed: boolean | null };

async function casesWhere(tx: Tx, which: SQL): Promise<Case[]> {
  const rows = await tx.execute<Case>(sql`
    select c.id, c.question, c.article_id as "articleId", a.audience::text as audience, a.language, c.passed
      from search_cases c join articles a on a.id = c.article_id and a.status = 'published'
     where ${which}`);
  return [...rows];
}

async function checkCase(tx: Tx, viewer: SystemViewer, one: Case): Promise<boolean> {
  const { passed, rank, answerable, found } = await judge(tx, viewer, one);
  await tx.execute(sql`
    update search_cases set passed = ${passed}, rank = ${rank}, answerable = ${answerable},
           found = ${JSON.stringify(found)}::jsonb, checked_at = clock_timestamp(),
           failing_since = case when ${passed} then null else coalesce(failing_since, clock_timestamp()) end
     where id = ${one.id}`);
  if (passed !== one.passed)
    await told(tx, viewer, passed ? "case.passed" : "case.failed", { type: "case", id: one.id }, { rank });
  return passed;
}

/** Not a conflict after all: remembered for these two texts, and for no others. */
export async function dismissConflict(viewer: StaffViewer, id: string): Promise<void> {
  await decide(viewer, id, "open", "dismissed");
}

export async function reopenConflict(viewer: StaffViewer, id: string): Promise<void> {
  await decide(viewer, id, "dismissed", "open");
}

async function decide(
  viewer: StaffViewer,
  id: string,
  from: "open" | "dismissed",
  to: "open" | "dismissed",
): Promise<void> {
  authorize(viewer, "gap.decide");
  await as(viewer, async (tx) => {
    const [row] = await tx.execute<{ state: string }>(
      sql`select state from passage_conflicts where id = ${id} for update`,
    );
    if (!row) throw notFound("This conflict");
    if (row.state !== from)
      throw new AppError(
        "conflict",
        row.state === "resolved"
          ? "One of the texts was changed meanwhile, and the conflict is gone."
          : "Somebody has decided this meanwhile.",
      );
    await tx.execute(sql`
      update passage_conflicts set state = ${to}, decided_by = ${viewer.userId}, decided_at = clock_timestamp()
       where id = ${id}`);
    await told(tx, viewer, to === "dismissed" ? "conflict.dismissed" : "conflict.reopened", {
      type: "conflict",
      id,
    });
  });
}

/**
 * After an article was published, archived or brought back: which passages contradict or repeat others, which conflicts
 * are gone, which gaps are closed. Safe to repeat.
 */
export async function checkArticle(viewer: SystemViewer, articleId: string): Promise<void> {
  authorize(viewer, "gap.collect");
  await as(viewer, async (tx) => {
    await findConflicts(tx, viewer, articleId);
    await settleConflicts(tx, viewer, articleId);
  });
  await as(viewer, (tx) => closeGaps(tx, viewer, articleId));
}

/** A gap is closed when what was drafted for it is live and answers its question. */
async function closeGaps(tx: Tx, viewer: SystemViewer, articleId: string): Promise<void> {
  const gaps = await tx.execute<Omit<Tried, "articleId"> & { id: string }>(sql`
    select g.id, q.text as question, a.audience::text as audience, a.language from gaps g
      join articles a on a.id = g.article_id and a.status = 'published'
      join gap_questions q on q.id = g.title_question_id
     where g.article_id = ${articleId} and g.state = 'drafted'
       and not exists (select from article_drafts d where d.article_id = a.id)`);
  for (const gap of gaps) {
    const cases = await casesWhere(tx, sql`c.gap_id = ${gap.id} and c.article_id = ${articleId}`);
    const questions = cases.length > 0 ? cases : [{ ...gap, articleId }];
    let passes = true;
    for (const question of questions) passes &&= (await judge(tx, viewer, { ...question, articleId })).passed;
    if (passes) await solvedBy(tx, viewer, gap.id, articleId);
  }
}
