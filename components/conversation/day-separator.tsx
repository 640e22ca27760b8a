"use client";
/** Where one day of a thread ends and the next begins, by the reader's calendar. */
import { formatDay } from "../format";
import { useNow } from "../ui/relative-time";

export function DaySeparator({ iso }: { iso: string }) {
  const now = useNow();
  return (
    <p className="py-2 text-center font-medium text-text-muted text-xs">
      <time dateTime={iso}>
        {now === null ? formatDay(iso, new Date(iso).getTime() + 7 * 86_400_000, "UTC") : formatDay(iso, now)}
      </time>
    </p>
  );
}
