"use client";
/** What became of each article, filtered by outcome; the address of the page holds the filter. */
import { clsx } from "clsx";
import { ListX } from "lucide-react";
import Link from "next/link";
import { messageOf } from "@/app/_client/api";
import { formatCount } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Spinner } from "@/components/ui/spinner";
import {
  doneOf,
  type ImportItem,
  type ImportView,
  isOver,
  type Outcome,
  outcomes,
} from "@/lib/imports/schema";
import { importHref } from "./import-form";
import { type ItemFilter, type ItemPage, useItems } from "./use-import";
import { outcomeLabel, outcomeWords } from "./words";

const tones: Record<Outcome, BadgeTone> = {
  created: "accent",
  updated: "accent",
  unchanged: "neutral",
  kept: "strong",
  skipped: "outline",
  failed: "danger",
};

export function ItemList({
  view,
  initial,
  wasOver,
  filter,
}: {
  view: ImportView;
  initial: ItemPage;
  /** Whether the import had ended when `initial` was read. */
  wasOver: boolean;
  filter: ItemFilter;
}) {
  const running = !isOver(view.state);
  const query = useItems(view.id, filter, !running, wasOver === !running ? initial : undefined);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label="Articles of this import" className="flex flex-col">
      <Filters view={view} filter={filter} />
      {items.length === 0 && query.isError ? (
        <ErrorState
          title="The articles could not be loaded"
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        >
          {messageOf(query.error)}
        </ErrorState>
      ) : items.length === 0 && (query.isPending || (running && view.total === null)) ? (
        <p className="flex items-center gap-2 p-4 text-text-muted">
          <Spinner label={null} /> The articles appear here as soon as they are listed.
        </p>
      ) : items.length === 0 ? (
        <EmptyState icon={<ListX />} title="No articles here">
          {filter
            ? "None of this import ended this way."
            : view.state === "failed"
              ? "It failed before any article was reached."
              : "Nothing was found in the source."}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {items.map((item) => (
            <Item key={item.n} item={item} dryRun={view.options.dryRun} />
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <div className="flex justify-center py-3">
          <Button size="sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Load more
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function Filters({ view, filter }: { view: ImportView; filter: ItemFilter }) {
  const open = view.total === null ? 0 : view.total - doneOf(view);
  const choices: { value: ItemFilter; label: string; count: number; hint?: string }[] = [
    { value: null, label: "All", count: view.total ?? 0 },
    ...outcomes.map((value) => ({
      value,
      label: outcomeLabel(value, view.options.dryRun),
      count: view.counts[value],
      hint: outcomeWords[value].hint,
    })),
    ...(isOver(view.state) ? [] : [{ value: "open" as const, label: "To come", count: open }]),
  ];
  return (
    <nav aria-label="Outcome" className="shrink-0 overflow-x-auto border-line border-b">
      <ul className="flex h-11 items-center gap-0.5 px-2 touch:h-14">
        {choices
          .filter(({ value, count }) => value === null || count > 0 || value === filter)
          .map(({ value, label, count, hint }) => (
            <li key={label}>
              <Link
                href={value ? `${importHref(view.id)}?outcome=${value}` : importHref(view.id)}
                scroll={false}
                title={hint}
                aria-current={value === filter ? "true" : undefined}
                className={clsx(
                  "flex h-7 items-center gap-1.5 whitespace-nowrap rounded px-2 text-sm transition-colors touch:h-11 touch:px-3",
                  value === filter
                    ? "bg-pressed font-medium text-text"
                    : "text-text-muted hover:bg-hover hover:text-text",
                )}
              >
                {label}
                <span className="tabular-nums">{formatCount(count)}</span>
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}

function Item({ item, dryRun }: { item: ImportItem; dryRun: boolean }) {
  const { outcome, title, path, message, articleId } = item;
  const name = title ?? path;
  return (
    <li className="flex flex-col gap-x-4 gap-y-1 px-4 py-2.5 sm:flex-row sm:items-start">
      <span className="shrink-0 sm:w-32 sm:pt-0.5">
        {outcome ? (
          <Badge tone={tones[outcome]}>{outcomeLabel(outcome, dryRun)}</Badge>
        ) : (
          <Badge tone="outline">To come</Badge>
        )}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="break-words font-medium">
          {articleId && !(dryRun && outcome === "created") ? (
            <Link
              href={`${paths.staff.knowledge}/articles/${articleId}`}
              className="rounded-sm text-accent hover:underline"
            >
              {name}
            </Link>
          ) : (
            name
          )}
        </span>
        {path !== name ? <span className="break-all text-sm text-text-muted">{path}</span> : null}
        {message ? (
          <span
            className={clsx("break-words text-sm", outcome === "failed" ? "text-danger" : "text-text-muted")}
          >
            {message}
          </span>
        ) : null}
      </div>
    </li>
  );
}
