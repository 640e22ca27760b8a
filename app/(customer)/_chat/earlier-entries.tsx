"use client";
/**
 * Loads what was said before the first entry, when the reader comes near it, and keeps what they are reading
 * where it is while the list grows above.
 */
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import type { ThreadSession } from "@/app/_client/thread-session";
import type { OpenThread } from "@/app/_client/use-thread";
import { Button } from "@/components/ui/button";

export function EarlierEntries({
  session,
  first,
  chat,
}: {
  session: ThreadSession;
  /** The number of the first entry; when it changes, entries were added above. */
  first: number;
  chat: OpenThread;
}) {
  const anchor = useRef<HTMLDivElement>(null);
  /** How far the reader is from the end, renewed with every scroll. */
  const fromEnd = useRef(0);
  const shownFirst = useRef(first);
  const { hasEarlier } = chat.thread;
  const near = useEffectEvent(() => void session.loadEarlier());

  useEffect(() => {
    const box = anchor.current?.closest<HTMLElement>('[role="log"]');
    if (!box || !anchor.current || !hasEarlier) return;
    const note = () => {
      fromEnd.current = box.scrollHeight - box.scrollTop;
    };
    note();
    box.addEventListener("scroll", note, { passive: true });
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some((each) => each.isIntersecting)) near();
      },
      { root: box, rootMargin: "200px 0px 0px 0px" },
    );
    observer.observe(anchor.current);
    return () => {
      box.removeEventListener("scroll", note);
      observer.disconnect();
    };
  }, [hasEarlier]);

  useLayoutEffect(() => {
    const grewAbove = first < shownFirst.current;
    shownFirst.current = first;
    const box = anchor.current?.closest<HTMLElement>('[role="log"]');
    if (grewAbove && box) box.scrollTop = box.scrollHeight - fromEnd.current;
  }, [first]);

  return (
    <div ref={anchor} className="flex justify-center empty:hidden">
      {hasEarlier ? (
        <Button
          size="sm"
          variant="quiet"
          loading={chat.loadingEarlier}
          onClick={() => void session.loadEarlier()}
        >
          Show earlier messages
        </Button>
      ) : null}
    </div>
  );
}
