/** One article: its text in one column, its headings beside it where there is room, and where to go from here. */
import type { Metadata } from "next";
import { notFound, permanentRedirect, redirect } from "next/navigation";
import { cache } from "react";
import { requestNonce } from "@/app/nonce";
import { StructuredData } from "@/components/structured-data";
import { getViewer } from "@/lib/auth/session";
import { AppError } from "@/lib/core/errors";
import { defaultLanguage } from "@/lib/knowledge/default-language";
import { getHelpPlace, type HelpArticle, type HelpPlace } from "@/lib/knowledge/published";
import { slugField } from "@/lib/knowledge/schema";
import { readHref } from "../../hrefs";
import { LanguageSwitch } from "../../language-switch";
import { getReader } from "../../reader";
import { SearchForm } from "../../search-form";
import { articleItem, articleTrail } from "../../structured";
import { UpdatedOn } from "../../updated-on";
import { articleMetadata } from "../metadata";
import { askedLanguage, type Params } from "../search";
import { bodyOf } from "./body";
import { Breadcrumb } from "./breadcrumb";
import { ContentsAbove, ContentsBeside } from "./contents";
import { CopiedLink } from "./copied-link";
import { Foot } from "./foot";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Params> };

/** Once a request, for the title and for the page; null when there is nothing here for this reader. */
const find = cache(async (slug: string): Promise<HelpPlace | null> => {
  if (!slugField.safeParse(slug).success) return null;
  try {
    return await getHelpPlace(await getViewer(), slug);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const place = await find((await params).slug);
  return place?.kind === "article" ? articleMetadata(place.article) : { title: "Not found" };
}

export default async function ArticlePage({ params, searchParams }: Props) {
  const [{ slug }, query] = await Promise.all([params, searchParams]);
  const lang = askedLanguage(query);
  const place = await find(slug);
  if (!place) notFound();
  if (place.kind === "moved") permanentRedirect(readHref(place.slug, lang));
  const { article } = place;
  const { viewer, language } = await getReader(lang);
  const other = otherLanguage(article, lang, language);
  if (other) redirect(readHref(other, lang));
  const { headings } = article;
  const isPublic = article.audience === "public";
  const nonce = await requestNonce();
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-8 px-4 py-6 text-md print:max-w-none print:p-0">
      {isPublic ? (
        <>
          <StructuredData item={articleItem(article)} nonce={nonce} />
          <StructuredData item={articleTrail(article)} nonce={nonce} />
        </>
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-4">
        <Breadcrumb category={article.category} label={article.categoryLabel} lang={lang} />
        <div className="w-full sm:w-80">
          <SearchForm viewer={viewer} lang={lang} />
        </div>
      </div>
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_14rem]">
        <article lang={article.language} className="flex min-w-0 max-w-prose flex-col gap-4">
          <header className="flex flex-col gap-2">
            <h1 className="font-semibold text-xl [overflow-wrap:anywhere]">{article.title}</h1>
            <p className="text-text-muted [overflow-wrap:anywhere]">{article.summary}</p>
            <div lang="en" className="flex flex-wrap items-center gap-x-6 gap-y-1">
              <p className="text-base text-text-muted">
                Updated <UpdatedOn iso={article.updatedAt} now={Date.now()} />
                {article.audience === "staff" ? " · For staff only" : null}
              </p>
              <LanguageSwitch
                current={article.language}
                choices={article.translations.map((translation) => ({
                  language: translation.language,
                  href: readHref(translation.slug, translation.language),
                }))}
              />
            </div>
          </header>
          {headings.length > 1 ? <ContentsAbove headings={headings} lang={article.language} /> : null}
          {bodyOf(article)}
        </article>
        {headings.length > 1 ? <ContentsBeside headings={headings} lang={article.language} /> : null}
      </div>
      <Foot viewer={viewer} article={article} lang={lang} />
      <CopiedLink />
    </div>
  );
}

/**
 * The address of the translation that this reader is to get instead: the one they ask for; else, where a general link
 * leads (to the article in the usual language), the one in their own. Whoever opens a translation gets that one.
 */
function otherLanguage(article: HelpArticle, asked: string | null, usual: string): string | null {
  const wanted = asked ?? (article.language === defaultLanguage() ? usual : article.language);
  if (wanted === article.language) return null;
  return article.translations.find(({ language }) => language === wanted)?.slug ?? null;
}
