/** A ticket's status as its customer reads it. */
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { TicketStatus } from "@/lib/tickets/schema";

/** "Pending" is the team's word; to the customer it says whose turn it is. */
const labels: Record<TicketStatus, string> = {
  open: "Open",
  pending: "Waiting for you",
  resolved: "Resolved",
  closed: "Closed",
};
const tones: Record<TicketStatus, BadgeTone> = {
  open: "accent",
  pending: "strong",
  resolved: "neutral",
  closed: "outline",
};

export function TicketStatusBadge({ status }: { status: TicketStatus }) {
  return <Badge tone={tones[status]}>{labels[status]}</Badge>;
}
