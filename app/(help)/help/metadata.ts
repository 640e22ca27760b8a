/** What the help center's pages tell search engines and those who share them. */
import "server-only";
import type { Metadata } from "next";
import { env } from "@/lib/core/env";
import { getHelpCategory, type HelpArticle, listPublishedLanguages } from "@/lib/knowledge/published";
import { absolute, helpHref, readHref } from "../hrefs";
import type { Reader } from "../reader";
import type { Asked } from "./search";

const site = "Help center";

/** Search engines shall find the articles, not other people's questions or pages without any. */
const hidden: Metadata["robots"] = { index: false, follow: true };

export async function helpMetadata(reader: Reader, { query, category, page }: Asked): Promise<Metadata> {
  if (query) return { title: `“${query}” · ${site}`, robots: hidden };
  if (category) {
    const found = await getHelpCategory(reader.viewer, reader.language, category, page);
    if (!found) return { title: `Category not found · ${site}`, robots: hidden };
    const title = `${found.label} · ${site}`;
    const place = { category, page };
    return {
      ...shared(title, found.about || `Articles about ${found.label.toLowerCase()}.`, helpHref(place)),
      ...(await languagesOf(reader, place)),
      ...(found.items.length === 0 ? { robots: hidden } : {}),
    };
  }
  const about = `Answers about orders, delivery, returns, products and your account, from ${env().COMPANY_NAME}.`;
  return { ...shared(site, about, helpHref()), ...(await languagesOf(reader, {})) };
}

export function articleMetadata(article: HelpArticle): Metadata {
  const href = readHref(article.slug);
  const about = shared(article.title, article.summary, href);
  const isPublic = article.audience === "public";
  return {
    ...about,
    alternates: {
      ...about.alternates,
      languages:
        isPublic && article.translations.length > 1
          ? Object.fromEntries(
              article.translations.map(({ language, slug }) => [language, absolute(readHref(slug))]),
            )
          : undefined,
    },
    openGraph: {
      ...about.openGraph,
      type: "article",
      locale: article.language,
      modifiedTime: article.updatedAt,
      ...(article.publishedAt ? { publishedTime: article.publishedAt } : {}),
    },
    ...(isPublic ? {} : { robots: { index: false, follow: false } }),
  };
}

function shared(title: string, description: string, href: string) {
  const url = absolute(href);
  return {
    title,
    description,
    alternates: { canonical: url },
    openGraph: { title, description, url, siteName: site, type: "website" as const },
    twitter: { card: "summary" as const, title, description },
  };
}

/** The same page in the other languages, for lists: articles have addresses of their own. */
async function languagesOf(
  { viewer, language }: Reader,
  place: { category?: string; page?: number },
): Promise<Metadata> {
  const all = await listPublishedLanguages(viewer);
  const canonical = absolute(helpHref(place));
  if (all.length < 2) return {};
  return {
    alternates: {
      canonical,
      languages: {
        ...Object.fromEntries(all.map((tag) => [tag, absolute(helpHref({ ...place, lang: tag }))])),
        "x-default": canonical,
      },
    },
    openGraph: { locale: language },
  };
}
