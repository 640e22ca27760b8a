"use client";
/** One comment of a ticket; what only the team sees looks like every other note. */
import { clsx } from "clsx";
import { Lock } from "lucide-react";
import { OwnerMark } from "@/components/conversation/owner-mark";
import { Avatar } from "@/components/ui/avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TicketCommentView } from "@/lib/tickets/schema";

export function CommentItem({ comment }: { comment: TicketCommentView }) {
  const { author, audience } = comment;
  const note = audience === "staff";
  return (
    <li
      className={clsx(
        "flex flex-col gap-1",
        note && "note-hatch rounded border border-line-strong border-dashed px-3 py-2",
      )}
    >
      <span className="flex items-center gap-2">
        {author.kind === "assistant" ? (
          <OwnerMark owner={{ kind: "assistant", name: null, isMe: false, waitMinutes: null }} />
        ) : (
          <Avatar name={author.name} size="sm" />
        )}
        <span className="font-medium">{author.isMe ? "You" : author.name}</span>
        {note ? (
          <span className="inline-flex items-center gap-1 font-medium text-text-muted">
            <Lock aria-hidden="true" className="size-3.5" />
            Note, only staff can see it
          </span>
        ) : null}
        <RelativeTime iso={comment.createdAt} className="text-text-muted" />
      </span>
      <p className="whitespace-pre-wrap text-base [overflow-wrap:anywhere]">{comment.text}</p>
    </li>
  );
}
