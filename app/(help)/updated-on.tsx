"use client";
/** The day of a change, in the reader's own time zone once the browser can tell it. */
import { useHydrated } from "@/app/_client/use-hydrated";
import { formatDate, formatDateTime } from "@/components/format";

export function UpdatedOn({ iso, now }: { iso: string; now: number }) {
  // Until then the server's UTC: for most readers the same day, so that nothing moves.
  const zone = useHydrated() ? undefined : "UTC";
  return (
    <time dateTime={iso} title={formatDateTime(iso, zone)}>
      {formatDate(iso, now, zone)}
    </time>
  );
}
