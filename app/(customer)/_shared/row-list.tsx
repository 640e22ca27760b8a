/** A list of links, 56 px each: the customer's conversations and tickets. */
import Link from "next/link";
import type { ReactNode } from "react";

export function RowList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="flex flex-col overflow-hidden rounded border border-line bg-surface">
      {children}
    </ul>
  );
}

export function Row({
  href,
  mark,
  title,
  strong = false,
  detail,
  end,
}: {
  href: string;
  mark?: ReactNode;
  title: ReactNode;
  strong?: boolean;
  detail: ReactNode;
  end: ReactNode;
}) {
  return (
    <li className="border-line border-b last:border-b-0">
      <Link
        href={href}
        className="flex min-h-14 items-center gap-3 px-3 py-2 transition-colors hover:bg-hover focus-visible:-outline-offset-2 active:bg-pressed"
      >
        {mark}
        <span className="flex min-w-0 flex-1 flex-col">
          <span className={`truncate text-base ${strong ? "font-semibold" : "font-medium"}`}>{title}</span>
          <span className="truncate text-sm text-text-muted">{detail}</span>
        </span>
        <span className="flex shrink-0 flex-col items-end gap-1 text-sm text-text-muted">{end}</span>
      </Link>
    </li>
  );
}
