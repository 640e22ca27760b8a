"use client";
/** The customer's open tickets beside the thread, each with its priority and assignee to change in place. */
import { Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { plural } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { Avatar } from "@/components/ui/avatar";
import { IconButton } from "@/components/ui/icon-button";
import type { CustomerCardView } from "@/lib/customers/schema";
import type { TicketView } from "@/lib/tickets/schema";
import { AssigneeMenu, PriorityMenu } from "../_tickets/edit-menus";
import { StatusBadge } from "../_tickets/looks";
import { NewTicketDialog } from "../_tickets/new-ticket-dialog";
import { Nothing, PanelPart } from "./panel-part";

export function CustomerTickets({
  customer,
  conversationId,
  subject,
}: {
  customer: CustomerCardView;
  conversationId: string;
  subject: string | null;
}) {
  const [opening, setOpening] = useState(false);
  const others = customer.tickets - customer.openTickets.length;
  return (
    <PanelPart
      title="Open tickets"
      count={customer.openTickets.length}
      actions={
        <IconButton size="sm" label="New ticket" onClick={() => setOpening(true)}>
          <Plus aria-hidden="true" className="size-4" />
        </IconButton>
      }
    >
      {customer.openTickets.length === 0 ? (
        <Nothing>Nothing is open.</Nothing>
      ) : (
        <ul className="flex flex-col gap-3">
          {customer.openTickets.map((ticket) => (
            <TicketLine key={ticket.id} ticket={ticket} />
          ))}
        </ul>
      )}
      {others > 0 ? (
        <Link
          href={`${paths.staff.tickets}?customerId=${customer.id}`}
          className="self-start rounded-sm text-text-muted hover:text-text hover:underline"
        >
          {plural(others, "other ticket")}
        </Link>
      ) : null}
      {opening ? (
        <NewTicketDialog
          conversationId={conversationId}
          customerId={customer.id}
          subject={subject}
          onClose={() => setOpening(false)}
        />
      ) : null}
    </PanelPart>
  );
}

function TicketLine({ ticket }: { ticket: TicketView }) {
  return (
    <li className="flex flex-col gap-1">
      <Link
        href={`${paths.staff.tickets}/${ticket.number}`}
        prefetch={false}
        className="flex min-w-0 items-baseline gap-2 rounded-sm hover:text-accent hover:underline"
      >
        <span className="text-text-muted tabular-nums">#{ticket.number}</span>
        <span className="min-w-0 flex-1 truncate font-medium" title={ticket.subject}>
          {ticket.subject}
        </span>
      </Link>
      <span className="-ml-1.5 flex items-center gap-1 text-text-muted">
        <span className="pr-1 pl-1.5">
          <StatusBadge status={ticket.status} />
        </span>
        <PriorityMenu ticket={ticket} />
        <AssigneeMenu ticket={ticket}>
          {ticket.assignee ? <Avatar name={ticket.assignee.name} size="sm" /> : null}
          <span className="truncate">{ticket.assignee?.name ?? "Nobody"}</span>
        </AssigneeMenu>
      </span>
    </li>
  );
}
