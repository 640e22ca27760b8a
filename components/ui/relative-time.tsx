"use client";
/**
 * A moment, in the reader's own time zone. The server does not know that zone, so it sends UTC and says so;
 * the browser replaces it once it has taken over, and keeps relative times fresh with one shared clock.
 */
import { useSyncExternalStore } from "react";
import { formatDate, formatDateTime, formatRelative, formatTime } from "../format";

const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let current = 0;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    current = Date.now();
    for (const notify of listeners) notify();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function readClock(): number {
  if (timer === undefined || current === 0) current = Date.now();
  return current;
}

/** Milliseconds of the reader's clock, renewed twice a minute; null on the server and during hydration. */
export function useNow(): number | null {
  return useSyncExternalStore<number | null>(subscribe, readClock, () => null);
}

export type RelativeTimeProps = {
  iso: string;
  /** relative: "4 min ago"; time: "15:02"; date: "22 Nov"; datetime: "22 Nov 2026, 15:02". */
  format?: "relative" | "time" | "date" | "datetime";
  className?: string;
};

export function RelativeTime({ iso, format = "relative", className }: RelativeTimeProps) {
  const now = useNow();
  return (
    <time
      dateTime={iso}
      title={now === null ? formatDateTime(iso, "UTC") : formatDateTime(iso)}
      className={className}
    >
      {now === null ? onServer(iso, format) : inBrowser(iso, format, now)}
    </time>
  );
}

function onServer(iso: string, format: RelativeTimeProps["format"]): string {
  return format === "time" ? `${formatTime(iso, "UTC")} UTC` : formatDateTime(iso, "UTC");
}

function inBrowser(iso: string, format: RelativeTimeProps["format"], now: number): string {
  if (format === "time") return formatTime(iso);
  if (format === "date") return formatDate(iso, now);
  if (format === "datetime") return formatDateTime(iso);
  return formatRelative(iso, now);
}
