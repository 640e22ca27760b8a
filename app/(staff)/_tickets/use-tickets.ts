"use client";
/** A ticket list and its count as the server has them, read again when a ticket changes. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "@/app/_client/api";
import type { TicketView as TicketRow } from "@/lib/tickets/schema";
import { keys } from "../_shared/live-refresh";
import { type Page, usePages } from "../_shared/use-pages";
import { type TicketView, toQuery } from "./filters";

export type TicketPage = Page<TicketRow>;
export type TicketCount = { count: number; capped: boolean };

export function useTickets(view: TicketView, initial: TicketPage) {
  return usePages<TicketRow>({
    key: [...keys.tickets, toQuery(view)],
    path: "/api/v1/tickets",
    query: toQuery(view),
    initial,
  });
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
