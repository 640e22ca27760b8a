/** What the help center's pages are, in the words of schema.org. */
import "server-only";
import { paths } from "@/components/shell/nav";
import type { StructuredItem } from "@/components/structured-data";
import { env } from "@/lib/core/env";
import type { HelpArticle } from "@/lib/knowledge/published";
import { absolute, helpHref, readHref } from "./hrefs";

const company = () => ({ "@type": "Organization", name: env().COMPANY_NAME });

/** The help center as a whole, and where it is searched. */
export const siteItem = (): StructuredItem => ({
  "@type": "WebSite",
  name: `${env().COMPANY_NAME} help center`,
  url: absolute(paths.help),
  publisher: company(),
  potentialAction: {
    "@type": "SearchAction",
    target: { "@type": "EntryPoint", urlTemplate: `${absolute(paths.help)}?q={question}` },
    "query-input": "required name=question",
  },
});

/** Where a page stands: from the help center down to it. */
export const trailItem = (steps: readonly { name: string; href: string }[]): StructuredItem => ({
  "@type": "BreadcrumbList",
  itemListElement: steps.map(({ name, href }, place) => ({
    "@type": "ListItem",
    position: place + 1,
    name,
    item: absolute(href),
  })),
});

export const articleItem = (article: HelpArticle): StructuredItem => ({
  "@type": "Article",
  headline: article.title.slice(0, 110),
  description: article.summary,
  inLanguage: article.language,
  url: absolute(readHref(article.slug)),
  mainEntityOfPage: absolute(readHref(article.slug)),
  dateModified: article.updatedAt,
  datePublished: article.publishedAt ?? undefined,
  articleSection: article.categoryLabel,
  author: company(),
  publisher: company(),
  isAccessibleForFree: true,
});

export const articleTrail = ({ category, categoryLabel, title, slug }: HelpArticle): StructuredItem =>
  trailItem([
    { name: "Help center", href: paths.help },
    { name: categoryLabel, href: helpHref({ category }) },
    { name: title, href: readHref(slug) },
  ]);
