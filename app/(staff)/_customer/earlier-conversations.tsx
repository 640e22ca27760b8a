"use client";
/** What the customer asked before, newest first; read only when the panel is looked at. */
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { api, messageOf } from "@/app/_client/api";
import { OwnerMark } from "@/components/conversation/owner-mark";
import { plural } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { ConversationView } from "@/lib/conversations/schema";
import { keys } from "../_shared/live-refresh";
import type { Page } from "../_shared/use-pages";
import { Nothing, PanelPart } from "./panel-part";

const SHOWN = 6;

export function EarlierConversations({
  customerId,
  currentId,
  total,
}: {
  customerId: string;
  currentId: string;
  total: number;
}) {
  const query = useQuery({
    queryKey: [...keys.customer(customerId), "conversations"],
    queryFn: ({ signal }) =>
      api<Page<ConversationView>>("/api/v1/conversations", {
        query: { view: "all", customerId, limit: SHOWN + 1 },
        signal,
      }),
    staleTime: 60_000,
  });
  const others = query.data?.items.filter((each) => each.id !== currentId).slice(0, SHOWN) ?? [];
  const hidden = total - 1 - others.length;
  return (
    <PanelPart title="Other conversations" count={Math.max(0, total - 1)}>
      {query.isPending ? (
        <Skeleton className="w-2/3" />
      ) : query.isError ? (
        <Nothing>{messageOf(query.error)}</Nothing>
      ) : others.length === 0 ? (
        <Nothing>This is their first one.</Nothing>
      ) : (
        <ul className="-mx-2 flex flex-col">
          {others.map((each) => (
            <li key={each.id}>
              <Link
                href={`${paths.staff.inbox}/${each.id}?view=all`}
                prefetch={false}
                className="flex h-8 items-center gap-2 rounded px-2 hover:bg-hover active:bg-pressed touch:h-11"
              >
                <OwnerMark owner={{ ...each.owner, waitMinutes: null }} className="shrink-0" />
                <span className="min-w-0 flex-1 truncate">
                  {each.subject ?? each.lastExcerpt ?? "Nothing written"}
                </span>
                <RelativeTime
                  iso={each.lastMessageAt}
                  format="date"
                  className="shrink-0 text-text-muted text-xs"
                />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 && others.length > 0 ? <Nothing>and {plural(hidden, "older one")}</Nothing> : null}
    </PanelPart>
  );
}
