import { SearchX } from "lucide-react";
import { paths } from "@/components/shell/nav";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function TicketNotFound() {
  return (
    <EmptyState
      icon={<SearchX />}
      title="There is no ticket with this number"
      action={<ButtonLink href={paths.staff.tickets}>All tickets</ButtonLink>}
    >
      Check the number, or search for words from the ticket.
    </EmptyState>
  );
}
