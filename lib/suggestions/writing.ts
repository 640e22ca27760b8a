/** What a model is to write, for the job that asks it: handed out once, and taken back unless somebody was faster. */
import "server-only";
import { sql } from "drizzle-orm";
import { as } from "@/db/client";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { SystemViewer } from "@/lib/auth/viewer";
import { count, isFirstIn, type Limit } from "@/lib/core/limits";
import { type Assembled, type Said, withSection } from "./assemble";
import { materialOfConversation, materialOfGap } from "./material";

export type Wanted = {
  id: string;
  revision: number;
  customerId: string | null;
  question: string;
  language: string;
  said: Said[];
  /** Of a change: the article as it is. */
  article: string | null;
};

/** Suggestions that models write in a day, all customers and colleagues together. */
export const WRITTEN_A_DAY = 100;
const perDay: Limit = { name: "suggestion:day", max: WRITTEN_A_DAY, windowSeconds: 86_400 };
/** One try each: what the rules have made is there. */
const ONCE_SECONDS = 7 * 86_400;
/** Minutes after which whoever asked for it has decided by themselves. */
const RECENT = 60;

/** The newest that a model is to write, each handed out once over all instances. */
export async function takeWanted(viewer: SystemViewer, limit: number): Promise<Wanted[]> {
  authorize(viewer, "gap.collect");
  return as(viewer, async (tx) => {
    const rows = await tx.execute<
      Omit<Wanted, "said"> & { gapId: string | null; conversationId: string | null }
    >(sql`
      select id, revision, customer_id as "customerId", question, language, before as article, gap_id as "gapId",
             conversation_id as "conversationId"
        from article_suggestions
       where wanted and state = 'ready' and created_at > clock_timestamp() - make_interval(mins => ${RECENT})
       order by created_at desc limit ${limit}`);
    const taken: Wanted[] = [];
    for (const { gapId, conversationId, ...one } of rows) {
      if (!(await isFirstIn(tx, `suggestion:${one.id}`, ONCE_SECONDS))) continue;
      const material = gapId
        ? await materialOfGap(tx, gapId)
        : conversationId
          ? await materialOfConversation(tx, conversationId)
          : null;
      taken.push({ ...one, said: material?.said ?? [] });
    }
    return taken;
  });
}

/** Whether one more may be written today; counts it. */
export async function takeWritingAllowance(viewer: SystemViewer): Promise<boolean> {
  authorize(viewer, "gap.collect");
  const [used = 0] = await count([{ limit: perDay, key: "all", units: 1 }]);
  return used <= WRITTEN_A_DAY;
}

/** Puts the model's text in the place of the rules'; null leaves theirs. False when somebody was faster. */
export async function setWritten(
  viewer: SystemViewer,
  { id, revision, article }: Pick<Wanted, "id" | "revision" | "article">,
  text: Assembled | null,
): Promise<boolean> {
  authorize(viewer, "gap.collect");
  return as(viewer, async (tx) => {
    const body = text && (article === null ? text.body : withSection(article, text.title, text.body));
    const rows = text
      ? await tx.execute(sql`
          update article_suggestions
             set title = case when kind = 'new' then ${text.title} else title end,
                 summary = case when kind = 'new' then ${text.summary} else summary end, body = ${body},
                 writer = 'model', wanted = false, revision = revision + 1, updated_at = clock_timestamp()
           where id = ${id} and revision = ${revision} and wanted and state = 'ready' returning id`)
      : await tx.execute(
          sql`update article_suggestions set wanted = false where id = ${id} and wanted returning id`,
        );
    if (rows.length === 0) return false;
    await recordEvent(tx, viewer, {
      type: "suggestion.written",
      audience: "staff",
      subject: { type: "suggestion", id },
      data: { by: text ? "model" : "rules" },
    });
    return true;
  });
}
