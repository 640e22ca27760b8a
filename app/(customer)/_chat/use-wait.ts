"use client";
/**
 * About how many minutes until a person answers; asked only while somebody waits. Without a query: its machinery
 * would be most of what it costs, and no other part of the chat needs it.
 */
import { useEffect, useState } from "react";
import { api } from "@/app/_client/api";

const RENEW_MS = 60_000;

export function useWait(waiting: boolean): number | null {
  const [minutes, setMinutes] = useState<number | null>(null);
  useEffect(() => {
    if (!waiting) return;
    const leaving = new AbortController();
    const ask = () => {
      api<{ minutes: number | null }>("/api/v1/conversations/wait", { signal: leaving.signal }).then(
        (told) => setMinutes(told.minutes),
        // What was told before stands until the next time.
        () => {},
      );
    };
    ask();
    const timer = setInterval(ask, RENEW_MS);
    return () => {
      clearInterval(timer);
      leaving.abort();
    };
  }, [waiting]);
  return waiting ? minutes : null;
}
