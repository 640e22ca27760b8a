/** The help center: search first; below it, what was found, one category, or all of them. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/link";
import { getHelpCategory, listPublishedLanguages } from "@/lib/knowledge/published";
import { helpHref } from "../hrefs";
import { LanguageSwitch } from "../language-switch";
import { getReader, type Reader } from "../reader";
import { Results } from "../results";
import { SearchForm } from "../search-form";
import { AllCategories } from "./all-categories";
import { helpMetadata } from "./metadata";
import { OneCategory } from "./one-category";
import { type Asked, type Params, readSearch, searchAsPage } from "./search";

type Props = { searchParams: Promise<Params> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const asked = readSearch(await searchParams);
  return helpMetadata(await getReader(asked.lang), asked);
}

export default async function HelpPage({ searchParams }: Props) {
  const asked = readSearch(await searchParams);
  const reader = await getReader(asked.lang);
  if (asked.query)
    return (
      <Frame reader={reader} asked={asked} title="Help center">
        <FoundArticles reader={reader} asked={asked} />
      </Frame>
    );
  if (!asked.category)
    return (
      <Frame reader={reader} asked={asked} title="How can we help?">
        <AllCategories reader={reader} lang={asked.lang} />
      </Frame>
    );
  const category = await getHelpCategory(reader.viewer, reader.language, asked.category, asked.page);
  if (!category) notFound();
  return (
    <Frame reader={reader} asked={asked} title={category.label} isBelow>
      <OneCategory category={category} reader={reader} asked={asked} />
    </Frame>
  );
}

async function Frame({
  reader: { viewer, language },
  asked: { query, category, lang },
  title,
  isBelow = false,
  children,
}: {
  reader: Reader;
  asked: Asked;
  title: string;
  /** A page below the start: the way back stands above its title. */
  isBelow?: boolean;
  children: ReactNode;
}) {
  const languages = await listPublishedLanguages(viewer);
  return (
    <div className="mx-auto flex w-full max-w-180 flex-col gap-8 px-4 py-8 text-md md:py-12">
      <div className="flex flex-col gap-4">
        {isBelow ? (
          <nav aria-label="Breadcrumb" className="text-base">
            <TextLink href={helpHref({ lang })} className="inline-flex items-center touch:min-h-11">
              All topics
            </TextLink>
          </nav>
        ) : null}
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <h1 className="font-semibold text-xl [overflow-wrap:anywhere]">{title}</h1>
          <LanguageSwitch
            current={language}
            choices={languages.map((tag) => ({
              language: tag,
              href: helpHref({ q: query, category, lang: tag }),
            }))}
          />
        </div>
        <SearchForm viewer={viewer} query={query} lang={lang} large />
      </div>
      {children}
    </div>
  );
}

async function FoundArticles({ reader, asked: { query, lang } }: { reader: Reader; asked: Asked }) {
  const found = await searchAsPage(reader, query);
  if ("refused" in found)
    return (
      <p role="alert" className="text-text-muted">
        {found.refused}
      </p>
    );
  return <Results viewer={reader.viewer} query={query} found={found} lang={lang} />;
}
