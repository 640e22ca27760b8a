"use client";
/** One list of conversations: live, in the order that matters, and still under the pointer. */
import { ArrowUp, Inbox } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useDraft } from "@/app/_client/draft";
import { plural } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { ConversationView } from "@/lib/conversations/schema";
import { useMe } from "../_shared/me";
import { useHotkeys } from "../_shared/use-hotkeys";
import type { Page } from "../_shared/use-pages";
import { InboxRow, rowId } from "./inbox-row";
import { keepPlace, stepFrom } from "./place";
import { useInbox } from "./use-inbox";
import { type View, viewLabel } from "./views";

const empty: Record<View, { title: string; text: string }> = {
  queue: {
    title: "Nobody is waiting",
    text: "Conversations that need a person appear here: the most urgent first, then the longest wait.",
  },
  mine: {
    title: "You have no conversations",
    text: "What you claim or take over stays here until you hand it back or resolve it.",
  },
  all: {
    title: "No conversations yet",
    text: "Every conversation with a customer appears here, newest first.",
  },
};

/** What the reader holds on to: the order that they saw when they came near. */
type Hold = { ids: string[]; known: Map<string, ConversationView>; pages: number };

export function ConversationList({
  view,
  initial,
  openId,
}: {
  view: View;
  initial: Page<ConversationView>;
  openId: string | null;
}) {
  const { query, rows } = useInbox(view, initial);
  const [hold, setHold] = useState<(Hold & { view: View }) | null>(null);
  const list = useRef<HTMLUListElement>(null);

  const pages = query.data.pages.length;
  const held = hold !== null && hold.view === view && hold.pages === pages ? hold : null;
  const placed = held
    ? keepPlace(held.ids, rows, held.known)
    : { rows: rows.map((row) => ({ row, left: false })), arrived: 0 };
  const ids = placed.rows.map(({ row }) => row.id);

  const takeHold = () =>
    setHold({
      view,
      pages,
      ids: rows.map((row) => row.id),
      known: new Map(rows.map((row) => [row.id, row])),
    });

  const hrefTo = (id: string) => `${paths.staff.inbox}/${id}?view=${view}`;
  const step = (by: 1 | -1) => {
    const focused = document.activeElement?.closest("li a")?.id;
    const from = ids.find((id) => rowId(id) === focused) ?? openId;
    const to = stepFrom(ids, from, by);
    if (to === null) return false;
    document.getElementById(rowId(to))?.focus();
  };
  useHotkeys({ j: () => step(1), k: () => step(-1) });
  const onArrow = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  };

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {placed.arrived > 0 ? (
        <div className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center">
          <Button
            size="sm"
            className="pointer-events-auto animate-appear bg-raised shadow-float"
            icon={<ArrowUp aria-hidden="true" className="size-4" />}
            onClick={() => {
              setHold(null);
              list.current?.parentElement?.scrollTo({ top: 0 });
            }}
          >
            {`${placed.arrived} new`}
          </Button>
        </div>
      ) : null}
      <div
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain"
        onPointerEnter={(event) => event.pointerType === "mouse" && takeHold()}
        onPointerLeave={() => setHold(null)}
      >
        {query.isError && rows.length === 0 ? (
          <ErrorState
            title="The list could not be loaded"
            onRetry={() => void query.refetch()}
            retrying={query.isFetching}
          >
            Nothing was changed.
          </ErrorState>
        ) : query.isPending ? (
          <SkeletonRows label="Loading conversations" />
        ) : placed.rows.length === 0 ? (
          <EmptyState icon={<Inbox />} title={empty[view].title}>
            {empty[view].text}
          </EmptyState>
        ) : (
          <ul ref={list} aria-label={viewLabel[view]} onKeyDown={onArrow}>
            {placed.rows.map(({ row, left }) => (
              <RowWithDraft
                key={row.id}
                conversation={row}
                href={hrefTo(row.id)}
                current={row.id === openId}
                left={left}
              />
            ))}
          </ul>
        )}
        {query.hasNextPage ? (
          <div className="flex flex-col items-center gap-2 py-4 text-sm text-text-muted tabular-nums">
            <span role="status">{plural(rows.length, "conversation")} shown</span>
            <Button size="sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Show more
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  );
}

function RowWithDraft(props: Omit<Parameters<typeof InboxRow>[0], "hasDraft">) {
  const [draft] = useDraft(useMe().id, props.conversation.id);
  return <InboxRow {...props} hasDraft={draft.trim() !== "" && !props.current} />;
}
