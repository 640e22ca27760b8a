"use client";
/** What readers say about an article, for whoever keeps it true: how many it helped, and their words. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { ThumbsDown, ThumbsUp } from "lucide-react";
import { api, messageOf } from "@/app/_client/api";
import { formatShare, plural } from "@/components/format";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { ArticleFeedback, FeedbackComment } from "@/lib/knowledge/feedback-schema";
import { Nothing } from "../_customer/panel-part";
import { keys } from "../_shared/live-refresh";
import { articlePath } from "./addresses";
import { Part } from "./details-panel";

/** Comments that are read at once. */
const PAGE = 20;

/** `version` is the one that is live. */
export function FeedbackPart({ articleId, version }: { articleId: string; version: number }) {
  const query = useInfiniteQuery({
    queryKey: [...keys.article(articleId), "feedback"],
    queryFn: ({ pageParam, signal }) =>
      api<ArticleFeedback>(`${articlePath(articleId)}/feedback`, {
        query: { limit: PAGE, cursor: pageParam || null },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    staleTime: 60_000,
  });
  const counts = query.data?.pages[0];
  const said = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Part title="Reader feedback">
      {query.isPending ? (
        <Skeleton className="w-2/3" />
      ) : query.isError && !counts ? (
        <Nothing>{messageOf(query.error)}</Nothing>
      ) : counts && counts.helpful + counts.notHelpful > 0 ? (
        <>
          <Counts of={counts} />
          {said.length === 0 ? (
            <Nothing>Nobody has left a comment.</Nothing>
          ) : (
            <ul className="flex flex-col gap-3">
              {said.map((item) => (
                <Comment key={item.id} item={item} isOld={item.version !== version} />
              ))}
            </ul>
          )}
          {query.hasNextPage ? (
            <span>
              <Button size="sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show more
              </Button>
            </span>
          ) : null}
        </>
      ) : (
        <Nothing>No reader has said yet whether it helped.</Nothing>
      )}
    </Part>
  );
}

function Counts({ of: { helpful, notHelpful, helpfulNow, notHelpfulNow } }: { of: ArticleFeedback }) {
  const all = helpful + notHelpful;
  const now = helpfulNow + notHelpfulNow;
  return (
    <p className="tabular-nums">
      It helped {helpful} of {plural(all, "reader")} ({formatShare(helpful / all)}).
      <span className="text-text-muted">
        {now === 0
          ? " Nobody has rated the version that is live."
          : now < all
            ? ` Of the version that is live: ${helpfulNow} of ${now}.`
            : null}
      </span>
    </p>
  );
}

function Comment({ item, isOld }: { item: FeedbackComment; isOld: boolean }) {
  const Icon = item.helpful ? ThumbsUp : ThumbsDown;
  return (
    <li className="flex gap-2">
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-text-muted" />
      <span className="flex min-w-0 flex-col gap-0.5">
        <span className="sr-only">{item.helpful ? "Helpful:" : "Not helpful:"}</span>
        <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">{item.comment}</span>
        <span className="text-text-muted text-xs">
          {item.customerName ?? "A visitor"}, <RelativeTime iso={item.updatedAt} />
          {isOld ? `, on version ${item.version}` : null}
        </span>
      </span>
    </li>
  );
}
