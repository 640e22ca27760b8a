"use client";
/** What was asked and not answered: groups of questions, those first that were asked most and last. */
import { clsx } from "clsx";
import { CircleHelp, RotateCw } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { useHydrated } from "@/app/_client/use-hydrated";
import { plural } from "@/components/format";
import { PageHeader } from "@/components/shell/page-header";
import { CountBadge } from "@/components/ui/badge";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import { type GapState, gapStates, type Source, sourceLabel, sources } from "@/lib/gaps/rules";
import type { GapView as Gap, GapCounts } from "@/lib/gaps/schema";
import { keys } from "../_shared/live-refresh";
import { useHotkeys } from "../_shared/use-hotkeys";
import { type Page, usePages } from "../_shared/use-pages";
import { GapRow, rowId } from "./gap-row";
import { type GapView, gapHref, gapsHref, gapViewHref, stateLabel } from "./places";

type GapPage = Page<Gap> & { counts: GapCounts };

const sourceItems = [
  { value: "all", label: "Any source" },
  ...[...sources].reverse().map((source) => ({ value: source, label: sourceLabel[source] })),
];

export function GapsScreen({ view, initial }: { view: GapView; initial: GapPage }) {
  const router = useRouter();
  const hydrated = useHydrated();
  const { query, rows } = usePages<Gap>({
    key: [...keys.gaps, view.state, view.source],
    path: "/api/v1/knowledge/gaps",
    query: { state: view.state, source: view.source },
    initial,
  });
  const counts = (query.data.pages[0] as GapPage | undefined)?.counts ?? initial.counts;
  const step = (by: 1 | -1) => {
    const at = rows.findIndex(({ id }) => rowId(id) === document.activeElement?.id);
    const next = rows[at === -1 ? (by === 1 ? 0 : rows.length - 1) : at + by];
    if (!next) return false;
    document.getElementById(rowId(next.id))?.focus();
  };
  useHotkeys({ j: () => step(1), k: () => step(-1) });
  return (
    <div aria-busy={!hydrated} className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        dense
        title="Gaps"
        description="What was asked and found no answer, in the help center and by the assistant."
        actions={<LookAgain />}
      />
      <div className="flex shrink-0 flex-wrap items-center justify-between gap-2 border-line border-b px-2 py-1.5">
        <nav aria-label="States" className="flex gap-0.5 overflow-x-auto">
          {gapStates.map((state) => (
            <StateLink key={state} state={state} view={view} count={counts[state]} />
          ))}
        </nav>
        <Select
          size="sm"
          aria-label="Source"
          className="w-56! max-sm:w-full!"
          items={sourceItems}
          value={view.source ?? "all"}
          onValueChange={(source) =>
            router.replace(gapViewHref({ ...view, source: source === "all" ? null : (source as Source) }), {
              scroll: false,
            })
          }
        />
      </div>
      {rows.length === 0 && query.isError ? (
        <ErrorState
          title="The gaps could not be loaded"
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        >
          {messageOf(query.error)}
        </ErrorState>
      ) : rows.length === 0 ? (
        <Nothing view={view} />
      ) : (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
          tabIndex={0}
          aria-label="Gaps"
          className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
        >
          <ul>
            {rows.map((gap) => (
              <GapRow key={gap.id} gap={gap} href={gapHref(gap.id)} />
            ))}
          </ul>
          {query.hasNextPage ? (
            <div className="flex items-center justify-center gap-4 py-3 text-sm text-text-muted tabular-nums">
              <span role="status">{plural(rows.length, "gap")} shown</span>
              <Button size="sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Load more
              </Button>
            </div>
          ) : null}
        </section>
      )}
    </div>
  );
}

function StateLink({ state, view, count }: { state: GapState; view: GapView; count: number }) {
  const isCurrent = state === view.state;
  return (
    <Link
      href={gapViewHref({ ...view, state })}
      replace
      scroll={false}
      aria-current={isCurrent ? "true" : undefined}
      className={clsx(
        "flex h-7 items-center gap-1.5 whitespace-nowrap rounded px-2 text-sm transition-colors touch:h-11 touch:px-2.5 touch:text-base",
        isCurrent ? "bg-pressed font-medium text-text" : "text-text-muted hover:bg-hover hover:text-text",
      )}
    >
      {stateLabel[state]}
      <CountBadge count={count} tone={isCurrent ? "strong" : "neutral"} />
    </Link>
  );
}

const nothingIn: Record<GapState, { title: string; text: string }> = {
  open: {
    title: "Nothing is missing",
    text: "Questions that the assistant could not answer, that a person had to answer, whose answer was of no help, or that a search of the help center did not find, appear here, grouped by what they ask. They are collected every two minutes.",
  },
  drafted: {
    title: "No drafts for gaps",
    text: "A gap is here while the article that was drafted for it waits to be published.",
  },
  solved: {
    title: "No solved gaps yet",
    text: "A gap is solved when its article is published and the question finds it. It opens again when it is asked again.",
  },
  dismissed: {
    title: "Nothing was dismissed",
    text: "Gaps that somebody has dismissed stay here, with the reason, and can be reopened.",
  },
};

function Nothing({ view }: { view: GapView }) {
  const { title, text } = nothingIn[view.state];
  return (
    <div className="flex flex-1 items-center justify-center">
      <EmptyState
        icon={<CircleHelp />}
        title={view.source ? "No gap from this source" : title}
        action={view.source ? <ButtonLink href={gapsHref}>Show all open gaps</ButtonLink> : undefined}
      >
        {view.source ? "Other sources may have some." : text}
      </EmptyState>
    </div>
  );
}

/** The job looks every two minutes; whoever has just answered a customer need not wait for it. */
function LookAgain() {
  const toast = useToast();
  const [pending, setPending] = useState(false);
  const look = async () => {
    setPending(true);
    try {
      await api("/api/v1/knowledge/gaps/collect", { method: "POST" });
      toast.show({ title: "Looking for new questions", description: "They appear here as they are found." });
    } catch (error) {
      toast.show({ title: messageOf(error), tone: "danger" });
    } finally {
      setPending(false);
    }
  };
  return (
    <Button
      size="sm"
      loading={pending}
      icon={<RotateCw aria-hidden="true" className="size-3.5" />}
      onClick={() => void look()}
    >
      Look for new questions
    </Button>
  );
}
