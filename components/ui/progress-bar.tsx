/** How much of a known whole is done. Without a whole it only says that something is under way. */
import { clsx } from "clsx";

export function ProgressBar({
  label,
  value,
  max,
  className,
}: {
  /** "Reading articles". */
  label: string;
  value: number;
  /** null: nobody knows yet. */
  max: number | null;
  className?: string;
}) {
  const share = max === null || max === 0 ? null : Math.min(1, value / max);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max ?? undefined}
      aria-valuenow={share === null ? undefined : value}
      className={clsx("h-1.5 overflow-hidden rounded-sm bg-sunken", className)}
    >
      <div
        className={clsx(
          "h-full rounded-sm bg-accent transition-[width]",
          share === null && "w-1/4 animate-pulse motion-reduce:animate-none",
        )}
        style={share === null ? undefined : { width: `${share * 100}%` }}
      />
    </div>
  );
}
