"use client";
/** The line above the baton bar: with whom, about what; the ways back and aside where the panes are stacked. */
import { clsx } from "clsx";
import { ChevronLeft, PanelRight } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { ownerSentence } from "@/components/conversation/owner";
import { formatDuration } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { useNow } from "@/components/ui/relative-time";
import type { ConversationView } from "@/lib/conversations/schema";
import { PresenceLine } from "./presence-line";

export function ConversationHead({
  conversation,
  onDetails,
}: {
  conversation: ConversationView;
  onDetails: () => void;
}) {
  const view = useSearchParams().get("view");
  const { customer, subject, urgency, status } = conversation;
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b px-4 max-sm:px-2">
      <Link
        href={`${paths.staff.inbox}${view ? `?view=${view}` : ""}`}
        aria-label="Back to the list"
        className={clsx(buttonClass("quiet", "sm", true), "md:hidden")}
      >
        <ChevronLeft aria-hidden="true" className="size-5" />
      </Link>
      <h2 className="flex min-w-0 flex-1 items-baseline gap-2">
        <span className="shrink-0 font-semibold text-base">{customer.name}</span>
        {subject ? <span className="truncate text-sm text-text-muted">{subject}</span> : null}
      </h2>
      <PresenceLine key={conversation.id} conversationId={conversation.id} />
      {status === "resolved" ? <Badge tone="outline">Resolved</Badge> : null}
      {status !== "resolved" && (urgency === "urgent" || urgency === "high") ? (
        <Badge tone={urgency === "urgent" ? "strong" : "outline"}>
          {urgency === "urgent" ? "Urgent" : "High urgency"}
        </Badge>
      ) : null}
      <span className="xl:hidden">
        <IconButton size="sm" label="Customer and tickets" onClick={onDetails}>
          <PanelRight aria-hidden="true" className="size-4" />
        </IconButton>
      </span>
    </header>
  );
}

/** The bar's words for staff: for how long the customer has been waiting, or that it is over. */
export function useSentence({ owner, status, waitingSince }: ConversationView): string {
  const now = useNow();
  if (status === "resolved") return "Resolved";
  const said = ownerSentence({ ...owner, waitMinutes: null }, "staff");
  if (!waitingSince || now === null || owner.kind === "assistant") return said;
  const length = formatDuration(Math.max(0, (now - new Date(waitingSince).getTime()) / 1000));
  return owner.kind === "queue" ? `${said} for ${length}` : `${said}; waiting for ${length}`;
}
