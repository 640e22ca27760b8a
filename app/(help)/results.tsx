/** What a search of the help center found: articles with the words of the question marked, or what to do instead. */
import { SearchX } from "lucide-react";
import { plural } from "@/components/format";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { RequestViewer } from "@/lib/auth/session";
import type { ArticleHit } from "@/lib/knowledge/schema";
import type { ArticleSearch } from "@/lib/knowledge/search";
import { ArticleList } from "./article-list";
import { AskLink } from "./ask";
import { helpHref } from "./hrefs";
import { Marked } from "./marked";

export function Results({
  viewer,
  query,
  found: { items, answerable },
  lang,
}: {
  viewer: RequestViewer;
  query: string;
  found: ArticleSearch;
  /** The language that this page was asked in. */
  lang: string | null;
}) {
  if (items.length === 0)
    return (
      <EmptyState
        icon={<SearchX />}
        title={`Nothing found for “${query}”`}
        action={
          <>
            <AskLink viewer={viewer} text={query} label="Ask the assistant" variant="primary" />
            <ButtonLink href={helpHref({ lang })}>Browse all topics</ButtonLink>
          </>
        }
      >
        Try other words, or ask: the assistant can look further, and a person can help when it cannot.
      </EmptyState>
    );
  return (
    <section aria-labelledby="results" className="flex flex-col gap-3">
      <h2 id="results" className="text-base text-text-muted">
        {answerable
          ? `${plural(items.length, "article")} for “${query}”`
          : `No article answers “${query}” exactly. These come near.`}
      </h2>
      <ArticleList articles={items} hrefOf={({ href }) => href} line={(hit) => <Snippet hit={hit} />} />
      <div className="flex flex-wrap items-center gap-3 pt-2 text-text-muted">
        <span>Not what you were looking for?</span>
        <AskLink viewer={viewer} text={query} label="Ask the assistant" />
      </div>
    </section>
  );
}

function Snippet({ hit: { snippet, highlights, heading } }: { hit: ArticleHit }) {
  return (
    <>
      {heading ? <span className="font-medium text-text">{heading} · </span> : null}
      <Marked text={snippet} ranges={highlights} />
    </>
  );
}
