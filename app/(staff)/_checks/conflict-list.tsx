"use client";
/** Passages of two articles side by side, with the words in which they differ. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { Badge } from "@/components/ui/badge";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { TextLink } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { Switch } from "@/components/ui/switch";
import { useToast } from "@/components/ui/toast";
import type { ConflictView } from "@/lib/checks/schema";
import { editHref } from "../_gaps/places";
import { keys } from "../_shared/live-refresh";

const because = {
  number: "Different numbers",
  date: "Different dates",
  price: "Free or not",
  denial: "One says the opposite",
} as const;

export function ConflictList({ initial }: { initial: ConflictView[] }) {
  const [dismissed, setDismissed] = useState(false);
  const state = dismissed ? "dismissed" : "open";
  const { data, isError, error, isFetching, refetch } = useQuery({
    queryKey: [...keys.checks, "conflicts", state],
    queryFn: async ({ signal }) =>
      (await api<{ items: ConflictView[] }>("/api/v1/knowledge/conflicts", { query: { state }, signal }))
        .items,
    ...(dismissed ? {} : { initialData: initial }),
    staleTime: 30_000,
  });
  return (
    <div className="flex flex-col gap-3">
      <div className="flex justify-end">
        <Switch label="Show dismissed" checked={dismissed} onCheckedChange={setDismissed} />
      </div>
      {isError && !data ? (
        <ErrorState
          title="The conflicts could not be loaded"
          onRetry={() => void refetch()}
          retrying={isFetching}
        >
          {messageOf(error)}
        </ErrorState>
      ) : !data ? (
        <p role="status" className="animate-late text-text-muted">
          Loading
        </p>
      ) : data.length === 0 ? (
        <EmptyState icon={<Scale />} title={dismissed ? "Nothing was dismissed" : "No conflicts"}>
          {dismissed
            ? "Pairs that somebody has called no conflict stay here until one of the texts changes."
            : "When two articles name different numbers, dates or prices for the same thing, or say nearly the same, both stand here side by side."}
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-4">
          {data.map((conflict) => (
            <Conflict key={conflict.id} conflict={conflict} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Conflict({ conflict }: { conflict: ConflictView }) {
  const queries = useQueryClient();
  const toast = useToast();
  const [pending, setPending] = useState(false);
  const decide = async (what: "dismiss" | "reopen") => {
    setPending(true);
    try {
      await api(`/api/v1/knowledge/conflicts/${conflict.id}/${what}`, { method: "POST" });
      if (what === "dismiss")
        toast.show({
          title: "Not a conflict",
          description: "Remembered for these two texts, until one of them changes.",
          action: { label: "Undo", onClick: () => void decide("reopen") },
        });
    } catch (error) {
      toast.show({ title: messageOf(error), tone: "danger" });
    } finally {
      setPending(false);
      void queries.invalidateQueries({ queryKey: keys.checks });
    }
  };
  const titles = `${conflict.a.article.title} and ${conflict.b.article.title}`;
  return (
    <li aria-label={titles} className="flex flex-col gap-3 rounded border border-line bg-surface p-3">
      <header className="flex flex-wrap items-center gap-2 text-sm">
        <Badge tone={conflict.kind === "contradiction" ? "strong" : "outline"}>
          {conflict.kind === "contradiction" ? "Contradiction" : "Nearly the same"}
        </Badge>
        {conflict.because ? <span>{because[conflict.because]}</span> : null}
        <span className="text-text-muted">
          found <RelativeTime iso={conflict.foundAt} />
        </span>
        <span className="ml-auto">
          {conflict.state === "open" ? (
            <Button size="sm" loading={pending} onClick={() => void decide("dismiss")}>
              Not a conflict
            </Button>
          ) : (
            <Button size="sm" loading={pending} onClick={() => void decide("reopen")}>
              It is a conflict
            </Button>
          )}
        </span>
      </header>
      <div className="grid gap-3 md:grid-cols-2">
        <Side side={conflict.a} />
        <Side side={conflict.b} />
      </div>
    </li>
  );
}

function Side({ side }: { side: ConflictView["a"] }) {
  return (
    <div className="flex min-w-0 flex-col gap-2 rounded bg-sunken px-3 py-2">
      <p className="text-sm [overflow-wrap:anywhere]">
        <TextLink href={side.href}>{side.article.title}</TextLink>
        {side.heading ? <span className="text-text-muted"> › {side.heading}</span> : null}
      </p>
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{marked(side.text, side.marks)}</p>
      <div className="mt-auto">
        <ButtonLink size="sm" href={editHref(side.article.id)} aria-label={`Edit ${side.article.title}`}>
          Edit
        </ButtonLink>
      </div>
    </div>
  );
}

/** The words that differ, marked by more than colour. */
function marked(text: string, marks: readonly (readonly [number, number])[]) {
  const ordered = [...marks].sort((a, b) => a[0] - b[0]);
  const parts: React.ReactNode[] = [];
  let at = 0;
  for (const [start, end] of ordered) {
    if (start < at) continue;
    parts.push(
      text.slice(at, start),
      <mark key={start} className="rounded-sm bg-accent-soft px-0.5 font-semibold text-text underline">
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  return [...parts, text.slice(at)];
}
