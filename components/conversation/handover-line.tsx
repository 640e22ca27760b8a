/** One line in the thread when the baton passes: who, why, when. Notices without a change of hands look alike, unmarked. */
import { ArrowRight } from "lucide-react";
import { RelativeTime } from "../ui/relative-time";
import { OwnerMark } from "./owner-mark";
import type { HandoverItem, NoticeItem, OwnerKind, OwnerView } from "./types";

function asOwner(kind: OwnerKind): OwnerView {
  return { kind, name: null, isMe: false, waitMinutes: null };
}

export function HandoverLine({ item }: { item: HandoverItem }) {
  return (
    <div className="flex items-center gap-3 py-1 text-sm">
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
      <span className="flex max-w-[85%] items-center gap-2 text-text-muted">
        <span aria-hidden="true" className="inline-flex shrink-0 items-center gap-1">
          <OwnerMark owner={asOwner(item.from)} />
          <ArrowRight className="size-3" />
          <OwnerMark owner={asOwner(item.to)} />
        </span>
        <span className="text-pretty">
          <span className="text-text">{item.text}</span>
          <span aria-hidden="true"> · </span>
          <RelativeTime iso={item.at} format="time" className="whitespace-nowrap tabular-nums" />
        </span>
      </span>
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
    </div>
  );
}

export function NoticeLine({ item }: { item: NoticeItem }) {
  return (
    <p className="text-pretty py-1 text-center text-sm text-text-muted">
      {item.text}
      <span aria-hidden="true"> · </span>
      <RelativeTime iso={item.at} format="time" className="whitespace-nowrap tabular-nums" />
    </p>
  );
}
