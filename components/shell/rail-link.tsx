"use client";
/** A link of the staff rail. In a file of its own, because its tooltip would weigh on every public page. */
import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { CountBadge } from "../ui/badge";
import { Tooltip } from "../ui/tooltip";
import { isCurrent } from "./nav";
import { linkState } from "./nav-link";

/** In the staff rail: an icon with its name in the tooltip, and how many wait behind it. */
export function RailLink({
  href,
  label,
  icon,
  count = 0,
  countLabel,
  shortcut,
}: {
  href: string;
  label: string;
  icon: ReactNode;
  count?: number;
  /** What the number counts, for screen readers: "waiting". */
  countLabel?: string;
  shortcut?: readonly string[];
}) {
  const current = isCurrent(href, usePathname());
  return (
    <Tooltip content={label} side="right" shortcut={shortcut}>
      <Link
        href={href}
        aria-label={count > 0 ? `${label}, ${count} ${countLabel ?? ""}`.trim() : label}
        aria-current={current ? "page" : undefined}
        className={clsx(
          "relative inline-flex size-9 items-center justify-center rounded transition-colors touch:size-11 [&>svg]:size-[18px]",
          linkState(current),
        )}
      >
        {icon}
        {count > 0 ? (
          <span className="absolute -top-1 -right-1">
            <CountBadge count={count} tone="strong" />
          </span>
        ) : null}
      </Link>
    </Tooltip>
  );
}
