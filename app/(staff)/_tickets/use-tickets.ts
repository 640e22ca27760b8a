"use client";
/** A ticket list and its count as the server has them, read again when a ticket changes. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "@/app/_client/api";
import type { TicketView as TicketRow } from "@/lib/tickets/schema";
import { keys } from "../_shared/live-refresh";
import { type TicketView, toQuery } from "./filters";

export type TicketPage = { items: TicketRow[]; nextCursor: string | null };
export type TicketCount = { count: number; capped: boolean };

export function useTickets(view: TicketView, initial: TicketPage) {
  const query = useInfiniteQuery({
    queryKey: [...keys.tickets, toQuery(view)],
    queryFn: ({ pageParam, signal }) =>
      api<TicketPage>("/api/v1/tickets", {
        query: { ...toQuery(view), limit: 50, cursor: pageParam || null },
        signal,
      }),
    initialPageParam: "",
    initialData: { pages: [initial], pageParams: [""] },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    staleTime: 30_000,
  });
  const seen = new Set<string>();
  const rows = query.data.pages
    .flatMap((page) => page.items)
    .filter((row) => !seen.has(row.id) && seen.add(row.id));
  return { query, rows };
}

export function useTicketCount(view: TicketView, initial: TicketCount): TicketCount {
  const { sort: _, ...filter } = toQuery(view);
  return (
    useQuery({
      queryKey: [...keys.ticketCount, filter],
      queryFn: ({ signal }) => api<TicketCount>("/api/v1/tickets/count", { query: filter, signal }),
      initialData: initial,
      placeholderData: keepPreviousData,
      staleTime: 30_000,
    }).data ?? initial
  );
}
