/** Articles as a list of links: title, and a line about each. */
import Link from "next/link";
import type { ReactNode } from "react";

export type ListedArticle = { slug: string; title: string };

const row =
  "flex flex-col gap-1 px-4 py-3 transition-colors first:rounded-t last:rounded-b hover:bg-hover active:bg-pressed";

export function ArticleList<A extends ListedArticle>({
  articles,
  line,
  hrefOf = ({ slug }) => `/help/${slug}`,
}: {
  articles: readonly A[];
  /** What stands under the title. */
  line?: (article: A) => ReactNode;
  hrefOf?: (article: A) => string;
}) {
  return (
    <ul className="divide-y divide-line rounded border border-line bg-surface">
      {articles.map((article) => (
        <li key={article.slug}>
          <Link href={hrefOf(article)} className={row}>
            <span className="font-medium">{article.title}</span>
            {line ? <span className="text-base text-text-muted">{line(article)}</span> : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}
