/** The help center: search first; below it, what was found, one category, or all of them. */
import type { Metadata } from "next";
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
  return (
    <div className="mx-auto flex w-full max-w-180 flex-col gap-8 px-4 py-8 text-md md:py-12">
      <div className="flex flex-col gap-4">
        <h1 className="font-semibold text-xl">
          {asked.query || asked.category ? "Help center" : "How can we help?"}
        </h1>
        <SearchForm viewer={reader.viewer} query={asked.query} lang={asked.lang} large />
      </div>
      {asked.query ? (
        <FoundArticles reader={reader} asked={asked} />
      ) : asked.category ? (
        <OneCategory reader={reader} asked={asked} />
      ) : (
        <AllCategories reader={reader} lang={asked.lang} />
      )}
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
