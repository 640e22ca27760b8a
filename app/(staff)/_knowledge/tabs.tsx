"use client";
/** The parts of the knowledge base, side by side above each of them. */
import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { isCurrent, knowledgeNav, paths } from "@/components/shell/nav";

/** An article's own page belongs to the list of articles, whose address is the beginning of all others. */
function currentOf(pathname: string): string {
  const part = knowledgeNav.find(({ href }) => href !== paths.staff.knowledge && isCurrent(href, pathname));
  return part?.href ?? paths.staff.knowledge;
}

export function KnowledgeTabs() {
  const current = currentOf(usePathname());
  return (
    <nav aria-label="Knowledge" className="shrink-0 overflow-x-auto border-line border-b">
      <ul className="flex h-11 items-center gap-0.5 px-2 touch:h-14">
        {knowledgeNav.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={href === current ? "page" : undefined}
              className={clsx(
                "flex h-7 items-center whitespace-nowrap rounded px-2 text-sm transition-colors touch:h-11 touch:px-2.5 touch:text-base",
                href === current
                  ? "bg-pressed font-medium text-text"
                  : "text-text-muted hover:bg-hover hover:text-text",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
