"use client";
/** Questions that search must answer with a certain article: what came instead, for those that fail. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleDashed, ListChecks, RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { plural } from "@/components/format";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { TextLink } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { useToast } from "@/components/ui/toast";
import { type CaseView, FIRST } from "@/lib/checks/schema";
import { editHref } from "../_gaps/places";
import { keys } from "../_shared/live-refresh";

export function CaseList({ initial }: { initial: CaseView[] }) {
  const toast = useToast();
  const { data, isError, error, isFetching, refetch } = useQuery({
    queryKey: [...keys.checks, "cases"],
    queryFn: async ({ signal }) =>
      (await api<{ items: CaseView[] }>("/api/v1/knowledge/cases", { signal })).items,
    initialData: initial,
    staleTime: 30_000,
  });
  const check = async () => {
    try {
      await api("/api/v1/knowledge/cases/check", { method: "POST" });
      toast.show({ title: "Trying all test questions", description: "Results appear here as they come." });
    } catch (failure) {
      toast.show({ title: messageOf(failure), tone: "danger" });
    }
  };
  if (data.length === 0 && isError)
    return (
      <ErrorState
        title="The test questions could not be loaded"
        onRetry={() => void refetch()}
        retrying={isFetching}
      >
        {messageOf(error)}
      </ErrorState>
    );
  if (data.length === 0)
    return (
      <EmptyState icon={<ListChecks />} title="No test questions yet">
        A question is kept as a test when a suggested article is accepted, or when somebody adds it at an
        article. Search must then find that article with it, after every publication.
      </EmptyState>
    );
  const failing = data.filter(({ passed }) => passed === false).length;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p role="status" className="text-text-muted tabular-nums">
          {failing === 0
            ? `${plural(data.length, "test question")}, none fails.`
            : `${failing} of ${plural(data.length, "test question")} ${failing === 1 ? "fails" : "fail"}.`}
        </p>
        <Button
          size="sm"
          icon={<RotateCw aria-hidden="true" className="size-3.5" />}
          onClick={() => void check()}
        >
          Try all again
        </Button>
      </div>
      <ul className="flex flex-col rounded border border-line bg-surface">
        {data.map((one) => (
          <CaseRow key={one.id} one={one} />
        ))}
      </ul>
    </div>
  );
}

export function CaseRow({ one, withArticle = true }: { one: CaseView; withArticle?: boolean }) {
  const queries = useQueryClient();
  const toast = useToast();
  const [pending, setPending] = useState(false);
  const remove = async () => {
    setPending(true);
    try {
      await api(`/api/v1/knowledge/cases/${one.id}`, { method: "DELETE" });
      toast.show({ title: "Test question removed" });
    } catch (error) {
      toast.show({ title: messageOf(error), tone: "danger" });
    } finally {
      setPending(false);
      void queries.invalidateQueries({ queryKey: keys.checks });
    }
  };
  const [Icon, verdict] =
    one.passed === null
      ? ([CircleDashed, one.article.isPublished ? "Not tried yet" : "Waits for its article"] as const)
      : one.passed
        ? ([CircleCheck, `Found, place ${one.rank}`] as const)
        : ([CircleAlert, failureOf(one)] as const);
  return (
    <li className="flex items-start gap-2 border-line border-b px-3 py-2 last:border-b-0">
      <Icon
        aria-hidden="true"
        className={
          one.passed === false
            ? "mt-0.5 size-4 shrink-0 text-danger"
            : "mt-0.5 size-4 shrink-0 text-text-muted"
        }
      />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p className="[overflow-wrap:anywhere]">{one.question}</p>
        <p className="flex flex-wrap gap-x-2 text-sm text-text-muted">
          <span className={one.passed === false ? "text-danger" : undefined}>{verdict}</span>
          {withArticle ? (
            <span>
              for <TextLink href={editHref(one.article.id)}>{one.article.title}</TextLink>
            </span>
          ) : null}
          {one.checkedAt ? (
            <span>
              tried <RelativeTime iso={one.checkedAt} />
            </span>
          ) : null}
        </p>
        {one.passed === false && one.found.length > 0 ? (
          <ol aria-label="What came instead" className="mt-1 flex flex-col gap-0.5 text-sm">
            {one.found.map((found, at) => (
              <li key={found.id} className="flex gap-2 tabular-nums">
                <span className="text-text-muted">{at + 1}.</span>
                <TextLink href={`/help/${found.slug}`}>{found.title}</TextLink>
                <span className="text-text-muted">{found.score.toFixed(2)}</span>
              </li>
            ))}
          </ol>
        ) : null}
      </div>
      <IconButton
        size="sm"
        label={`Remove “${one.question.slice(0, 60)}”`}
        disabled={pending}
        onClick={() => void remove()}
      >
        <Trash2 aria-hidden="true" className="size-4" />
      </IconButton>
    </li>
  );
}

/** Why it failed, in the order in which it would be mended. */
export function failureOf({ rank, answerable }: Pick<CaseView, "rank" | "answerable">): string {
  if (rank === null) return "The article is not found";
  if (rank > FIRST) return `Only at place ${rank}; it must be among the first ${FIRST}`;
  return answerable ? "Found" : "Found, but not taken for an answer";
}
