/** What articles are filed under: the team's list, and what managers change of it. */
import "server-only";
import { asc, count, eq, max, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { articleCategories, articleDrafts, articles, passages } from "@/db/schema/knowledge";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import { type Category, type CategoryNames, isSameName, isTaken } from "./category-schema";
import { defaultLanguage } from "./default-language";
import { requireCategory } from "./hold";
import { freeSlug, slugFrom } from "./lifecycle";
import { languageName } from "./reader-languages";

/** Categories there may be. */
export const MAX_CATEGORIES = 100;

const named = {
  id: articleCategories.id,
  label: articleCategories.label,
  about: articleCategories.about,
  names: articleCategories.names,
};

/** All of them in their order, with how many articles each holds. */
export async function listAllCategories(viewer: Viewer): Promise<Category[]> {
  authorize(viewer, "article.write");
  return as(viewer, (tx) =>
    tx
      .select({ ...named, position: articleCategories.position, articles: count(articles.id) })
      .from(articleCategories)
      .leftJoin(articles, eq(articles.category, articleCategories.id))
      .groupBy(articleCategories.id)
      .orderBy(asc(articleCategories.position), asc(articleCategories.label)),
  );
}

/** At the end of the list; its id is made of its name and stays when it is renamed. */
export async function createCategory(
  viewer: Viewer,
  { names = {}, ...input }: { label: string; about: string; names?: CategoryNames },
): Promise<Category> {
  authorize(viewer, "article.publish");
  refuseOwnLanguage(names);
  return as(viewer, async (tx) => {
    await lockCategories(tx);
    const rows = await tx.select(named).from(articleCategories);
    if (rows.length >= MAX_CATEGORIES)
      throw new AppError(
        "conflict",
        `There are ${MAX_CATEGORIES} categories; more would help nobody find anything.`,
      );
    refuseTaken(rows, { label: input.label, names });
    const id = freeSlug(slugFrom(input.label).slice(0, 36), new Set(rows.map((row) => row.id)));
    const [last] = await tx.select({ position: max(articleCategories.position) }).from(articleCategories);
    const category = { id, ...input, names, position: (last?.position ?? 0) + 1 };
    await tx.insert(articleCategories).values(category);
    await told(tx, viewer, "category.added", id);
    return { ...category, articles: 0 };
  });
}

export async function changeCategory(
  viewer: Viewer,
  id: string,
  patch: { label?: string | undefined; about?: string | undefined; names?: CategoryNames | undefined },
): Promise<void> {
  authorize(viewer, "article.publish");
  refuseOwnLanguage(patch.names);
  await as(viewer, async (tx) => {
    await lockCategories(tx);
    const rows = await tx.select(named).from(articleCategories);
    const category = rows.find((row) => row.id === id);
    if (!category) throw notFound("This category");
    refuseTaken(
      rows.filter((row) => row !== category),
      patch,
    );
    await tx.update(articleCategories).set(patch).where(eq(articleCategories.id, id));
    await told(tx, viewer, "category.changed", id);
  });
}

/** The given ones first, in this order; the rest behind them as they were. */
export async function orderCategories(viewer: Viewer, ids: readonly string[]): Promise<void> {
  authorize(viewer, "article.publish");
  await as(viewer, async (tx) => {
    await lockCategories(tx);
    const rows = await tx
      .select({ id: articleCategories.id })
      .from(articleCategories)
      .orderBy(asc(articleCategories.position), asc(articleCategories.label));
    const known = new Set(rows.map((row) => row.id));
    const order = [...new Set([...ids.filter((id) => known.has(id)), ...known])];
    const places = JSON.stringify(order.map((id, n) => ({ id, position: n + 1 })));
    await tx.execute(sql`
      update article_categories c set position = given.position
        from jsonb_to_recordset(${places}::jsonb) as given(id text, position int) where given.id = c.id`);
    await told(tx, viewer, "category.ordered", ids[0] ?? "");
  });
}

/** What is filed under it goes to `moveTo`; without one, only an empty category can be removed. */
export async function removeCategory(
  viewer: Viewer,
  id: string,
  { moveTo }: { moveTo?: string | undefined } = {},
): Promise<void> {
  authorize(viewer, "article.publish");
  await as(viewer, async (tx) => {
    await lockCategories(tx);
    const [category] = await tx.select(named).from(articleCategories).where(eq(articleCategories.id, id));
    if (!category) throw notFound("This category");
    if (moveTo === id)
      throw new AppError("invalid", "Choose another category for its articles.", {
        fields: { moveTo: "is the category itself" },
      });
    if (moveTo) {
      await requireCategory(tx, moveTo);
      const to = { category: moveTo };
      await tx.update(articles).set(to).where(eq(articles.category, id));
      await tx.update(articleDrafts).set(to).where(eq(articleDrafts.category, id));
      await tx.update(passages).set(to).where(eq(passages.category, id));
    } else await refuseFilled(tx, category);
    await tx.delete(articleCategories).where(eq(articleCategories.id, id));
    await told(tx, viewer, "category.removed", id);
  });
}

async function refuseFilled(tx: Tx, { id, label }: { id: string; label: string }): Promise<void> {
  const [live] = await tx.select({ n: count() }).from(articles).where(eq(articles.category, id));
  const [drafts] = await tx.select({ n: count() }).from(articleDrafts).where(eq(articleDrafts.category, id));
  if ((live?.n ?? 0) + (drafts?.n ?? 0) > 0)
    throw new AppError("conflict", `“${label}” still holds articles or drafts. Choose where they go.`, {
      fields: { moveTo: "is missing" },
    });
}

/** In the language of the knowledge base its name is `label`, and stands nowhere else. */
function refuseOwnLanguage(names: CategoryNames = {}): void {
  const own = defaultLanguage();
  if (own in names)
    throw new AppError("invalid", `In ${languageName(own)} a category has its first name already.`, {
      fields: { [`names.${own}`]: "is the language of the first name" },
    });
}

type Given = { label?: string | undefined; names?: CategoryNames | undefined };

/** Two of the same name would be one to a reader, in any language. */
function refuseTaken(
  others: readonly Pick<Category, "label" | "names">[],
  { label, names = {} }: Given,
): void {
  const refuse = (taken: string, field: string) => {
    throw new AppError("conflict", `There is a category “${taken}” already.`, {
      fields: { [field]: "is taken" },
    });
  };
  if (label && others.some((row) => isSameName(row.label, label))) refuse(label, "label");
  for (const [language, name] of Object.entries(names))
    if (isTaken(others, language, name.label)) refuse(name.label, `names.${language}.label`);
}

/** Few and rarely changed: whoever changes one does it alone. */
const lockCategories = (tx: Tx) => tx.execute(sql`select pg_advisory_xact_lock(7020106)`);

const told = (tx: Tx, viewer: Viewer, type: string, id: string) =>
  recordEvent(tx, viewer, { type, audience: "staff", subject: { type: "category", id } });
