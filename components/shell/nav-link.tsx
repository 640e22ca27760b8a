"use client";
/** A link of the main navigation that knows whether its page is the current one. */
import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { isCurrent } from "./nav";

/** How a link looks by whether its page is the current one. */
export const linkState = (current: boolean) =>
  current ? "bg-pressed text-text" : "text-text-muted hover:bg-hover hover:text-text active:bg-pressed";

export function NavLink({ href, children }: { href: string; children: ReactNode }) {
  const current = isCurrent(href, usePathname());
  return (
    <Link
      href={href}
      aria-current={current ? "page" : undefined}
      className={clsx(
        "inline-flex h-9 items-center whitespace-nowrap rounded px-3 font-medium text-base transition-colors touch:h-11",
        linkState(current),
      )}
    >
      {children}
    </Link>
  );
}
