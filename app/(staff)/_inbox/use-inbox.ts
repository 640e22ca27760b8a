"use client";
/** The lists of the inbox as the server has them: pages per view, counts, kept fresh by live events. */
import { useQuery } from "@tanstack/react-query";
import { api } from "@/app/_client/api";
import type { ConversationView } from "@/lib/conversations/schema";
import { keys } from "../_shared/live-refresh";
import { type Page, usePages } from "../_shared/use-pages";
import { byNeed } from "./place";
import type { Counts, View } from "./views";

export function useInbox(view: View, initial: Page<ConversationView>) {
  const { query, rows } = usePages<ConversationView>({
    key: [...keys.inbox, view],
    path: "/api/v1/conversations",
    query: { view },
    initial,
  });
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
