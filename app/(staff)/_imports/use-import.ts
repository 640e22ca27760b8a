"use client";
/** One import and its items, kept fresh: told by events, and looked at again every so often while it runs. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "@/app/_client/api";
import { type ImportItem, type ImportView, isOver, type Outcome } from "@/lib/imports/schema";
import { keys } from "../_shared/live-refresh";

/** Milliseconds between two looks at an import that runs. */
const LOOK = 1_500;

export type ItemFilter = Outcome | "open" | null;
export type ItemPage = { items: ImportItem[]; nextCursor: string | null };

export function useImport(initial: ImportView) {
  return useQuery({
    queryKey: keys.import(initial.id),
    queryFn: ({ signal }) => api<ImportView>(`/api/v1/knowledge/imports/${initial.id}`, { signal }),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data && !isOver(state.data.state) ? LOOK : false),
  });
}

/** `initial`: as they were read with the page, if the import has not come to its end since. */
export function useItems(id: string, outcome: ItemFilter, over: boolean, initial: ItemPage | undefined) {
  return useInfiniteQuery({
    // The end is a list of its own: whoever saw the import end reads once more what became of its last articles.
    queryKey: [...keys.import(id), "items", outcome, over],
    queryFn: ({ pageParam, signal }) =>
      api<ItemPage>(`/api/v1/knowledge/imports/${id}/items`, {
        query: { outcome, limit: 100, cursor: pageParam || null },
        signal,
      }),
    initialPageParam: "",
    ...(initial ? { initialData: { pages: [initial], pageParams: [""] } } : {}),
    placeholderData: keepPreviousData,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: over ? false : LOOK * 2,
  });
}
