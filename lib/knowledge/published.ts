/**
 * What the help center shows: published articles, each group of translations once, in the reader's language as far as
 * it exists. Read once for all readers of the same audiences and language; see published-cache.
 */
import "server-only";
import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  lt,
  lte,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { articleCategories, articleFiles, articles } from "@/db/schema/knowledge";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { namedIn } from "./category-names";
import { defaultLanguage } from "./default-language";
import { type TocEntry, tableOfContents } from "./passages";
import { cachedFor } from "./published-cache";
import { resolveSlug } from "./redirects";
import type { ArticleDetail } from "./schema";
import { searchArticles } from "./search";
import { type Translation, translationsOf } from "./translations";
import { audiencesOf } from "./visibility";

/** An article in a list. */
export type Listed = {
  id: string;
  slug: string;
  title: string;
  summary: string;
  category: string;
  language: string;
  updatedAt: string;
};

export type HelpCategory = { id: string; label: string; about: string };

const columns = {
  id: articles.id,
  slug: articles.slug,
  title: articles.title,
  summary: articles.summary,
  category: articles.category,
  language: articles.language,
  updatedAt: articles.updatedAt,
};

type Row = Omit<Listed, "updatedAt"> & { updatedAt: Date };
const listed = ({ updatedAt, ...row }: Row): Listed => ({ ...row, updatedAt: updatedAt.toISOString() });

const visible = (viewer: Viewer): SQL | undefined =>
  and(eq(articles.status, "published"), inArray(articles.audience, audiencesOf(viewer)));

/** How far a language is from what the reader wants; of translations the nearest is shown. */
const distance = (tag: SQL, language: string): SQL =>
  sql`(case ${tag} when ${language} then 0 when ${defaultLanguage()} then 1 else 2 end)`;

/** Published for this viewer, and of the translations of one article the one that suits the reader best. */
function shownIn(viewer: Viewer, language: string): SQL | undefined {
  const other = sql`other.language`;
  const own = sql`${articles.language}`;
  return and(
    visible(viewer),
    sql`not exists (select 1 from articles other
      where other.group_id = ${articles.groupId} and other.status = 'published'
        and other.audience in ${audiencesOf(viewer)}
        and (${distance(other, language)}, other.language) < (${distance(own, language)}, ${articles.language}))`,
  );
}

/** The languages in which something is published for this viewer. */
export async function listPublishedLanguages(viewer: Viewer): Promise<string[]> {
  authorize(viewer, "article.read");
  return cachedFor(viewer, ["languages"], async () => {
    const rows = await as(viewer, (tx) =>
      tx
        .selectDistinct({ language: articles.language })
        .from(articles)
        .where(visible(viewer))
        .orderBy(asc(articles.language)),
    );
    return rows.map(({ language }) => language);
  });
}

export type HelpHome = {
  /** Those that hold something, in their order, each with its first articles. */
  categories: (HelpCategory & { count: number; first: Listed[] })[];
  recent: Listed[];
};

export const HOME = { perCategory: 4, recent: 4 } as const;

export async function getHelpHome(viewer: Viewer, language: string): Promise<HelpHome> {
  authorize(viewer, "article.read");
  return cachedFor(viewer, ["home", language], () =>
    as(viewer, async (tx) => {
      const shown = shownIn(viewer, language);
      const [categories, first, recent] = await Promise.all([
        readCategories(tx, language, shown),
        readFirst(tx, shown),
        tx
          .select(columns)
          .from(articles)
          .where(shown)
          .orderBy(desc(articles.updatedAt), asc(articles.id))
          .limit(HOME.recent),
      ]);
      return {
        categories: categories.map((category) => ({
          ...category,
          first: first.filter((article) => article.category === category.id).map(listed),
        })),
        recent: recent.map(listed),
      };
    }),
  );
}

const readCategories = (tx: Tx, language: string, shown: SQL | undefined) =>
  tx
    .select({ id: articleCategories.id, ...namedIn(language), count: count() })
    .from(articleCategories)
    .innerJoin(articles, eq(articles.category, articleCategories.id))
    .where(shown)
    .groupBy(articleCategories.id)
    .orderBy(asc(articleCategories.position), asc(articleCategories.label));

function readFirst(tx: Tx, shown: SQL | undefined) {
  const order = sql`row_number() over (partition by ${articles.category} order by ${articles.title}, ${articles.id})`;
  const numbered = tx
    .select({ ...columns, place: order.mapWith(Number).as("place") })
    .from(articles)
    .where(shown)
    .as("numbered");
  return tx
    .select({
      id: numbered.id,
      slug: numbered.slug,
      title: numbered.title,
      summary: numbered.summary,
      category: numbered.category,
      language: numbered.language,
      updatedAt: numbered.updatedAt,
    })
    .from(numbered)
    .where(lte(numbered.place, HOME.perCategory))
    .orderBy(asc(numbered.category), asc(numbered.place))
    .limit(500);
}

/** Articles on one page of a category. */
export const CATEGORY_PAGE = 50;

export type HelpCategoryPage = HelpCategory & { count: number; items: Listed[] };

