"use client";
/** One gap: who asked what, what readers find for it now, and the article that could answer it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronLeft, FileText, SearchX } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { useHydrated } from "@/app/_client/use-hydrated";
import { plural } from "@/components/format";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { useToast } from "@/components/ui/toast";
import type { GapDetail } from "@/lib/gaps/schema";
import type { SuggestionView } from "@/lib/suggestions/schema";
import { keys } from "../_shared/live-refresh";
import { useHotkeys } from "../_shared/use-hotkeys";
import { DismissDialog } from "./dismiss-dialog";
import { MergePart } from "./merge-part";
import { editHref, gapsHref, stateLabel } from "./places";
import { QuestionList } from "./question-list";
import { SuggestionPart } from "./suggestion-part";

export type CategoryItem = { id: string; label: string };

type Props = {
  initial: GapDetail;
  suggestion: SuggestionView | null;
  categories: readonly CategoryItem[];
};

export function GapScreen({ initial, suggestion, categories }: Props) {
  const router = useRouter();
  const queries = useQueryClient();
  const toast = useToast();
  const hydrated = useHydrated();
  const [dismissing, setDismissing] = useState(false);
  const [pending, setPending] = useState(false);
  const { data: gap } = useQuery({
    queryKey: keys.gap(initial.id),
    queryFn: ({ signal }) => api<GapDetail>(`/api/v1/knowledge/gaps/${initial.id}`, { signal }),
    initialData: initial,
    staleTime: 30_000,
    // Merged elsewhere, it is gone: what is shown stays until somebody leaves.
    retry: false,
  });
  const act = async (what: "dismiss" | "reopen", body?: unknown): Promise<boolean> => {
    setPending(true);
    try {
      const after = await api<GapDetail>(`/api/v1/knowledge/gaps/${gap.id}/${what}`, {
        method: "POST",
        body,
      });
      queries.setQueryData(keys.gap(gap.id), after);
      if (what === "dismiss")
        toast.show({
          title: "Gap dismissed",
          description: "It stays dismissed although it is asked again.",
          action: { label: "Undo", onClick: () => void act("reopen") },
        });
      return true;
    } catch (error) {
      toast.show({ title: messageOf(error), tone: "danger" });
      void queries.invalidateQueries({ queryKey: keys.gap(gap.id) });
      return false;
    } finally {
      setPending(false);
    }
  };
  const mayDismiss = gap.state !== "dismissed";
  useHotkeys({
    Escape: () => router.push(gapsHref),
    x: mayDismiss ? () => setDismissing(true) : undefined,
  });
  return (
    <div aria-busy={!hydrated} className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <header className="flex shrink-0 items-start gap-2 border-line border-b px-4 py-2.5 max-sm:px-2">
        <Link href={gapsHref} aria-label="All gaps" className={buttonClass("quiet", "sm", true)}>
          <ChevronLeft aria-hidden="true" className="size-5" />
        </Link>
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <h1 className="font-semibold text-md [overflow-wrap:anywhere]">{gap.title}</h1>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-text-muted tabular-nums">
            <Badge tone={gap.state === "open" ? "accent" : "outline"}>{stateLabel[gap.state]}</Badge>
            <span>asked {plural(gap.questions, "time")}</span>
            {gap.customers > 0 ? <span>by {plural(gap.customers, "customer")}</span> : null}
            <span>
              last <RelativeTime iso={gap.lastAskedAt} />
            </span>
            {gap.reopenedAt && gap.state === "open" ? (
              <span>
                came up again <RelativeTime iso={gap.reopenedAt} />
              </span>
            ) : null}
          </p>
          {gap.state === "dismissed" && gap.reason ? (
            <p className="text-sm [overflow-wrap:anywhere]">
              {gap.decidedBy ?? "Somebody"} dismissed it: {gap.reason}
            </p>
          ) : null}
        </div>
        {mayDismiss ? (
          <Button size="sm" aria-keyshortcuts="x" onClick={() => setDismissing(true)}>
            Dismiss
          </Button>
        ) : null}
        {gap.state === "open" ? null : (
          <Button size="sm" loading={pending} onClick={() => void act("reopen")}>
            Reopen
          </Button>
        )}
      </header>
      <div className="grid gap-x-8 gap-y-6 px-4 py-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <Part title="What readers find now">
            <Found gap={gap} />
          </Part>
          <Part title="Questions">
            <QuestionList gap={gap} />
          </Part>
          <MergePart gap={gap} />
        </div>
        <SuggestionPart
          of={{ gapId: gap.id }}
          initial={suggestion}
          categories={categories}
          hint={
            gap.state === "dismissed"
              ? "This gap was dismissed. Reopen it to write something about it."
              : undefined
          }
        />
      </div>
      <DismissDialog
        open={dismissing}
        onOpenChange={setDismissing}
        pending={pending}
        onConfirm={async (reason) => {
          if (await act("dismiss", { reason })) setDismissing(false);
        }}
      />
    </div>
  );
}

export function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-2">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Found({ gap: { found, article } }: { gap: GapDetail }) {
  return (
    <div className="flex flex-col gap-1.5">
      {found ? (
        <p className="flex items-start gap-2">
          <FileText aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-text-muted" />
          <span className="min-w-0">
            <TextLink href={`/help/${found.slug}`}>{found.title}</TextLink>
            <span className="text-text-muted tabular-nums">
              {" "}
              (score {found.score.toFixed(2)}
              {found.answerable ? ", taken for an answer" : ", not taken for an answer"})
            </span>
          </span>
        </p>
      ) : (
        <p className="flex items-start gap-2 text-text-muted">
          <SearchX aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          Nothing that is near.
        </p>
      )}
      {article ? (
        <p>
          {article.isPublished ? "Written for it: " : "Drafted for it: "}
          <TextLink href={editHref(article.id)}>{article.title}</TextLink>
        </p>
      ) : null}
    </div>
  );
}
