/**
 * Suggested articles and changes: made of what people answered, edited, and accepted into a draft, with the question kept
 * as a test case. What a model may write instead comes later, by a job, unless somebody has decided by then.
 */
import "server-only";
import { sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { StaffViewer } from "@/lib/auth/viewer";
import { addCaseIn } from "@/lib/checks/cases";
import { getConversation } from "@/lib/conversations/queries";
import { env } from "@/lib/core/env";
import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { draftedFor } from "@/lib/gaps/commands";
import { createArticle, saveDraft } from "@/lib/knowledge/drafts";
import { assemble, withSection } from "./assemble";
import { type Material, materialOfConversation, materialOfGap, nearestTo } from "./material";
import { getSuggestion } from "./queries";
import type { AcceptInput, EditSuggestionInput, SuggestionView } from "./schema";

/** Makes one for a gap; one that is there and undecided is answered instead. */
export async function suggestForGap(viewer: StaffViewer, gapId: string): Promise<SuggestionView> {
  authorize(viewer, "gap.decide");
  const id = await as(viewer, async (tx) => {
    const [gap] = await tx.execute(sql`select id from gaps where id = ${gapId} for update`);
    const material = gap && (await materialOfGap(tx, gapId));
    if (!material) throw notFound("This gap");
    const [ready] = await tx.execute<{ id: string }>(
      sql`select id from article_suggestions where gap_id = ${gapId} and state = 'ready' order by created_at desc limit 1`,
    );
    return ready?.id ?? make(tx, viewer, material, gapId);
  });
  return getSuggestion(viewer, id);
}

/** The same of one conversation, which a person has answered or an answer of which was of no help. */
export async function suggestFromConversation(
  viewer: StaffViewer,
  conversationId: string,
): Promise<SuggestionView> {
  authorize(viewer, "gap.decide");
  await getConversation(viewer, conversationId);
  const id = await as(viewer, async (tx) => {
    const material = await materialOfConversation(tx, conversationId);
    if (!material)
      throw new AppError("conflict", "The customer has asked nothing that an article could answer.");
    const [ready] = await tx.execute<{ id: string }>(sql`
      select id from article_suggestions where conversation_id = ${conversationId} and state = 'ready'
       order by created_at desc limit 1`);
    return ready?.id ?? make(tx, viewer, material, null);
  });
  return getSuggestion(viewer, id);
}

async function make(tx: Tx, viewer: StaffViewer, material: Material, gapId: string | null): Promise<string> {
  const { question, said, names, conversationId, customerId } = material;
  const written = assemble(question, said, names);
  const nearest = await nearestTo(tx, viewer, material);
  const changed = nearest?.isAbout ? nearest : null;
  const id = newId();
  const text = changed
    ? {
        title: changed.title,
        summary: changed.summary,
        body: withSection(changed.body, written.title, written.body),
      }
    : written;
  await tx.execute(sql`
    insert into article_suggestions (id, gap_id, conversation_id, customer_id, article_id, kind, wanted, question, title,
           summary, body, before, category, audience, language, made_by)
    values (${id}, ${gapId}, ${conversationId}, ${customerId}, ${changed?.id ?? null},
            ${changed ? "change" : "new"}, ${env().MODEL_PROVIDER !== "builtin"}, ${question}, ${text.title}, ${text.summary}, ${text.body},
            ${changed?.body ?? null}, ${nearest?.category ?? "general"}, ${changed?.audience ?? "public"},
            ${changed?.language ?? material.language}, ${viewer.userId})`);
  await told(tx, viewer, "suggestion.made", id, { gapId, conversationId, kind: changed ? "change" : "new" });
  return id;
}

const told = (tx: Tx, viewer: StaffViewer, type: string, id: string, data: Record<string, unknown> = {}) =>
  recordEvent(tx, viewer, { type, audience: "staff", subject: { type: "suggestion", id }, data });

type Held = { id: string; state: SuggestionView["state"]; revision: number; decidedBy: string | null };

async function lockReady(tx: Tx, id: string, revision?: number): Promise<Held> {
  const [row] = await tx.execute<Held>(sql`
    select s.id, s.state, s.revision, (select name from users where id = s.decided_by) as "decidedBy"
      from article_suggestions s where s.id = ${id} for update`);
  if (!row) throw notFound("This suggestion");
  if (row.state !== "ready")
    throw new AppError(
      "conflict",
      `${row.decidedBy ?? "Somebody"} has ${row.state} this suggestion meanwhile.`,
    );
  if (revision !== undefined && row.revision !== revision)
    throw new AppError(
      "conflict",
      "This suggestion was written anew since you opened it. Your text was not saved; copy it, then load the suggestion again.",
      { fields: { revision: String(row.revision) } },
    );
  return row;
}

/** What a person has written is not replaced by a model. */
export async function editSuggestion(
  viewer: StaffViewer,
  id: string,
  { revision, ...text }: EditSuggestionInput,
): Promise<SuggestionView> {
  authorize(viewer, "gap.decide");
  await as(viewer, async (tx) => {
    await lockReady(tx, id, revision);
    const set = <T>(value: T | undefined) => value ?? null;
    await tx.execute(sql`
      update article_suggestions
         set title = coalesce(${set(text.title)}, title), summary = coalesce(${set(text.summary)}, summary),
             body = coalesce(${set(text.body)}, body), category = coalesce(${set(text.category)}, category),
             audience = coalesce(${set(text.audience)}, audience), question = coalesce(${set(text.question)}, question),
             writer = 'person', wanted = false, revision = revision + 1, updated_at = clock_timestamp()
       where id = ${id}`);
    await told(tx, viewer, "suggestion.edited", id, { revision: revision + 1 });
  });
  return getSuggestion(viewer, id);
}

export async function dismissSuggestion(
  viewer: StaffViewer,
  id: string,
  { reason }: { reason?: string | null | undefined },
): Promise<void> {
  authorize(viewer, "gap.decide");
  await as(viewer, async (tx) => {
    await lockReady(tx, id);
    await decide(tx, viewer, id, "dismissed", reason ?? null);
    await told(tx, viewer, "suggestion.dismissed", id);
  });
}

const decide = (
  tx: Tx,
  viewer: StaffViewer,
  id: string,
  state: SuggestionView["state"],
  reason: string | null,
) =>
  tx.execute(sql`
    update article_suggestions set state = ${state}, reason = ${reason}, wanted = false, updated_at = clock_timestamp(),
           decided_by = ${state === "ready" ? null : viewer.userId}, decided_at = clock_timestamp() where id = ${id}`);

/**
 * Makes it a draft: a new article, or the working copy of the one that it changes. It is taken first, so that of two who
 * accept it one is told; a draft that cannot be made gives it back.
 */
export async function acceptSuggestion(
  viewer: StaffViewer,
  id: string,
  { revision, keepQuestion }: AcceptInput,
): Promise<{ articleId: string }> {
  authorize(viewer, "gap.decide");
  authorize(viewer, "article.write");
  const suggestion = await getSuggestion(viewer, id);
  await as(viewer, async (tx) => {
    await lockReady(tx, id, revision);
    await decide(tx, viewer, id, "accepted", null);
  });
  let articleId: string;
  try {
    articleId = await draftOf(viewer, suggestion);
  } catch (error) {
    await as(viewer, (tx) => decide(tx, viewer, id, "ready", null));
    throw error;
  }
  await as(viewer, async (tx) => {
    await tx.execute(sql`update article_suggestions set draft_article_id = ${articleId} where id = ${id}`);
    const { gapId, question } = suggestion;
    if (gapId) await draftedFor(tx, viewer, gapId, articleId);
    if (keepQuestion) await addCaseIn(tx, viewer, { question, articleId, gapId, addedFrom: "suggestion" });
    await told(tx, viewer, "suggestion.accepted", id, { articleId, gapId, kind: suggestion.kind });
  });
  return { articleId };
}

async function draftOf(viewer: StaffViewer, suggestion: SuggestionView): Promise<string> {
  const { title, summary, body, category, audience, language, article } = suggestion;
  if (!article) {
    const made = await createArticle(
      viewer,
      { title, summary, body, category, audience, language },
      "suggestion",
    );
    return made.id;
  }
  // The text was made of a version that may be gone by now: nobody's change is to be written over.
  if (article.isOutdated)
    throw new AppError(
      "conflict",
      `“${article.title}” was changed since this was suggested. Dismiss it and make a new suggestion.`,
    );
  await saveDraft(
    viewer,
    article.id,
    { revision: 0, title, summary, body, category, audience },
    "suggestion",
  );
  return article.id;
}
