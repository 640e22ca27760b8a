/** One search case: how it is kept and how it is judged. Parts of commands and queries, inside their transactions. */
import "server-only";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { FoundArticle } from "@/db/schema/gaps";
import { recordEvent } from "@/lib/audit/record";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { searchArticlesIn } from "@/lib/knowledge/search";
import { FIRST, MAX_CASES } from "./schema";

export type NewCase = {
  question: string;
  articleId: string;
  gapId: string | null;
  addedFrom: "suggestion" | "hand";
};

/** The same question twice at one article is one case. Answers its id. */
export async function addCaseIn(tx: Tx, viewer: Viewer, added: NewCase): Promise<string> {
  const [known] = await tx.execute<{ cases: number; id: string | null }>(sql`
    select count(*)::int as cases, (array_agg(id) filter (where lower(question) = lower(${added.question})))[1] as id
      from search_cases where article_id = ${added.articleId}`);
  if (known?.id) return known.id;
  if ((known?.cases ?? 0) >= MAX_CASES)
    throw new AppError("conflict", `An article keeps at most ${MAX_CASES} test questions. Remove one first.`);
  const id = newId();
  await tx.execute(sql`
    insert into search_cases (id, question, article_id, gap_id, added_from, added_by)
    values (${id}, ${added.question}, ${added.articleId}, ${added.gapId}, ${added.addedFrom},
            ${viewer.kind === "staff" ? viewer.userId : null})`);
  await recordEvent(tx, viewer, {
    type: "case.added",
    audience: "staff",
    subject: { type: "case", id },
    data: { articleId: added.articleId },
  });
  return id;
}

/** A question, the article that is to answer it, and for whom and in which language that is written. */
export type Tried = { question: string; articleId: string; audience: string; language: string };

export type Judged = { rank: number | null; answerable: boolean; passed: boolean; found: FoundArticle[] };

/** Asks the search as the article's readers would: an article for the team may be found by the team. */
export async function judge(
  tx: Tx,
  viewer: Viewer,
  { question, articleId, audience, language }: Tried,
): Promise<Judged> {
  const audiences =
    audience === "staff" ? (["public", "customers", "staff"] as const) : (["public", "customers"] as const);
  const { items, answerable } = await searchArticlesIn(tx, viewer, {
    query: question,
    language,
    limit: 10,
    audiences,
  });
  const at = items.findIndex(({ id }) => id === articleId);
  return {
    rank: at === -1 ? null : at + 1,
    answerable,
    passed: at !== -1 && at < FIRST && answerable,
    found: items.slice(0, FIRST).map(({ id, slug, title, score }) => ({ id, slug, title, score })),
  };
}
