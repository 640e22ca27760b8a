/** What people decide about gaps. What collects and groups questions is `collect.ts` and `place.ts`. */
import "server-only";
import { sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { StaffViewer, Viewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { enqueue } from "@/lib/jobs/enqueue";
import { describe } from "./place";
import { type GapAct, type GapState, nextState } from "./rules";

type Held = { id: string; state: GapState };

async function lockGap(tx: Tx, id: string): Promise<Held> {
  const [gap] = await tx.execute<Held>(sql`select id, state from gaps where id = ${id} for update`);
  if (!gap) throw notFound("This gap");
  return gap;
}

const refusals: Record<GapAct, string> = {
  draft: "This gap was dismissed. Reopen it first.",
  publish: "This gap is closed already.",
  dismiss: "This gap was dismissed already.",
  reopen: "This gap is open already.",
  askedAgain: "This gap is open.",
};

function stateAfter(gap: Held, act: GapAct): GapState {
  const next = nextState(gap.state, act);
  if (next === null) throw new AppError("conflict", refusals[act]);
  return next;
}

const told = (tx: Tx, viewer: Viewer, type: string, id: string, data: Record<string, unknown> = {}) =>
  recordEvent(tx, viewer, { type, audience: "staff", subject: { type: "gap", id }, data });

/** Nothing is to be written about it; it stays dismissed although it comes up again. */
export async function dismissGap(
  viewer: StaffViewer,
  id: string,
  { reason }: { reason: string },
): Promise<void> {
  authorize(viewer, "gap.decide");
  await as(viewer, async (tx) => {
    const next = stateAfter(await lockGap(tx, id), "dismiss");
    await tx.execute(sql`
      update gaps set state = ${next}, reason = ${reason}, decided_by = ${viewer.userId}, decided_at = clock_timestamp()
       where id = ${id}`);
    await told(tx, viewer, "gap.dismissed", id);
  });
}

/** Takes a dismissal back, or says that what was written does not answer it. */
export async function reopenGap(viewer: StaffViewer, id: string): Promise<void> {
  authorize(viewer, "gap.decide");
  await as(viewer, async (tx) => {
    const gap = await lockGap(tx, id);
    const next = stateAfter(gap, "reopen");
    await tx.execute(sql`
      update gaps set state = ${next}, reason = null, decided_by = ${viewer.userId}, decided_at = clock_timestamp(),
             article_id = null, solved_at = null where id = ${id}`);
    await told(tx, viewer, "gap.reopened", id, { from: gap.state });
  });
}

/** Brings the questions of another gap here, with its suggestions and cases; the other one is gone. */
export async function mergeGaps(viewer: StaffViewer, id: string, { from }: { from: string }): Promise<void> {
  authorize(viewer, "gap.decide");
  if (from === id) throw new AppError("invalid", "A gap cannot be merged with itself.");
  await as(viewer, async (tx) => {
    // In one order, so that two who merge crosswise do not wait for each other.
    for (const one of [id, from].sort()) await lockGap(tx, one);
    const moved = await tx.execute(
      sql`update gap_questions set gap_id = ${id} where gap_id = ${from} returning id`,
    );
    await tx.execute(sql`update article_suggestions set gap_id = ${id} where gap_id = ${from}`);
    await tx.execute(sql`update search_cases set gap_id = ${id} where gap_id = ${from}`);
    await tx.execute(sql`
      update gaps g set article_id = coalesce(g.article_id, other.article_id),
             state = case when g.state = 'open' and other.state = 'drafted' then 'drafted' else g.state end
        from gaps other where g.id = ${id} and other.id = ${from}`);
    await tx.execute(sql`delete from gaps where id = ${from}`);
    await describe(tx, viewer, id);
    await told(tx, viewer, "gap.merged", id, { from, questions: moved.length });
  });
}

/** A question that stands in the wrong group; without another one it gets its own. Answers where it is now. */
export async function moveQuestion(
  viewer: StaffViewer,
  questionId: string,
  { gapId }: { gapId: string | null },
): Promise<{ gapId: string }> {
  authorize(viewer, "gap.decide");
  return as(viewer, async (tx) => {
    const [question] = await tx.execute<{ gapId: string | null }>(
      sql`select gap_id as "gapId" from gap_questions where id = ${questionId}`,
    );
    if (!question?.gapId) throw notFound("This question");
    const before = question.gapId;
    for (const one of [before, ...(gapId ? [gapId] : [])].sort()) await lockGap(tx, one);
    if (gapId === before) return { gapId };
    const to = gapId ?? newId();
    if (!gapId) await tx.execute(sql`insert into gaps (id) values (${to})`);
    const moved = await tx.execute(sql`
      update gap_questions set gap_id = ${to} where id = ${questionId} and gap_id = ${before} returning id`);
    if (moved.length === 0)
      throw new AppError("conflict", "Somebody moved this question meanwhile. Look again.");
    await dropIfEmpty(tx, viewer, before);
    for (const one of [before, to]) await describe(tx, viewer, one);
    await told(tx, viewer, "gap.question_moved", to, { from: before, questionId });
    return { gapId: to };
  });
}

/** A gap without questions is no gap. What was suggested for it goes with it; an article that was drafted stays. */
async function dropIfEmpty(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  const gone = await tx.execute(sql`
    delete from gaps g where id = ${id} and not exists (select from gap_questions where gap_id = g.id) returning id`);
  if (gone.length > 0) await told(tx, viewer, "gap.emptied", id);
}

/** Looks for new questions now, rather than with the next round of the job. */
export async function askForCollection(viewer: StaffViewer): Promise<void> {
  authorize(viewer, "gap.decide");
  await as(viewer, (tx) => enqueue(tx, "collect-gaps", {}, "collect-gaps"));
}

/** A draft was made for it: part of accepting a suggestion. */
export async function draftedFor(tx: Tx, viewer: Viewer, id: string, articleId: string): Promise<void> {
  const next = stateAfter(await lockGap(tx, id), "draft");
  await tx.execute(sql`
    update gaps set state = ${next}, article_id = ${articleId}, solved_at = null, decided_at = clock_timestamp()
     where id = ${id}`);
  await told(tx, viewer, "gap.drafted", id, { articleId });
}

/** Its article was published and is found: part of the check after a publication. */
export async function solvedBy(tx: Tx, viewer: Viewer, id: string, articleId: string): Promise<void> {
  const gap = await lockGap(tx, id);
  const next = nextState(gap.state, "publish");
  if (next === null) return;
  await tx.execute(sql`
    update gaps set state = ${next}, article_id = ${articleId}, solved_at = clock_timestamp() where id = ${id}`);
  await describe(tx, viewer, id);
  await told(tx, viewer, "gap.solved", id, { articleId });
}