/** One page of a category in order of title, pages counted from 1; null when there is no such category. */
export async function getHelpCategory(
  viewer: Viewer,
  language: string,
  id: string,
  page: number,
): Promise<HelpCategoryPage | null> {
  authorize(viewer, "article.read");
  return cachedFor(viewer, ["category", language, id, page], () =>
    as(viewer, async (tx) => {
      const here = and(eq(articles.category, id), shownIn(viewer, language));
      const [[category], [counted], items] = await Promise.all([
        tx
          .select({ id: articleCategories.id, ...namedIn(language) })
          .from(articleCategories)
          .where(eq(articleCategories.id, id)),
        tx.select({ count: count() }).from(articles).where(here),
        tx
          .select(columns)
          .from(articles)
          .where(here)
          .orderBy(asc(articles.title), asc(articles.id))
          .limit(CATEGORY_PAGE)
          .offset((page - 1) * CATEGORY_PAGE),
      ]);
      return category ? { ...category, count: counted?.count ?? 0, items: items.map(listed) } : null;
    }),
  );
}

export type HelpArticle = ArticleDetail & {
  publishedAt: string | null;
  headings: TocEntry[];
  /** Every language in which this viewer may read it, its own included. */
  translations: Translation[];
  /** Its neighbours in the category, in order of title. */
  previous: Listed | null;
  next: Listed | null;
  /** The size of its pictures, by the id of the file. */
  pictures: Record<string, { width: number; height: number }>;
};

export type HelpPlace = { kind: "article"; article: HelpArticle } | { kind: "moved"; slug: string };

/** Headings below this are not worth a line in the contents. */
const CONTENTS_DEPTH = 3;

/** What is at this address of the help center; throws `not_found` when nothing is, for this viewer. */
export async function getHelpPlace(viewer: Viewer, slug: string): Promise<HelpPlace> {
  authorize(viewer, "article.read");
  return cachedFor(viewer, ["article", slug], async (): Promise<HelpPlace> => {
    const place = await resolveSlug(viewer, slug);
    if (place.kind === "moved") return place;
    const [translations, around] = await Promise.all([
      translationsOf(viewer, place.article.id),
      as(viewer, (tx) => readAround(tx, viewer, place.article)),
    ]);
    const headings = tableOfContents(place.article.body).filter(({ depth }) => depth <= CONTENTS_DEPTH);
    return { kind: "article", article: { ...place.article, headings, translations, ...around } };
  });
}

async function readAround(tx: Tx, viewer: Viewer, { id, title, category, language }: ArticleDetail) {
  const here = and(eq(articles.category, category), shownIn(viewer, language));
  const [[self], [previous], [next], files] = await Promise.all([
    tx.select({ publishedAt: articles.publishedAt }).from(articles).where(eq(articles.id, id)),
    tx
      .select(columns)
      .from(articles)
      .where(and(here, or(lt(articles.title, title), and(eq(articles.title, title), lt(articles.id, id)))))
      .orderBy(desc(articles.title), desc(articles.id))
      .limit(1),
    tx
      .select(columns)
      .from(articles)
      .where(and(here, or(gt(articles.title, title), and(eq(articles.title, title), gt(articles.id, id)))))
      .orderBy(asc(articles.title), asc(articles.id))
      .limit(1),
    tx
      .select({ id: articleFiles.id, width: articleFiles.width, height: articleFiles.height })
      .from(articleFiles)
      .where(
        and(eq(articleFiles.articleId, id), isNotNull(articleFiles.width), isNotNull(articleFiles.height)),
      ),
  ]);
  return {
    publishedAt: self?.publishedAt?.toISOString() ?? null,
    previous: previous ? listed(previous) : null,
    next: next ? listed(next) : null,
    pictures: Object.fromEntries(
      files.map((file) => [file.id, { width: file.width ?? 0, height: file.height ?? 0 }]),
    ),
  };
}

/** Articles that are named below another one. */
const RELATED = 4;

/** What else may help a reader of this article: what a search for it finds, then its category. */
export async function listRelated(
  viewer: Viewer,
  article: Pick<HelpArticle, "id" | "title" | "category" | "categoryLabel" | "language">,
): Promise<Listed[]> {
  authorize(viewer, "article.read");
  const { id, title, category, categoryLabel, language } = article;
  return cachedFor(viewer, ["related", id], async () => {
    const query = `${title} ${categoryLabel}`;
    const found = await searchArticles(viewer, { query, language, limit: RELATED + 1 });
    const ids = found.items.map((item) => item.id).filter((other) => other !== id);
    return as(viewer, async (tx) => {
      const shown = shownIn(viewer, language);
      const near =
        ids.length > 0
          ? await tx
              .select(columns)
              .from(articles)
              .where(and(inArray(articles.id, ids), shown))
          : [];
      const best = ids.flatMap((other) => near.filter((row) => row.id === other)).slice(0, RELATED);
      const known = [id, ...best.map((row) => row.id)];
      const more = await tx
        .select(columns)
        .from(articles)
        .where(and(eq(articles.category, category), notInArray(articles.id, known), shown))
        .orderBy(desc(articles.updatedAt), asc(articles.id))
        .limit(RELATED - best.length);
      return [...best, ...more].map(listed);
    });
  });
}
