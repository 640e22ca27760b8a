"use client";
/** The inbox's list of requests that wait for approval, the oldest first: for whom, what, and how long is left. */
import { clsx } from "clsx";
import { Hourglass } from "lucide-react";
import Link from "next/link";
import type { KeyboardEvent } from "react";
import { messageOf } from "@/app/_client/api";
import { TimeLeft } from "@/components/conversation/request-card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { askOf, sentenceStart } from "@/lib/approvals/fields";
import type { ApprovalView } from "@/lib/approvals/schema";
import { stepFrom } from "../_inbox/place";
import { useHotkeys } from "../_shared/use-hotkeys";
import { useApprovalQueue } from "./use-approval-queue";

const rowId = (id: string) => `approval-${id}`;

export function ApprovalList({
  openId,
  hrefTo,
}: {
  openId: string | null;
  hrefTo: (conversationId: string) => string;
}) {
  const { data, isError, error, isFetching, refetch } = useApprovalQueue();
  const ids = (data ?? []).map(({ id }) => id);
  const step = (by: 1 | -1) => {
    const focused = document.activeElement?.closest("li a")?.id;
    const open = data?.find(({ conversationId }) => conversationId === openId)?.id ?? null;
    const to = stepFrom(ids, ids.find((id) => rowId(id) === focused) ?? open, by);
    if (to === null) return false;
    document.getElementById(rowId(to))?.focus();
  };
  useHotkeys({ j: () => step(1), k: () => step(-1) });
  const onArrow = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  };
  if (!data)
    return isError ? (
      <ErrorState
        title="The requests could not be loaded"
        onRetry={() => void refetch()}
        retrying={isFetching}
      >
        {messageOf(error)}
      </ErrorState>
    ) : (
      <SkeletonRows label="Loading requests" />
    );
  if (data.length === 0)
    return (
      <EmptyState icon={<Hourglass />} title="Nothing waits for approval">
        What the assistant may not do by itself appears here, and waits for one of you to decide.
      </EmptyState>
    );
  return (
    <ul aria-label="Waiting for approval" onKeyDown={onArrow}>
      {data.map((approval) => (
        <Row
          key={approval.id}
          approval={approval}
          href={hrefTo(approval.conversationId)}
          current={approval.conversationId === openId}
        />
      ))}
    </ul>
  );
}

function Row({ approval, href, current }: { approval: ApprovalView; href: string; current: boolean }) {
  return (
    <li className="border-line border-b">
      <Link
        id={rowId(approval.id)}
        href={href}
        scroll={false}
        prefetch={false}
        aria-current={current ? "page" : undefined}
        className={clsx(
          "relative flex h-14 items-center gap-3 px-3 transition-colors focus-visible:-outline-offset-2 touch:h-16 touch:px-4",
          current ? "bg-accent-soft" : "hover:bg-hover active:bg-pressed",
        )}
      >
        <Hourglass aria-hidden="true" className="size-4 shrink-0 text-text-muted" />
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="flex items-center gap-2">
            <span className="truncate font-medium text-sm">{approval.customerName}</span>
            <span className="ml-auto shrink-0 text-text-muted text-xs tabular-nums">
              <TimeLeft until={approval.expiresAt} />
            </span>
          </span>
          <span className="truncate text-sm text-text-muted">
            {sentenceStart(askOf(approval.tool, approval.args))}
          </span>
        </span>
      </Link>
    </li>
  );
}
