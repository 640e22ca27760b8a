/** A word or a number about a thing: its status, its priority, how many. Red is for breach and loss only. */
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { formatCount } from "../format";

export type BadgeTone = "neutral" | "outline" | "strong" | "accent" | "danger";

const tones: Record<BadgeTone, string> = {
  neutral: "bg-sunken text-text-muted",
  outline: "border border-line text-text-muted",
  strong: "bg-ink text-on-ink",
  accent: "bg-accent-soft text-accent",
  danger: "bg-danger-soft text-danger",
};

export function Badge({
  tone = "neutral",
  icon,
  className,
  children,
}: {
  tone?: BadgeTone;
  icon?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={clsx(
        "inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs [&_svg]:size-3",
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}

/** A number beside a word; nothing when it is zero unless `showZero`. */
export function CountBadge({
  count,
  tone = "neutral",
  showZero = false,
}: {
  count: number;
  tone?: BadgeTone;
  showZero?: boolean;
}) {
  if (count === 0 && !showZero) return null;
  return (
    <span
      className={clsx(
        "inline-flex h-4 min-w-4 items-center justify-center rounded-sm px-1 font-medium text-xs tabular-nums",
        tones[tone],
      )}
    >
      {count > 999 ? "999+" : formatCount(count)}
    </span>
  );
}
