"use client";
/** One conversation of the list, 56 px high: who, the last words, whose turn it is, how long they have waited. */
import { clsx } from "clsx";
import Link from "next/link";
import { OwnerMark } from "@/components/conversation/owner-mark";
import { formatDuration } from "@/components/format";
import { Badge, CountBadge } from "@/components/ui/badge";
import { RelativeTime, useNow } from "@/components/ui/relative-time";
import type { ConversationView } from "@/lib/conversations/schema";

export const rowId = (conversationId: string) => `conversation-${conversationId}`;

/** The last words; while somebody waits for a person, what they wait for says more than the assistant's farewell. */
function excerptOf({ owner, handover, lastAuthor, lastExcerpt, subject }: ConversationView): string {
  if (owner.kind === "queue" && handover && lastAuthor !== "customer") return handover.question;
  if (lastExcerpt === null) return subject ?? "Nothing written yet";
  return `${lastAuthor ? saidBy[lastAuthor] : ""}${lastExcerpt}`;
}

/** Back in the queue because the agent who had it fell silent. */
const isLeftUnanswered = ({ owner, handover, status }: ConversationView): boolean =>
  owner.kind === "queue" && status !== "resolved" && handover?.reason === "unanswered";

const saidBy = { customer: "", assistant: "Assistant: ", staff: "Team: ", system: "" } as const;

export function InboxRow({
  conversation,
  href,
  current,
  left,
  hasDraft,
}: {
  conversation: ConversationView;
  href: string;
  current: boolean;
  left: boolean;
  hasDraft: boolean;
}) {
  const { owner, customer, urgency, unread, waitingSince, status } = conversation;
  const pressing = urgency === "urgent" || urgency === "high";
  const fresh = unread > 0 && !current;
  return (
    <li className="border-line border-b">
      <Link
        id={rowId(conversation.id)}
        href={href}
        scroll={false}
        prefetch={false}
        aria-current={current ? "page" : undefined}
        className={clsx(
          "relative flex h-14 items-center gap-3 px-3 transition-colors focus-visible:-outline-offset-2 touch:h-16 touch:px-4",
          current ? "bg-accent-soft" : "hover:bg-hover active:bg-pressed",
          left && "opacity-60",
        )}
      >
        <OwnerMark owner={{ ...owner, waitMinutes: null }} className="shrink-0" />
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="flex items-center gap-2">
            <span className={clsx("truncate text-sm", fresh ? "font-semibold" : "font-medium")}>
              {customer.name}
            </span>
            {pressing ? (
              <Badge tone={urgency === "urgent" ? "strong" : "outline"} className="h-4! px-1!">
                {urgency === "urgent" ? "Urgent" : "High"}
              </Badge>
            ) : null}
            <span className="ml-auto shrink-0 text-text-muted text-xs tabular-nums">
              {waitingSince && status !== "resolved" ? (
                <Waiting since={waitingSince} />
              ) : (
                <RelativeTime iso={conversation.lastMessageAt} />
              )}
            </span>
          </span>
          <span className="flex items-center gap-2">
            <span
              className={clsx("min-w-0 flex-1 truncate text-sm", fresh ? "text-text" : "text-text-muted")}
            >
              {hasDraft ? <span className="font-medium text-accent">Draft </span> : null}
              {isLeftUnanswered(conversation) ? <span className="font-medium">Left unanswered: </span> : null}
              {left ? "No longer in this list" : excerptOf(conversation)}
            </span>
            {status === "resolved" ? <span className="text-text-faint text-xs">Resolved</span> : null}
            {fresh ? (
              <span className="shrink-0">
                <CountBadge count={unread} tone="accent" />
                <span className="sr-only"> unread</span>
              </span>
            ) : null}
          </span>
        </span>
      </Link>
    </li>
  );
}

/** Since when the customer waits, as a length of time. Nothing on the server, whose clock is not the reader's. */
export function Waiting({ since }: { since: string }) {
  const now = useNow();
  if (now === null) return <time dateTime={since} />;
  const length = formatDuration(Math.max(0, (now - new Date(since).getTime()) / 1000));
  return (
    <time dateTime={since} title={`Waiting for ${length}`} className="font-medium text-text">
      <span className="sr-only">Waiting </span>
      {length}
    </time>
  );
}
