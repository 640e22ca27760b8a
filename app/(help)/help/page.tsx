/** The help center: search first; below it, what was found, one category, or all of them. */
import type { Metadata } from "next";
import { formatDate, plural } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { TextLink } from "@/components/ui/link";
import { LoadMore } from "@/components/ui/pagination";
import { getViewer, type RequestViewer } from "@/lib/auth/session";
import { findCategory } from "@/lib/knowledge/categories";
import { listArticles, listCategories, listFirstArticles, listRecentArticles } from "@/lib/knowledge/queries";
import { ArticleList } from "../article-list";
import { Results } from "../results";
import { SearchForm } from "../search-form";
import { readSearch, searchAsPage } from "./search";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const PER_CATEGORY = 4;
const RECENT = 4;

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { query, category } = readSearch(await searchParams);
  // Search engines shall find the articles, not other people's questions.
  if (query) return { title: `“${query}” · Help center`, robots: { index: false } };
  if (category) {
    const found = await findCategory(await getViewer(), category);
    return { title: `${found?.label ?? "Category not found"} · Help center` };
  }
  return {
    title: "Help center",
    description: "Answers about orders, delivery, returns, products and your account.",
  };
}

export default async function HelpPage({ searchParams }: Props) {
  const viewer = await getViewer();
  const { query, category, shown } = readSearch(await searchParams);
  return (
    <div className="mx-auto flex w-full max-w-180 flex-col gap-8 px-4 py-8 text-md md:py-12">
      <div className="flex flex-col gap-4">
        <h1 className="font-semibold text-xl">{query || category ? "Help center" : "How can we help?"}</h1>
        <SearchForm query={query} large />
      </div>
      {query ? (
        <FoundArticles viewer={viewer} query={query} />
      ) : category ? (
        <OneCategory viewer={viewer} category={category} shown={shown} />
      ) : (
        <AllCategories viewer={viewer} />
      )}
    </div>
  );
}

async function FoundArticles({ viewer, query }: { viewer: RequestViewer; query: string }) {
  const found = await searchAsPage(viewer, query);
  if ("refused" in found)
    return (
      <p role="alert" className="text-text-muted">
        {found.refused}
      </p>
    );
  return <Results viewer={viewer} query={query} found={found} />;
}

async function AllCategories({ viewer }: { viewer: RequestViewer }) {
  const [categories, first, recent] = await Promise.all([
    listCategories(viewer),
    listFirstArticles(viewer, PER_CATEGORY),
    listRecentArticles(viewer, RECENT),
  ]);
  if (categories.length === 0)
    return (
      <p className="text-text-muted">There are no articles yet. They appear here once they are published.</p>
    );
  return (
    <>
      <div className="grid gap-x-8 gap-y-8 sm:grid-cols-2">
        {categories.map((category) => (
          <section
            key={category.id}
            aria-labelledby={`category-${category.id}`}
            className="flex flex-col gap-2"
          >
            <div>
              <h2 id={`category-${category.id}`} className="font-semibold">
                <TextLink href={categoryHref(category.id)} className="text-text no-underline hover:underline">
                  {category.label}
                </TextLink>
              </h2>
              <p className="text-base text-text-muted">{category.about}</p>
            </div>
            <ul className="flex flex-col">
              {first
                .filter((article) => article.category === category.id)
                .map((article) => (
                  <li key={article.slug} className="flex min-h-8 items-center touch:min-h-11">
                    <TextLink href={`/help/${article.slug}`}>{article.title}</TextLink>
                  </li>
                ))}
            </ul>
            {category.articles > PER_CATEGORY ? (
              <TextLink href={categoryHref(category.id)} className="text-base touch:py-3">
                All {plural(category.articles, "article")}
              </TextLink>
            ) : null}
          </section>
        ))}
      </div>
      <section aria-labelledby="recent" className="flex flex-col gap-3">
        <h2 id="recent" className="font-semibold">
          Recently updated
        </h2>
        <ArticleList
          articles={recent}
          line={({ updatedAt }) => `Updated ${formatDate(updatedAt, Date.now(), "UTC")}`}
        />
      </section>
    </>
  );
}

async function OneCategory({
  viewer,
  category,
  shown,
}: {
  viewer: RequestViewer;
  category: string;
  shown: number;
}) {
  const [found, { items, nextCursor }] = await Promise.all([
    findCategory(viewer, category),
    listArticles(viewer, { category, limit: shown }),
  ]);
  return (
    <section aria-labelledby="category" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="category" className="font-semibold text-lg">
          {found?.label ?? "This category does not exist"}
        </h2>
        <TextLink href={paths.help} className="text-base">
          All topics
        </TextLink>
      </div>
      {items.length === 0 ? (
        <p className="text-text-muted">There are no articles in this category.</p>
      ) : (
        <ArticleList articles={items} line={({ summary }) => summary} />
      )}
      {nextCursor && shown < 100 ? (
        <LoadMore
          shown={items.length}
          total={null}
          noun="articles"
          href={`${categoryHref(category)}&shown=100`}
        />
      ) : null}
    </section>
  );
}

const categoryHref = (id: string): string => `${paths.help}?category=${encodeURIComponent(id)}`;
