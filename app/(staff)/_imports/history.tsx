"use client";
/** What was imported before, latest first. */
import { History as Icon } from "lucide-react";
import Link from "next/link";
import { messageOf } from "@/app/_client/api";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { type ImportView, isOver } from "@/lib/imports/schema";
import { keys } from "../_shared/live-refresh";
import { type Page, usePages } from "../_shared/use-pages";
import { importHref } from "./import-form";
import { kindWords, resultWords, stateWords } from "./words";

export function ImportHistory({ initial }: { initial: Page<ImportView> }) {
  const { query, rows } = usePages<ImportView>({
    key: [...keys.imports, "list"],
    path: "/api/v1/knowledge/imports",
    query: {},
    initial,
  });
  return (
    <Section title="Imports">
      {rows.length === 0 && query.isError ? (
        <ErrorState
          title="The imports could not be loaded"
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        >
          {messageOf(query.error)}
        </ErrorState>
      ) : rows.length === 0 ? (
        <EmptyState icon={<Icon />} title="Nothing was imported yet" className="py-8">
          Each import stays here with what became of every article.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line rounded border border-line bg-surface">
          {rows.map((row) => (
            <li key={row.id} className="relative flex flex-col gap-1 px-4 py-3 hover:bg-hover">
              <div className="flex items-center gap-2">
                <Link
                  href={importHref(row.id)}
                  className="min-w-0 truncate font-medium after:absolute after:inset-0 after:content-['']"
                >
                  {row.name}
                </Link>
                {row.options.dryRun ? <Badge tone="outline">Dry run</Badge> : null}
                {row.state === "failed" ? <Badge tone="danger">Failed</Badge> : null}
                {isOver(row.state) ? null : <Badge tone="accent">Under way</Badge>}
              </div>
              <p className="flex flex-wrap gap-x-3 text-sm text-text-muted">
                <span>{kindWords[row.kind]}</span>
                <span>{isOver(row.state) && row.state === "done" ? resultWords(row) : stateWords(row)}</span>
                <span>
                  {row.byShell ? "From a shell" : (row.createdBy ?? "Somebody who has left")},{" "}
                  <RelativeTime iso={row.createdAt} />
                </span>
              </p>
            </li>
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <Button
          className="self-center"
          size="sm"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Load more
        </Button>
      ) : null}
    </Section>
  );
}
