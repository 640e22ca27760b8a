"use client";
/**
 * The scrolling list of a conversation. It follows new text only while the reader is at the bottom; a reader who has
 * scrolled up stays exactly where they are and is offered the way down.
 */
import { clsx } from "clsx";
import { ArrowDown } from "lucide-react";
import { Fragment, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { dayKey } from "../format";
import { Button } from "../ui/button";
import { useNow } from "../ui/relative-time";
import { DaySeparator } from "./day-separator";
import { HandoverLine, NoticeLine } from "./handover-line";
import { Message, type MessageProps } from "./message";
import type { Audience, MessageItem, NoticeItem, ThreadItem } from "./types";

/** Closer to the end than this counts as being there. */
const NEAR_PX = 48;
const DIVIDER_GAP_PX = 16;
const GROUP_MS = 5 * 60_000;

export type ThreadProps = {
  items: readonly ThreadItem[];
  audience: Audience;
  label?: string;
  /** Items after this seq are new to the reader: the divider stands before the first, and the thread opens there. */
  readUpTo?: number | null;
  /** The message whose text is still arriving. */
  streamingId?: string | null;
  /** Per message: retry, discard, rating and the like. */
  messageProps?: (item: MessageItem) => Partial<MessageProps>;
  /** What stands in place of a notice: what became of the request that it speaks of. Undefined leaves the notice. */
  inPlaceOf?: (item: NoticeItem) => ReactNode | undefined;
  /** Above the first entry: the handover card, "Show earlier", suggestions on an empty thread. */
  before?: ReactNode;
  /** After the last entry: typing, rating of the conversation. */
  after?: ReactNode;
  className?: string;
};

export function Thread({
  items,
  audience,
  label = "Conversation",
  readUpTo = null,
  streamingId,
  messageProps,
  inPlaceOf,
  before,
  after,
  className,
}: ThreadProps) {
  const { scroller, content, away, missed, toEnd } = useStickyEnd(items.length);
  // Until hydration the reader's zone is unknown; days are then cut by UTC, as the server did.
  const zone = useNow() === null ? "UTC" : undefined;
  const firstNew =
    readUpTo === null ? -1 : items.findIndex((item) => item.seq !== null && item.seq > readUpTo);
  const lastOwn = items.findLastIndex((item) => item.type === "message" && item.author.isMe);
  return (
    <div className={clsx("relative flex min-h-0 flex-1 flex-col", className)}>
      <div
        ref={scroller}
        role="log"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div
          ref={content}
          className={clsx(
            "mx-auto flex w-full max-w-180 flex-col gap-1 px-4 py-4",
            audience === "customer" ? "text-md" : "text-base",
          )}
        >
          {before}
          {items.map((item, index) => (
            <Fragment key={item.type === "message" ? item.id : `${item.type}-${item.seq}`}>
              {startsDay(items, index, zone) ? <DaySeparator iso={timeOf(item)} /> : null}
              {index === firstNew && index > 0 ? <NewDivider /> : null}
              {item.type === "handover" ? (
                <HandoverLine item={item} />
              ) : item.type === "notice" ? (
                <Notice item={item} inPlaceOf={inPlaceOf} />
              ) : (
                <Message
                  item={item}
                  audience={audience}
                  streaming={item.id === streamingId}
                  showSent={index === lastOwn}
                  grouped={index !== firstNew && continues(items[index - 1], item)}
                  {...messageProps?.(item)}
                />
              )}
            </Fragment>
          ))}
          {after}
        </div>
      </div>
      {away ? (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
          <Button
            size="sm"
            onClick={toEnd}
            icon={<ArrowDown aria-hidden="true" className="size-4" />}
            className="pointer-events-auto animate-appear bg-raised shadow-float"
          >
            {missed > 0 ? `Jump to newest (${missed} new)` : "Jump to newest"}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Notice({ item, inPlaceOf }: { item: NoticeItem } & Pick<ThreadProps, "inPlaceOf">) {
  const instead = inPlaceOf?.(item);
  return instead === undefined ? <NoticeLine item={item} /> : instead;
}

function NewDivider() {
  return (
    <div data-new-divider className="flex items-center gap-3 py-2 font-medium text-accent text-xs">
      <span aria-hidden="true" className="h-px flex-1 bg-accent/40" />
      New
      <span aria-hidden="true" className="h-px flex-1 bg-accent/40" />
    </div>
  );
}

/** Follows the end while the reader is there; counts what arrived while they were not. */
function useStickyEnd(length: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [away, setAway] = useState(false);
  const [seenLength, setSeenLength] = useState(length);

  useLayoutEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (!box || !inner) return;
    const follow = () => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    };
    const note = () => {
      atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight <= NEAR_PX;
      setAway(!atEnd.current);
    };
    const divider = inner.querySelector("[data-new-divider]");
    if (divider)
      box.scrollTop += divider.getBoundingClientRect().top - box.getBoundingClientRect().top - DIVIDER_GAP_PX;
    else follow();
    note();
    // Growth of the text and of the composer below both change a size; the reader's scrolling changes neither.
    const observer = new ResizeObserver(follow);
    observer.observe(inner);
    observer.observe(box);
    box.addEventListener("scroll", note, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener("scroll", note);
    };
  }, []);

  if (!away && seenLength !== length) setSeenLength(length);

  const toEnd = () => {
    const box = scroller.current;
    if (!box) return;
    atEnd.current = true;
    setAway(false);
    box.scrollTop = box.scrollHeight;
    box.focus({ preventScroll: true });
  };
  return { scroller, content, away, missed: Math.max(0, length - seenLength), toEnd };
}

function timeOf(item: ThreadItem): string {
  return item.type === "message" ? item.createdAt : item.at;
}

function startsDay(items: readonly ThreadItem[], index: number, zone: string | undefined): boolean {
  const item = items[index];
  const previous = items[index - 1];
  if (!item) return false;
  return !previous || dayKey(timeOf(item), zone) !== dayKey(timeOf(previous), zone);
}

/** Same author, same kind, within five minutes: one block under one name. */
function continues(previous: ThreadItem | undefined, item: MessageItem): boolean {
  if (previous?.type !== "message" || previous.kind !== item.kind) return false;
  const sameAuthor = previous.author.kind === item.author.kind && previous.author.name === item.author.name;
  const gap = new Date(item.createdAt).getTime() - new Date(previous.createdAt).getTime();
  return sameAuthor && gap >= 0 && gap < GROUP_MS;
}
