"use client";
/** At an article: how often it is cited, what came of it, and the questions that must find it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RelativeTime } from "@/components/ui/relative-time";
import { useToast } from "@/components/ui/toast";
import { type CaseView, MAX_CASE } from "@/lib/checks/schema";
import type { ArticleUsage, Outcomes } from "@/lib/knowledge/usage-schema";
import { Part } from "../_knowledge/details-panel";
import { keys } from "../_shared/live-refresh";
import { CaseRow } from "./case-list";

const lines: { of: keyof Outcomes; label: string }[] = [
  { of: "cited", label: "Cited" },
  { of: "confirmed", label: "Resolved, confirmed" },
  { of: "assumed", label: "Resolved, assumed" },
  { of: "open", label: "Still open" },
  { of: "toPerson", label: "Went to a person" },
  { of: "helpful", label: "Helpful" },
  { of: "notHelpful", label: "Not helpful" },
];
const days = ["7", "30", "90"] as const;

/** Nothing until it is read: it stands beside what matters more. */
export function UsagePanel({ articleId }: { articleId: string }) {
  const { data } = useQuery({
    queryKey: [...keys.usage, articleId],
    queryFn: ({ signal }) => api<ArticleUsage>(`/api/v1/knowledge/articles/${articleId}/usage`, { signal }),
    staleTime: 60_000,
  });
  if (!data) return null;
  return (
    <Part title="Citations">
      {data.lastCitedAt ? (
        <>
          <table className="w-full text-left text-sm tabular-nums">
            <thead>
              <tr className="text-text-muted">
                <th scope="col" className="font-normal">
                  Last days
                </th>
                {days.map((span) => (
                  <th key={span} scope="col" className="w-12 text-right font-normal">
                    {span}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map(({ of, label }) => (
                <tr key={of}>
                  <th scope="row" className="py-0.5 font-normal">
                    {label}
                  </th>
                  {days.map((span) => (
                    <td key={span} className="text-right">
                      {data.days[span][of]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <p className="text-sm text-text-muted">
            Last cited <RelativeTime iso={data.lastCitedAt} />
          </p>
        </>
      ) : (
        <p className="text-text-muted">No answer has cited it yet.</p>
      )}
    </Part>
  );
}

export function ArticleCases({ articleId }: { articleId: string }) {
  const queries = useQueryClient();
  const toast = useToast();
  const [question, setQuestion] = useState("");
  const [pending, setPending] = useState(false);
  const { data } = useQuery({
    queryKey: [...keys.checks, "cases", articleId],
    queryFn: async ({ signal }) =>
      (await api<{ items: CaseView[] }>("/api/v1/knowledge/cases", { query: { articleId }, signal })).items,
    staleTime: 30_000,
  });
  const isLong = question.trim().length > MAX_CASE;
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (question.trim() === "" || isLong) return;
    setPending(true);
    try {
      await api("/api/v1/knowledge/cases", {
        method: "POST",
        body: { articleId, question: question.trim() },
      });
      setQuestion("");
    } catch (error) {
      toast.show({ title: messageOf(error), tone: "danger" });
    } finally {
      setPending(false);
      void queries.invalidateQueries({ queryKey: keys.checks });
    }
  };
  return (
    <Part title="Test questions">
      <p className="text-sm text-text-muted">Search must find this article with each of them.</p>
      {data && data.length > 0 ? (
        <ul className="flex flex-col rounded border border-line bg-surface">
          {data.map((one) => (
            <CaseRow key={one.id} one={one} withArticle={false} />
          ))}
        </ul>
      ) : null}
      <form
        aria-label="Add a test question"
        onSubmit={(event) => void add(event)}
        className="flex items-end gap-2"
      >
        <Field
          label="Question"
          hideLabel
          className="flex-1"
          error={isLong ? `At most ${MAX_CASE} characters` : null}
        >
          <Input
            size="sm"
            placeholder="As a customer would ask"
            value={question}
            onValueChange={setQuestion}
          />
        </Field>
        <Button size="sm" type="submit" loading={pending} disabled={question.trim() === "" || isLong}>
          Add
        </Button>
      </form>
    </Part>
  );
}
