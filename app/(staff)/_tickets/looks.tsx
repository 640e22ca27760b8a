/** How a ticket's status and priority are drawn: words first, weight second, red never (nothing is lost yet). */
import { clsx } from "clsx";
import { Badge } from "@/components/ui/badge";
import { type Priority, priorityLabel, statusLabel, type TicketStatus } from "@/lib/tickets/schema";

const statusTone = { open: "accent", pending: "neutral", resolved: "outline", closed: "outline" } as const;

export function StatusBadge({ status }: { status: TicketStatus }) {
  return <Badge tone={statusTone[status]}>{statusLabel[status]}</Badge>;
}

const bars: Record<Priority, number> = { low: 1, medium: 2, high: 3, urgent: 4 };

/** Four bars and the word; the bars are the same at a glance as the word is at a look. */
export function PriorityMark({ priority, className }: { priority: Priority; className?: string }) {
  return (
    <span className={clsx("inline-flex items-center gap-1.5", className)}>
      <svg viewBox="0 0 14 12" aria-hidden="true" className="h-3 w-3.5 shrink-0 fill-current">
        {[0, 1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={bar * 3.6}
            y={9 - bar * 2.6}
            width="2.6"
            height={3 + bar * 2.6}
            rx="0.8"
            opacity={bar < bars[priority] ? 1 : 0.22}
          />
        ))}
      </svg>
      <span className={priority === "urgent" ? "font-semibold" : undefined}>{priorityLabel[priority]}</span>
    </span>
  );
}
