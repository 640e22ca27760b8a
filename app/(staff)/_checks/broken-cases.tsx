"use client";
/** Inside the publish dialog: which test questions would fail once this draft is live. Says nothing when none would. */
import { useQuery } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import { api } from "@/app/_client/api";
import { plural } from "@/components/format";
import type { BrokenCases as Broken } from "@/lib/checks/schema";
import { failureOf } from "./case-list";

const SHOWN = 5;

/** @param revision of the draft: another one is asked about anew. */
export function BrokenCases({ articleId, revision }: { articleId: string; revision: number }) {
  const { data, isError } = useQuery({
    queryKey: ["broken-cases", articleId, revision],
    queryFn: ({ signal }) => api<Broken>(`/api/v1/knowledge/articles/${articleId}/broken-cases`, { signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  if (isError)
    return (
      <p role="status" className="text-text-muted">
        The test questions could not be tried. They are tried after publishing.
      </p>
    );
  if (!data || data.items.length === 0) return null;
  return (
    <div role="alert" className="flex gap-2 rounded bg-danger-soft px-3 py-2">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger" />
      <div className="flex min-w-0 flex-col gap-1">
        <p className="font-medium">
          {plural(data.items.length, "test question")} that {data.items.length === 1 ? "passes" : "pass"} now
          would fail:
        </p>
        <ul className="flex flex-col gap-1 text-sm">
          {data.items.slice(0, SHOWN).map((one) => (
            <li key={one.id} className="[overflow-wrap:anywhere]">
              “{one.question}”: {failureOf(one)}
              {one.article.id === articleId ? "" : ` (${one.article.title})`}
            </li>
          ))}
          {data.items.length > SHOWN ? <li>and {data.items.length - SHOWN} more</li> : null}
        </ul>
        {data.isComplete ? null : (
          <p className="text-sm text-text-muted">
            {data.checked} questions were tried; the rest is tried after publishing.
          </p>
        )}
      </div>
    </div>
  );
}
