/** The team's tickets: the URL says which, this reads the first page and the count, the leaf keeps them fresh. */
import type { Metadata } from "next";
import { paths } from "@/components/shell/nav";
import { countTickets, listTickets } from "@/lib/tickets/queries";
import { ticketView } from "@/lib/tickets/schema";
import { staffViewer } from "../../_shared/staff-viewer";
import { readView, toHref } from "../../_tickets/filters";
import { TicketsScreen } from "../../_tickets/tickets-screen";

export const metadata: Metadata = { title: "Tickets" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TicketsPage({ searchParams }: Props) {
  const view = readView(await searchParams);
  const viewer = await staffViewer(toHref(paths.staff.tickets, view));
  const filter = {
    status: [...view.status],
    priority: [...view.priority],
    category: view.category ?? undefined,
    assignee: view.assignee ?? undefined,
    customerId: view.customerId ?? undefined,
    q: view.q.trim() || undefined,
  };
  const [page, count] = await Promise.all([
    listTickets(viewer, { ...filter, sort: view.sort, limit: 50 }),
    countTickets(viewer, filter),
  ]);
  const initial = { items: page.items.map((row) => ticketView.parse(row)), nextCursor: page.nextCursor };
  return <TicketsScreen view={view} initial={initial} initialCount={count} />;
}
