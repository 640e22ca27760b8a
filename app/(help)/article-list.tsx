/** Articles as a list of links: title, and a line about each. */
import Link from "next/link";
import type { ReactNode } from "react";
import { readHref } from "./hrefs";

export type ListedArticle = { slug: string; title: string; language?: string };

const row =
  "flex flex-col gap-1 px-4 py-3 transition-colors [overflow-wrap:anywhere] first:rounded-t last:rounded-b hover:bg-hover active:bg-pressed";

export function ArticleList<A extends ListedArticle>({
  articles,
  line,
  lang = null,
  hrefOf = ({ slug }) => readHref(slug, lang),
}: {
  articles: readonly A[];
  /** What stands under the title. */
  line?: (article: A) => ReactNode;
  /** The language that this page was asked in, and its links go on in. */
  lang?: string | null;
  hrefOf?: (article: A) => string;
}) {
  return (
    <ul className="divide-y divide-line rounded border border-line bg-surface">
      {articles.map((article) => (
        <li key={article.slug}>
          <Link href={hrefOf(article)} prefetch={false} className={row}>
            <span lang={article.language} className="font-medium">
              {article.title}
            </span>
            {line ? <span className="text-base text-text-muted">{line(article)}</span> : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The line that says what an article is about, in its own language. */
export const aboutLine = ({ summary, language }: { summary: string; language: string }): ReactNode => (
  <span lang={language}>{summary}</span>
);
