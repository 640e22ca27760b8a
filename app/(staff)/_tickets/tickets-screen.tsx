"use client";
import { clsx } from "clsx";
/** The ticket list as a whole: which tickets (as a sentence), how many, and the table. */
import { SearchX, Ticket } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { messageOf } from "@/app/_client/api";
import { formatCount, plural } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { PageHeader } from "@/components/shell/page-header";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { useMe } from "../_shared/me";
import { FilterBar } from "./filter-bar";
import { everything, isFiltered, sentenceOf, type TicketView, toHref, usual } from "./filters";
import { TicketTable } from "./ticket-table";
import { type TicketCount, type TicketPage, useTicketCount, useTickets } from "./use-tickets";

const base = paths.staff.tickets;

export function TicketsScreen({
  view,
  initial,
  initialCount,
}: {
  view: TicketView;
  initial: TicketPage;
  initialCount: TicketCount;
}) {
  const router = useRouter();
  const [changing, startChange] = useTransition();
  const { colleagues } = useMe();
  const { query, rows } = useTickets(view, initial);
  const count = useTicketCount(view, initialCount);
  // What was chosen last, while its list is still on the way: two quick choices build on each other.
  const [wanted, want] = useOptimistic(view);
  const show = (next: TicketView, typing = false) =>
    startChange(() => {
      want(next);
      router[typing ? "replace" : "push"](toHref(base, next), { scroll: false });
    });
  const names = {
    assignee: colleagues.find((each) => each.id === view.assignee)?.name ?? null,
    customer: rows[0]?.customer.name ?? null,
  };
  const here = toHref("", { ...view, sort: "updated" });

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        dense
        title={sentenceOf(view, names)}
        meta={
          <Badge>
            <span role="status">
              {count.capped ? `${formatCount(count.count)}+` : formatCount(count.count)}
            </span>
          </Badge>
        }
        actions={
          <nav aria-label="Usual lists" className="flex flex-wrap gap-1">
            {usual.map((each) => {
              const current = toHref("", { ...each.view, sort: "updated" }) === here;
              return (
                <Link
                  key={each.label}
                  href={toHref(base, each.view)}
                  aria-current={current ? "true" : undefined}
                  className={clsx(
                    "flex h-7 items-center rounded px-2 text-sm transition-colors touch:h-11 touch:px-3",
                    current ? "bg-pressed font-medium" : "text-text-muted hover:bg-hover hover:text-text",
                  )}
                >
                  {each.label}
                </Link>
              );
            })}
          </nav>
        }
      />
      <FilterBar view={wanted} names={names} changing={changing} onChange={show} />
      {query.isError && rows.length === 0 ? (
        <ErrorState
          title="The tickets could not be loaded"
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        >
          {messageOf(query.error)}
        </ErrorState>
      ) : rows.length > 0 ? (
        <TicketTable
          rows={rows}
          view={view}
          dimmed={changing}
          footer={
            query.hasNextPage ? (
              <div className="flex items-center justify-center gap-4 py-3 text-sm text-text-muted tabular-nums">
                <span role="status">
                  {formatCount(rows.length)} of{" "}
                  {count.capped ? `${formatCount(count.count)}+` : plural(count.count, "ticket")}
                </span>
                <Button
                  size="sm"
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  Load more
                </Button>
              </div>
            ) : null
          }
        />
      ) : isFiltered(view) ? (
        <EmptyState
          icon={<SearchX />}
          title="No ticket matches"
          action={<Button onClick={() => show({ ...everything, sort: view.sort })}>Show all tickets</Button>}
        >
          Remove a condition above, or search for other words. A number such as #1042 finds one ticket.
        </EmptyState>
      ) : (
        <EmptyState icon={<Ticket />} title="No tickets yet">
          Tickets that customers, the assistant or the team open appear here.
        </EmptyState>
      )}
    </div>
  );
}
