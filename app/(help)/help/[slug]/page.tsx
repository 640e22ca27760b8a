/** One article: its text in one column, its headings beside it where there is room, and where to go from here. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { formatDate } from "@/components/format";
import { Markdown } from "@/components/markdown";
import { paths } from "@/components/shell/nav";
import { TextLink } from "@/components/ui/link";
import { getViewer, type RequestViewer } from "@/lib/auth/session";
import { AppError } from "@/lib/core/errors";
import { tableOfContents } from "@/lib/knowledge/passages";
import { getArticle } from "@/lib/knowledge/queries";
import { type ArticleDetail, slugField } from "@/lib/knowledge/schema";
import { searchArticles } from "@/lib/knowledge/search";
import { ArticleList } from "../../article-list";
import { AskLink } from "../../ask";
import { SearchForm } from "../../search-form";
import { Contents } from "./contents";

type Props = { params: Promise<{ slug: string }> };

const RELATED = 4;

/** Once a request, for the title and for the page. */
const read = cache(async (slug: string): Promise<ArticleDetail | null> => {
  if (!slugField.safeParse(slug).success) return null;
  try {
    return await getArticle(await getViewer(), slug);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const article = await read((await params).slug);
  return article ? { title: article.title, description: article.summary } : { title: "Not found" };
}

export default async function ArticlePage({ params }: Props) {
  const article = await read((await params).slug);
  if (!article) notFound();
  const viewer = await getViewer();
  const headings = tableOfContents(article.body).filter((heading) => heading.depth <= 3);
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-8 px-4 py-6 text-md">
      <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-4">
        <nav aria-label="Breadcrumb" className="text-base text-text-muted">
          <ol className="flex flex-wrap gap-x-2">
            <li>
              <TextLink href={paths.help}>Help center</TextLink>
            </li>
            <li aria-hidden="true">/</li>
            <li>
              <TextLink href={`${paths.help}?category=${encodeURIComponent(article.category)}`}>
                {article.categoryLabel}
              </TextLink>
            </li>
          </ol>
        </nav>
        <div className="w-full sm:w-80">
          <SearchForm />
        </div>
      </div>
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_14rem]">
        <article lang={article.language} className="flex min-w-0 max-w-prose flex-col gap-4">
          <header className="flex flex-col gap-2">
            <h1 className="font-semibold text-xl">{article.title}</h1>
            <p className="text-text-muted">{article.summary}</p>
            <p className="text-base text-text-muted">
              Updated{" "}
              <time dateTime={article.updatedAt}>{formatDate(article.updatedAt, Date.now(), "UTC")}</time>
              {article.audience === "staff" ? " · For staff only" : null}
            </p>
          </header>
          <Markdown text={article.body} headingOffset={0} headingIds />
        </article>
        {headings.length > 1 ? <Contents headings={headings} /> : null}
      </div>
      <footer className="flex max-w-prose flex-col gap-6 border-line border-t pt-6">
        <div className="flex flex-wrap items-center gap-3">
          <span className="text-text-muted">Still unsure?</span>
          <AskLink viewer={viewer} text={article.title} label="Ask about this" />
        </div>
        <Related viewer={viewer} article={article} />
      </footer>
    </div>
  );
}

async function Related({ viewer, article }: { viewer: RequestViewer; article: ArticleDetail }) {
  const found = await searchArticles(viewer, { query: article.title, limit: RELATED + 1 });
  const others = found.items.filter(({ slug }) => slug !== article.slug).slice(0, RELATED);
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="related" className="flex flex-col gap-3">
      <h2 id="related" className="font-semibold">
        Related articles
      </h2>
      <ArticleList articles={others} line={({ summary }) => summary} />
    </section>
  );
}
