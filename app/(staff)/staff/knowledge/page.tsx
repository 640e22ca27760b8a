/** The team's articles: the URL says which, this reads the first page and the counts, the leaf keeps them fresh. */
import type { Metadata } from "next";
import { paths } from "@/components/shell/nav";
import { listAllCategories } from "@/lib/knowledge/categories";
import { defaultLanguage } from "@/lib/knowledge/default-language";
import { articleCounts, staffArticle } from "@/lib/knowledge/editing-schema";
import { countArticlesForStaff, listArticlesForStaff } from "@/lib/knowledge/staff-queries";
import { ArticlesScreen } from "../../_knowledge/articles-screen";
import { readView, toHref } from "../../_knowledge/filters";
import { staffViewer } from "../../_shared/staff-viewer";

export const metadata: Metadata = { title: "Articles" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function KnowledgePage({ searchParams }: Props) {
  const view = readView(await searchParams);
  const viewer = await staffViewer(toHref(paths.staff.knowledge, view));
  const filter = {
    status: view.status ?? undefined,
    category: view.category ?? undefined,
    audience: view.audience ?? undefined,
    language: view.language ?? undefined,
    owner: view.owner ?? undefined,
    stale: view.stale || undefined,
    q: view.q.trim() || undefined,
  };
  const [page, counts, categories] = await Promise.all([
    listArticlesForStaff(viewer, filter, { limit: 50 }),
    countArticlesForStaff(viewer, filter),
    listAllCategories(viewer),
  ]);
  return (
    <ArticlesScreen
      view={view}
      initial={{ items: page.items.map((row) => staffArticle.parse(row)), nextCursor: page.nextCursor }}
      initialCounts={articleCounts.parse(counts)}
      categories={categories}
      ownLanguage={defaultLanguage()}
    />
  );
}
