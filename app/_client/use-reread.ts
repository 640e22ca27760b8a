"use client";
/**
 * Something about one conversation that is read again whenever it is announced that it has changed. Without a query,
 * whose machinery the customer's chat does not load.
 */
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { api } from "./api";
import { useLiveEvents } from "./live-events";

type Given<T> = {
  conversationId: string;
  /** Below the conversation's own path. */
  path: string;
  /** The first part of the events that announce it: "approval". */
  kind: string;
  initial: T;
  /** Something in it goes with a change of owner. */
  waits: (value: T) => boolean;
  /** After every reading. */
  onRead?: () => void;
};

export type Reread<T> = {
  value: T;
  /** Takes what an act answered; what is being read meanwhile is older. */
  set: (next: (known: T) => T) => void;
  reload: () => Promise<void>;
};

export function useReread<T>({ conversationId, path, kind, initial, waits, onRead }: Given<T>): Reread<T> {
  const [value, setValue] = useState(initial);
  const asked = useRef(0);

  const reload = async () => {
    const mine = ++asked.current;
    try {
      const fresh = await api<T>(`/api/v1/conversations/${conversationId}/${path}`);
      if (mine === asked.current) setValue(fresh);
    } catch {
      // Away, or not begun yet; the next announcement or the connection's return asks again.
    }
  };
  const read = useEffectEvent(() => void reload().then(onRead));
  const waiting = waits(value);
  useLiveEvents((event) => {
    if (event.kind === "resync") {
      if (waiting) read();
    } else if (event.kind === "change" && event.conversationId === conversationId) {
      const [of = ""] = event.type.split(".");
      if (of === kind || (waiting && of === "conversation")) read();
    }
  });
  useEffect(() => {
    // A page from the browser's history may be old.
    if (waits(initial)) read();
  }, [initial, waits]);

  return {
    value,
    set: (next) => {
      asked.current++;
      setValue(next);
    },
    reload,
  };
}
