/** The customer's tickets with their status, the last changed first. */
import { Ticket as TicketIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { plural } from "@/components/format";
import { Column } from "@/components/shell/customer-shell";
import { paths } from "@/components/shell/nav";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { CursorBar } from "@/components/ui/pagination";
import { RelativeTime } from "@/components/ui/relative-time";
import { listTickets } from "@/lib/tickets/queries";
import { type Category, categoryLabel, type TicketStatus, ticketView } from "@/lib/tickets/schema";
import { customerViewer, orNull } from "../_shared/customer-viewer";
import { LiveRefresh } from "../_shared/live-refresh";
import { Row, RowList } from "../_shared/row-list";
import { TicketStatusBadge } from "../_shared/ticket-status";

export const metadata: Metadata = { title: "My tickets" };

const PAGE = 25;
const unsettled: TicketStatus[] = ["open", "pending"];
type Search = Promise<{ cursor?: string | string[]; show?: string | string[] }>;

export default async function TicketsPage({ searchParams }: { searchParams: Search }) {
  const given = await searchParams;
  const cursor = typeof given.cursor === "string" ? given.cursor : undefined;
  const onlyOpen = given.show === "open";
  const viewer = await customerViewer(paths.tickets);
  const list = (from: { cursor?: string }) =>
    listTickets(viewer, { ...from, limit: PAGE, ...(onlyOpen ? { status: unsettled } : {}) });
  const page = (cursor ? await orNull(list({ cursor })) : null) ?? (await list({}));
  const items = page.items.map((item) => ticketView.parse(item));
  const href = (more: Record<string, string> = {}) => {
    const query = new URLSearchParams({ ...(onlyOpen ? { show: "open" } : {}), ...more });
    return query.size > 0 ? `${paths.tickets}?${query}` : paths.tickets;
  };
  return (
    <Column>
      <LiveRefresh kinds={["ticket"]} />
      <PageHeader
        title="My tickets"
        actions={
          <ButtonLink href={`${paths.tickets}/new`} variant="primary">
            New ticket
          </ButtonLink>
        }
      />
      <nav aria-label="Which tickets" className="flex gap-1">
        <Choice href={paths.tickets} current={!onlyOpen}>
          All
        </Choice>
        <Choice href={`${paths.tickets}?show=open`} current={onlyOpen}>
          Not settled
        </Choice>
      </nav>
      {items.length === 0 ? (
        <EmptyState
          icon={<TicketIcon />}
          title={onlyOpen ? "Nothing is open" : "No tickets yet"}
          action={<ButtonLink href={paths.chat}>Ask a question</ButtonLink>}
        >
          {onlyOpen
            ? "Every ticket of yours is settled."
            : "A ticket follows something that takes longer than one answer. The assistant opens one when it is needed, and you can too."}
        </EmptyState>
      ) : (
        <RowList label="My tickets">
          {items.map((ticket) => (
            <Row
              key={ticket.id}
              href={`${paths.tickets}/${ticket.number}`}
              title={ticket.subject}
              detail={
                <>
                  <span className="tabular-nums">#{ticket.number}</span> ·{" "}
                  {categoryLabel[ticket.category as Category] ?? ticket.category}
                  {ticket.assignee ? ` · ${ticket.assignee.name}` : ""}
                </>
              }
              end={
                <>
                  <TicketStatusBadge status={ticket.status} />
                  <RelativeTime iso={ticket.updatedAt} />
                </>
              }
            />
          ))}
        </RowList>
      )}
      {cursor || page.nextCursor ? (
        <CursorBar
          summary={plural(items.length, "ticket")}
          previousHref={cursor ? href() : null}
          nextHref={page.nextCursor ? href({ cursor: page.nextCursor }) : null}
        />
      ) : null}
    </Column>
  );
}

function Choice({ href, current, children }: { href: string; current: boolean; children: ReactNode }) {
  return (
    <Link
      href={href}
      aria-current={current ? "true" : undefined}
      className={buttonClass(current ? "secondary" : "quiet", "sm")}
    >
      {children}
    </Link>
  );
}
