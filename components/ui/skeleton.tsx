/** The shape of what is coming. Invisible for the first 200 ms, so that fast answers never flicker. */
import { clsx } from "clsx";

export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={clsx("block h-4 animate-late rounded-sm bg-hover", className)} />
  );
}

/** Rows of a list or table; `label` says what is loading. */
export function SkeletonRows({
  rows = 8,
  dense = false,
  label = "Loading",
}: {
  rows?: number;
  dense?: boolean;
  label?: string;
}) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a placeholder have no identity and never move
          key={row}
          className={clsx("flex items-center gap-3 px-4", dense ? "h-9" : "h-14")}
        >
          <Skeleton className="size-5 shrink-0" />
          <Skeleton className={row % 3 === 0 ? "w-2/3" : row % 3 === 1 ? "w-1/2" : "w-3/5"} />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  );
}
