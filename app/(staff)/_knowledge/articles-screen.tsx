"use client";
import { clsx } from "clsx";
/** The articles as a whole: which ones (as a sentence), how many, the table, and a new one by "c". */
import { BookText, Plus, SearchX } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useOptimistic, useState, useTransition } from "react";
import { messageOf } from "@/app/_client/api";
import { useHydrated } from "@/app/_client/use-hydrated";
import { formatCount, plural } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { PageHeader } from "@/components/shell/page-header";
import { Badge, CountBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Kbd } from "@/components/ui/kbd";
import type { Category } from "@/lib/knowledge/category-schema";
import type { ArticleCountsView } from "@/lib/knowledge/editing-schema";
import { useMe } from "../_shared/me";
import { useHotkeys } from "../_shared/use-hotkeys";
import { languageName } from "./addresses";
import { ArticleTable } from "./article-table";
import { BulkBar } from "./bulk-bar";
import { FilterBar } from "./filter-bar";
import { type ArticlesView, everything, isFiltered, sentenceOf, toHref, usual } from "./filters";
import { NewArticleDialog } from "./new-article-dialog";
import { type ArticlePage, useArticleCounts, useArticles } from "./use-articles";

const base = paths.staff.knowledge;

export function ArticlesScreen({
  view,
  initial,
  initialCounts,
  categories,
  ownLanguage,
}: {
  view: ArticlesView;
  initial: ArticlePage;
  initialCounts: ArticleCountsView;
  categories: Category[];
  /** That of the knowledge base. */
  ownLanguage: string;
}) {
  const hydrated = useHydrated();
  const router = useRouter();
  const me = useMe();
  const [changing, startChange] = useTransition();
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { query, rows } = useArticles(view, initial);
  const counts = useArticleCounts(view, initialCounts);
  // What was chosen last, while its list is still on the way: two quick choices build on each other.
  const [wanted, want] = useOptimistic(view);
  const show = (next: ArticlesView, typing = false) =>
    startChange(() => {
      want(next);
      setChosen(new Set());
      router[typing ? "replace" : "push"](toHref(base, next), { scroll: false });
    });
  useHotkeys({ c: () => setAdding(true) });
  const nameOf = (id: string) => categories.find((each) => each.id === id)?.label ?? id;
  const names = {
    owner: me.colleagues.find(({ id }) => id === view.owner)?.name ?? null,
    category: view.category ? nameOf(view.category) : null,
    language: view.language ? languageName(view.language) : null,
  };
  const here = toHref("", view);
  // Rows that left the list are not part of a choice any more.
  const selected = rows.filter(({ id }) => chosen.has(id)).map(({ id }) => id);

  return (
    <div aria-busy={!hydrated} className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        dense
        title={sentenceOf(view, names)}
        meta={
          <Badge>
            <span role="status">{formatCount(counts.matching)}</span>
          </Badge>
        }
        actions={
          <Button
            size="sm"
            variant="primary"
            icon={<Plus aria-hidden="true" className="size-4" />}
            aria-keyshortcuts="C"
            onClick={() => setAdding(true)}
          >
            New article
            <Kbd
              keys={["C"]}
              className="touch:hidden [&>kbd]:border-on-accent/40 [&>kbd]:bg-transparent [&>kbd]:text-on-accent"
            />
          </Button>
        }
      />
      <nav aria-label="Usual lists" className="flex shrink-0 gap-1 overflow-x-auto px-3 pt-2">
        {usual.map((each) => {
          const href = toHref("", each.view);
          const current = href === here;
          return (
            <Link
              key={each.label}
              href={toHref(base, each.view)}
              aria-current={current ? "true" : undefined}
              className={clsx(
                "flex h-7 shrink-0 items-center gap-1.5 rounded px-2 text-sm transition-colors touch:h-11 touch:px-3",
                current ? "bg-pressed font-medium" : "text-text-muted hover:bg-hover hover:text-text",
              )}
            >
              {each.label}
              <CountBadge count={countOf(each.view, counts)} />
            </Link>
          );
        })}
      </nav>
      <FilterBar
        view={wanted}
        names={names}
        categories={categories}
        languages={counts.languages}
        changing={changing}
        onChange={show}
      />
      {query.isError && rows.length === 0 ? (
        <ErrorState
          title="The articles could not be loaded"
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        >
          {messageOf(query.error)}
        </ErrorState>
      ) : rows.length > 0 ? (
        <>
          <ArticleTable
            rows={rows}
            nameOf={nameOf}
            dimmed={changing}
            chosen={me.role === "manager" ? chosen : null}
            onChoose={setChosen}
            footer={
              query.hasNextPage ? (
                <div className="flex items-center justify-center gap-4 py-3 text-sm text-text-muted tabular-nums">
                  <span role="status">
                    {formatCount(rows.length)} of {plural(counts.matching, "article")}
                  </span>
                  <Button
                    size="sm"
                    loading={query.isFetchingNextPage}
                    onClick={() => void query.fetchNextPage()}
                  >
                    Load more
                  </Button>
                </div>
              ) : null
            }
          />
          {selected.length > 0 ? (
            <BulkBar ids={selected} shown={rows.length} onDone={() => setChosen(new Set())} />
          ) : null}
        </>
      ) : isFiltered(view) ? (
        <EmptyState
          icon={<SearchX />}
          title={view.stale ? "No review is due" : "No article matches"}
          action={<Button onClick={() => show(everything)}>Show all articles</Button>}
        >
          {view.stale
            ? "Articles whose review date has come appear here, with who looks after them."
            : "Remove a condition above, or search for other words."}
        </EmptyState>
      ) : (
        <EmptyState
          icon={<BookText />}
          title="No articles yet"
          action={
            <Button variant="primary" onClick={() => setAdding(true)}>
              Write the first one
            </Button>
          }
        >
          The help center and the assistant answer from what you publish here.
        </EmptyState>
      )}
      {adding ? (
        <NewArticleDialog
          categories={categories}
          ownLanguage={ownLanguage}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </div>
  );
}

function countOf(view: ArticlesView, counts: ArticleCountsView): number {
  if (view.stale) return counts.stale;
  if (view.status === "changed" || view.status === "in_review" || view.status === "scheduled")
    return counts[view.status];
  return counts.all;
}
