/** What a search of the help center found: articles with the words of the question marked, or what to do instead. */
import { SearchX } from "lucide-react";
import { Fragment } from "react";
import { plural } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { RequestViewer } from "@/lib/auth/session";
import type { ArticleHit } from "@/lib/knowledge/schema";
import type { ArticleSearch } from "@/lib/knowledge/search";
import { ArticleList } from "./article-list";
import { AskLink } from "./ask";

export function Results({
  viewer,
  query,
  found: { items, answerable },
}: {
  viewer: RequestViewer;
  query: string;
  found: ArticleSearch;
}) {
  if (items.length === 0)
    return (
      <EmptyState
        icon={<SearchX />}
        title={`Nothing found for “${query}”`}
        action={
          <>
            <AskLink viewer={viewer} text={query} label="Ask the assistant" variant="primary" />
            <ButtonLink href={paths.help}>Browse all topics</ButtonLink>
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
  const ends = [0, ...highlights.map(([, end]) => end)];
  return (
    <>
      {heading ? <span className="font-medium text-text">{heading} · </span> : null}
      {highlights.map(([start, end], n) => (
        <Fragment key={start}>
          {snippet.slice(ends[n], start)}
          <mark className="rounded-sm bg-accent-soft px-0.5 text-text">{snippet.slice(start, end)}</mark>
        </Fragment>
      ))}
      {snippet.slice(ends.at(-1))}
    </>
  );
}
