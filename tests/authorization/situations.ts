/** States of A's run that a line of the tables begins with. */
import { eq, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { articleDrafts } from "@/db/schema/knowledge";
import { runs } from "@/db/schema/runs";
import { identityChecks } from "@/db/schema/tools";
import { admit } from "@/lib/approvals/gate";
import { listApprovals } from "@/lib/approvals/queries";
import { systemViewer } from "@/lib/auth/viewer";
import { stopRun } from "@/lib/conversations/commands";
import { newId } from "@/lib/core/ids";
import { cancelImport, startImport } from "@/lib/imports/commands";
import { createCategory } from "@/lib/knowledge/categories";
import { archiveArticle, publishDraft } from "@/lib/knowledge/commands";
import { createArticle, saveDraft } from "@/lib/knowledge/drafts";
import { addFile } from "@/lib/knowledge/files";
import { addRedirect } from "@/lib/knowledge/redirects";
import { setUpkeep } from "@/lib/knowledge/upkeep";
import { rateMessage } from "@/lib/messages/commands";
import { addSynonyms } from "@/lib/synonyms/commands";
import type { Setting } from "./table";

const change = ({ a }: Setting, values: Partial<typeof runs.$inferInsert>) =>
  as(systemViewer("test"), (tx) => tx.update(runs).set(values).where(eq(runs.id, a.ids.run)));

/** The assistant of A has asked for an approval. */
export async function someRequestOfA({ a }: Setting): Promise<void> {
  const policy = { policy: "approve", approveAboveCents: null } as const;
  const demand = { callId: "gated", tool: "create_ticket", args: {}, policy };
  await admit(a.assistant, { ...demand, amountCents: null, sensitive: false });
}
/** Its id. */
export async function requestOfA(a: Setting["a"]): Promise<string> {
  const [request] = await listApprovals(a.customer, a.ids.conversation);
  if (!request) throw new Error("nothing was asked for");
  return request.id;
}

export const codeOfAIsOld = ({ a }: Setting) =>
  as(systemViewer("test"), (tx) =>
    tx
      .update(identityChecks)
      .set({ expiresAt: new Date(0) })
      .where(eq(identityChecks.id, a.ids.identityCheck)),
  );
export const queueRunOfA = (setting: Setting) => change(setting, { state: "queued" });
export const runOfAIsOverdue = (setting: Setting) => change(setting, { leaseUntil: new Date(0) });
export const runOfAIsStopped = ({ a }: Setting) => stopRun(a.customer, a.ids.conversation);

type Written = {
  id: string;
  slug: string;
  revision: number;
  redirect: string;
  category: string;
  file: string;
};
const written = new WeakMap<object, Written>();

/** What the lines about articles work on: of the setting, made by one of the functions below. */
export function articleOf(setting: Setting): Written {
  const made = written.get(setting);
  if (!made) throw new Error("no article was made for this line");
  return made;
}
const system = systemViewer("test");

/** An article that nobody has published. */
export async function aDraft(setting: Setting): Promise<void> {
  const title = `Article ${newId()}`;
  const { label, id: category } = await createCategory(system, { label: `Category ${newId()}`, about: "" });
  const made = await createArticle(system, { title, body: `About ${label}.` });
  written.set(setting, { ...made, redirect: `to-${made.slug}`, category, file: "" });
}
/** A published one, with an address that leads to it and a draft that has gone on. */
export async function aPublished(setting: Setting): Promise<void> {
  await aDraft(setting);
  const { id, revision, redirect } = articleOf(setting);
  await publishDraft(system, id, { revision });
  await addRedirect(system, { slug: redirect, articleId: id });
  const saved = await saveDraft(system, id, { revision: 0, body: "More." });
  written.set(setting, { ...articleOf(setting), revision: saved.revision });
}
export async function anArchived(setting: Setting): Promise<void> {
  await aPublished(setting);
  await archiveArticle(system, articleOf(setting).id);
}

/** Of those that every world holds: its file is there, and it waits for its turn. */
export async function someImport(): Promise<{ id: string; uploadId: string }> {
  const [row] = await as(system, (tx) =>
    tx.execute<{ id: string; uploadId: string }>(
      sql`select id, upload_id as "uploadId" from article_imports where upload_id is not null and ended_at is null limit 1`,
    ),
  );
  if (!row) throw new Error("there is no import");
  return row;
}
/** A line that ends one takes one of its own. */
export async function anImport(): Promise<void> {
  await startImport(system, { urls: [`https://127.0.0.1/${newId()}`] });
}
export async function lastImport(state: "queued" | "cancelled" = "queued"): Promise<string> {
  const [row] = await as(system, (tx) =>
    tx.execute<{ id: string }>(
      sql`select id from article_imports where state = ${state} and kind = 'pages' order by created_at desc, id desc limit 1`,
    ),
  );
  return row?.id ?? newId();
}
export async function aCancelledImport(): Promise<void> {
  await anImport();
  await cancelImport(system, await lastImport());
}

const changeDraft = (id: string, values: Partial<typeof articleDrafts.$inferInsert>) =>
  as(system, (tx) => tx.update(articleDrafts).set(values).where(eq(articleDrafts.articleId, id)));
/** A draft whose planned time has come. */
export async function aDueDraft(setting: Setting): Promise<void> {
  await aDraft(setting);
  await changeDraft(articleOf(setting).id, { publishAt: new Date(0) });
}
export async function ofTheAgent(setting: Setting): Promise<void> {
  await aPublished(setting);
  await setUpkeep(system, articleOf(setting).id, { ownerId: setting.agent.userId });
}
/** A published one of the agent's that was to be reviewed long ago. */
export async function aStaleOne(setting: Setting): Promise<void> {
  await ofTheAgent(setting);
  await setUpkeep(system, articleOf(setting).id, { reviewAt: new Date(0).toISOString() });
}
/** A draft with a file that no text shows. */
export async function aFile(setting: Setting): Promise<void> {
  await aDraft(setting);
  const article = articleOf(setting);
  const bytes = Buffer.from(`%PDF-1.4 ${newId()} %%EOF`);
  const { id: file } = await addFile(system, article.id, { name: "unused.pdf", bytes });
  written.set(setting, { ...article, file });
}

const asSystem = (statement: ReturnType<typeof sql>) =>
  as(systemViewer("test"), (tx) => tx.execute(statement));

/** A's answer was of no help, and nobody has noticed yet. */
export async function ratedByA({ a }: Setting): Promise<void> {
  await asSystem(sql`delete from gap_questions where id = ${a.ids.gapQuestion}`);
  await rateMessage(a.customer, a.ids.conversation, a.ids.answer, "not_helpful");
}
export const questionOfAIsLoose = ({ a }: Setting) =>
  asSystem(sql`update gap_questions set gap_id = null where id = ${a.ids.gapQuestion}`);
export const gapOfAIsDismissed = ({ a }: Setting) =>
  asSystem(sql`update gaps set state = 'dismissed' where id = ${a.ids.gap}`);
export const suggestionOfAIsWanted = ({ a }: Setting) =>
  asSystem(sql`update article_suggestions set wanted = true where id = ${a.ids.suggestion}`);

/** A test question and a conflict of this world's own; both carry the id of A's gap. */
export async function someChecks({ a, knowledge }: Setting): Promise<void> {
  await asSystem(sql`
    insert into search_cases (id, question, article_id, added_from)
    values (${a.ids.gap}, ${a.canary}, ${knowledge.public.id}, 'hand')`);
  await asSystem(sql`
    insert into passage_conflicts (id, pair, kind, score, article_a, article_b, passage_a, passage_b, shown)
    values (${a.ids.gap}, ${a.ids.gap}, 'duplicate', 1, ${knowledge.public.id}, ${knowledge.public.id}, ${a.ids.gap},
            ${a.ids.gap}, '{"a": {"text": "", "marks": []}, "b": {"text": "", "marks": []}}')`);
}
export async function aDismissedConflict(setting: Setting): Promise<void> {
  await someChecks(setting);
  await asSystem(sql`update passage_conflicts set state = 'dismissed' where id = ${setting.a.ids.gap}`);
}

const lines = new WeakMap<Setting, string>();

/** A manager has written a line of synonyms. */
export async function someSynonyms(setting: Setting): Promise<void> {
  const line = `word${newId()}, desk`.replace(/-/g, "").slice(0, 60);
  const { id } = await addSynonyms(setting.manager, { language: "en", line, enabled: true });
  lines.set(setting, id);
}

export const lineOf = (setting: Setting): string => lines.get(setting) ?? "";
