"use client";
/** The lists of the inbox as the server has them: pages per view, counts, kept fresh by live events. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "@/app/_client/api";
import type { ConversationView } from "@/lib/conversations/schema";
import { keys } from "../_shared/live-refresh";
import { byNeed } from "./place";
import type { Counts, Page, View } from "./views";

export function useInbox(view: View, initial: Page<ConversationView>) {
  const query = useInfiniteQuery({
    queryKey: [...keys.inbox, view],
    queryFn: ({ pageParam, signal }) =>
      api<Page<ConversationView>>("/api/v1/conversations", {
        query: { view, limit: 50, cursor: pageParam || null },
        signal,
      }),
    initialPageParam: "",
    initialData: { pages: [initial], pageParams: [""] },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    staleTime: 30_000,
  });
  const seen = new Set<string>();
  // A row that moved between two pages while they were read appears in both.
  const rows = query.data.pages
    .flatMap((page) => page.items)
    .filter((row) => !seen.has(row.id) && seen.add(row.id));
  return { query, rows: view === "queue" ? rows.sort(byNeed) : rows };
}

export function useCounts(initial: Counts): Counts {
  return useQuery({
    queryKey: keys.counts,
    queryFn: ({ signal }) => api<Counts>("/api/v1/conversations/counts", { signal }),
    initialData: initial,
    staleTime: 30_000,
  }).data;
}
