"use client";
/** A conversation for a page: its session wired to React, to live events and to whether anybody is looking. */
import { useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from "react";
import type { Audience, ThreadItem } from "@/components/conversation/types";
import { useToast } from "@/components/ui/toast";
import { useLiveEvents, useLiveState } from "./live-events";
import { useOutbox } from "./outbox-provider";
import { toThreadItems } from "./present";
import { type ThreadOpening, ThreadSession, type ThreadSnapshot } from "./thread-session";

export type UseThreadOptions = ThreadOpening & { name: string; audience: Audience };

export type OpenThread = ThreadSnapshot & {
  session: ThreadSession;
  items: readonly ThreadItem[];
  /** The item whose text is still arriving. */
  streamingId: string | null;
  /** An answer is being written, seen or not. */
  isAnswering: boolean;
  /** Nothing of the answer can be shown yet. */
  isThinking: boolean;
};

/** The options count when the component mounts; give it a `key` with the conversation's id. */
export function useThread({ name, audience, ...opening }: UseThreadOptions): OpenThread {
  const outbox = useOutbox();
  const [session] = useState(() => new ThreadSession(opening, outbox));
  return useThreadSession(session, name, audience);
}

/** For a session that its caller made. */
export function useThreadSession(session: ThreadSession, name: string, audience: Audience): OpenThread {
  const snapshot = useSyncExternalStore(session.watch, session.getSnapshot, session.getSnapshot);
  const toast = useToast();
  const onProblem = useEffectEvent((title: string) => toast.show({ title, tone: "danger" }));

  const isLive = useLiveState() === "connected";
  const onOpen = useEffectEvent(() => {
    // What happened while the page was fetched was announced to nobody here; a connection that opens later says so.
    if (isLive) void session.sync();
  });

  useEffect(() => {
    const stop = session.start();
    onOpen();
    return stop;
  }, [session]);
  useEffect(
    () =>
      session.onProblem((problem) => {
        // A lost session leads to sign-in.
        if (problem.code !== "unauthenticated") onProblem(problem.message);
      }),
    [session],
  );
  useLiveEvents((event) => session.hear(event));
  useReadMarks(session, snapshot.thread.readTo);

  const { thread, outbox, live, liveSince } = snapshot;
  const items = useMemo(
    () => toThreadItems(thread, outbox, live, liveSince, { name, audience }),
    [thread, outbox, live, liveSince, name, audience],
  );
  const isAnswering = live !== null && live.ending === null;
  const last = items.at(-1);
  const shown =
    isAnswering && last?.type === "message" && last.seq === null && last.author.kind === "assistant";
  return {
    ...snapshot,
    session,
    items,
    isAnswering,
    streamingId: shown ? last.id : null,
    isThinking: isAnswering && !shown,
  };
}

/** What arrives while somebody looks at it is read. */
function useReadMarks(session: ThreadSession, readTo: number): void {
  useEffect(() => {
    const mark = () => {
      if (document.visibilityState === "visible" && document.hasFocus() && readTo > 0) session.markRead();
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    window.addEventListener("focus", mark);
    return () => {
      document.removeEventListener("visibilitychange", mark);
      window.removeEventListener("focus", mark);
    };
  }, [session, readTo]);
}

const watchFocus = (listener: () => void) => {
  document.addEventListener("visibilitychange", listener);
  window.addEventListener("focus", listener);
  window.addEventListener("blur", listener);
  return () => {
    document.removeEventListener("visibilitychange", listener);
    window.removeEventListener("focus", listener);
    window.removeEventListener("blur", listener);
  };
};

/** How many entries by others arrived since the reader last looked; for the tab's title. */
export function useUnseen(items: readonly ThreadItem[]): number {
  const looking = useSyncExternalStore(
    watchFocus,
    () => document.visibilityState === "visible" && document.hasFocus(),
    () => true,
  );
  const arrived = items.filter(
    (item) => item.type !== "message" || (item.seq !== null && !item.author.isMe),
  ).length;
  const [seen, setSeen] = useState(arrived);
  if (looking && seen !== arrived) setSeen(arrived);
  return looking ? 0 : Math.max(0, arrived - seen);
}
