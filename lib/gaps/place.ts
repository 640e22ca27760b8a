/**
 * Puts collected questions into groups. For each, a few of the rarest stems look up others that hold one of them, the
 * newest first: the cost depends on neither how many questions nor how many groups there are.
 */
import "server-only";
import { sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { SystemViewer, Viewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { searchArticlesIn } from "@/lib/knowledge/search";
import { CENTRAL_AMONG, groupFor, type Member, mostCentral, rarest } from "./grouping";
import { type GapState, nextState } from "./rules";
import { type Rarity, rarityIn, wordsOfQuestion } from "./similarity";

/** Stems of a question by which others are looked up, and others that each of them brings. */
const STEMS = 8;
const EACH = 60;
/** Questions that hold a stem are counted up to here: beyond, it is common. */
const COUNTED = 2_000;
const BATCH = 50;
const BATCHES = 20;

/** What readers find: the team's own articles answer nobody's question. */
const READERS = ["public", "customers"] as const;

/** Answers how many questions were placed. Does nothing while another instance is at it. */
export async function placeQuestions(viewer: SystemViewer): Promise<number> {
  authorize(viewer, "gap.collect");
  let placed = 0;
  for (let n = 0; n < BATCHES; n++) {
    const count = await as(viewer, (tx) => placeBatch(tx, viewer));
    placed += count;
    if (count < BATCH) break;
  }
  return placed;
}

type Ungrouped = { id: string; text: string; askedAt: string };

async function placeBatch(tx: Tx, viewer: SystemViewer): Promise<number> {
  await tx.execute(
    sql`insert into gap_progress (name, tx, event_id) values ('groups', '0', 0) on conflict do nothing`,
  );
  const mine = await tx.execute(
    sql`select name from gap_progress where name = 'groups' for update skip locked`,
  );
  if (mine.length === 0) return 0;
  const questions = await tx.execute<Ungrouped>(sql`
    select id, text, asked_at::text as "askedAt" from gap_questions where gap_id is null
     order by asked_at, id limit ${BATCH}`);
  const touched = new Map<string, string>();
  for (const question of questions) {
    const gapId = await place(tx, question);
    const before = touched.get(gapId);
    if (!before || before < question.askedAt) touched.set(gapId, question.askedAt);
  }
  for (const [gapId, askedAt] of touched) {
    await reopen(tx, viewer, gapId, askedAt);
    await describe(tx, viewer, gapId);
    await recordEvent(tx, viewer, {
      type: "gap.asked",
      audience: "staff",
      subject: { type: "gap", id: gapId },
    });
  }
  return questions.length;
}

async function place(tx: Tx, { id, text }: Ungrouped): Promise<string> {
  const words = wordsOfQuestion(text);
  const stems = [...new Set(words.flatMap((word) => [word.stem, ...word.others]))];
  const rarity = await rarityOf(tx, stems);
  const members = await nearTo(tx, rarest(words, rarity, STEMS));
  const found = groupFor(text, members, rarity);
  const gapId = found ?? newId();
  if (!found) await tx.execute(sql`insert into gaps (id) values (${gapId})`);
  await tx.execute(sql`update gap_questions set gap_id = ${gapId} where id = ${id}`);
  const own = JSON.stringify([...new Set(words.map((word) => word.stem))]);
  await tx.execute(sql`
    insert into gap_postings (stem, question_id)
    select stem, ${id} from jsonb_array_elements_text(${own}::jsonb) as stem on conflict do nothing`);
  return gapId;
}

/** How rare each of these stems is among the questions. */
export async function rarityOf(tx: Tx, stems: readonly string[]): Promise<Rarity> {
  const rows = await tx.execute<{ stem: string; held: number; all: number }>(sql`
    select stem, (select count(*)::int from (
                    select 1 from gap_postings p where p.stem = given.stem collate "C" limit ${COUNTED}) as counted) as held,
           (select count(*)::int from (select 1 from gap_questions limit ${COUNTED * 20}) as counted) as "all"
      from jsonb_array_elements_text(${JSON.stringify(stems)}::jsonb) as given(stem)`);
  const held = new Map(rows.map((row) => [row.stem, row.held]));
  return rarityIn(rows[0]?.all ?? 0, (stem) => held.get(stem) ?? 0);
}

export async function nearTo(tx: Tx, stems: readonly string[]): Promise<Member[]> {
  if (stems.length === 0) return [];
  const rows = await tx.execute<Member>(sql`
    select q.id, q.gap_id as "gapId", q.text from gap_questions q
     where q.gap_id is not null and q.id in (
       select hit.question_id from jsonb_array_elements_text(${JSON.stringify(stems)}::jsonb) as given(stem)
         cross join lateral (select p.question_id from gap_postings p where p.stem = given.stem collate "C"
                              order by p.question_id desc limit ${EACH}) as hit)
     order by q.id desc`);
  return [...rows];
}

/** A solved gap that comes up again was not solved. */
async function reopen(tx: Tx, viewer: SystemViewer, gapId: string, askedAt: string): Promise<void> {
  const [gap] = await tx.execute<{ state: GapState; isLater: boolean }>(sql`
    select state, coalesce(solved_at < ${askedAt}::timestamptz, false) as "isLater" from gaps where id = ${gapId} for update`);
  if (!gap?.isLater || nextState(gap.state, "askedAgain") === null) return;
  await tx.execute(sql`update gaps set state = 'open', reopened_at = clock_timestamp() where id = ${gapId}`);
  await recordEvent(tx, viewer, {
    type: "gap.reopened",
    audience: "staff",
    subject: { type: "gap", id: gapId },
    data: { by: "question" },
  });
}

/** Chooses the question that speaks for the group, and looks up what readers find for it now. */
export async function describe(tx: Tx, viewer: Viewer, gapId: string): Promise<void> {
  const questions = await tx.execute<{ id: string; text: string; times: number; language: string }>(sql`
    select id, text, times, language from gap_questions where gap_id = ${gapId} order by asked_at desc, id limit ${CENTRAL_AMONG}`);
  const stems = questions.flatMap(({ text }) => wordsOfQuestion(text).map((word) => word.stem));
  const title = mostCentral([...questions], await rarityOf(tx, [...new Set(stems)]));
  if (!title) return;
  const found = await searchArticlesIn(tx, viewer, {
    query: title.text,
    language: questions.find(({ id }) => id === title.id)?.language,
    limit: 1,
    audiences: READERS,
  });
  const [best] = found.items;
  await tx.execute(sql`
    update gaps set title_question_id = ${title.id}, found_article_id = ${best?.id ?? null},
           found_score = ${best?.score ?? null}, found_answerable = ${found.answerable} where id = ${gapId}`);
}
