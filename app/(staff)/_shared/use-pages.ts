"use client";
/** A list that grows page by page, from the page that came with the screen. */
import { type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import { api } from "@/app/_client/api";

export type Page<Row> = { items: Row[]; nextCursor: string | null };

type Given<Row> = {
  key: QueryKey;
  path: string;
  /** The filter; `limit` and `cursor` are added here. */
  query: Record<string, string | number | null>;
  initial: Page<Row>;
};

export function usePages<Row extends { id: string }>({ key, path, query: filter, initial }: Given<Row>) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      api<Page<Row>>(path, { query: { ...filter, limit: 50, cursor: pageParam || null }, signal }),
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
  return { query, rows };
}
