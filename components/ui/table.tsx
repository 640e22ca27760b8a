/** The parts of a dense table: 36 px rows, a header that stays, figures that line up. */
import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

/** Scrolls by itself; give it a height or let it fill a flex column. */
export function TableScroll({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      className={clsx("min-h-0 overflow-auto focus-visible:-outline-offset-2", className)}
    >
      {children}
    </section>
  );
}

export function Table({ className, ...rest }: ComponentProps<"table">) {
  return (
    <table
      {...rest}
      className={clsx("w-full border-separate border-spacing-0 text-left text-sm tabular-nums", className)}
    />
  );
}

export type Sort = "ascending" | "descending" | null;

export type HeadCellProps = Omit<ComponentProps<"th">, "aria-sort"> & {
  numeric?: boolean;
  /** null: sortable, not sorted by this column; undefined: not sortable. */
  sort?: Sort;
  /** Where sorting by this column leads; the URL holds the view. */
  sortHref?: string;
};

export function HeadCell({ numeric, sort, sortHref, className, children, ...rest }: HeadCellProps) {
  const Arrow = sort === "descending" ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      {...rest}
      aria-sort={sort ?? undefined}
      className={clsx(
        "sticky top-0 z-10 h-9 whitespace-nowrap border-line border-b bg-canvas px-3 font-medium text-text-muted text-xs",
        numeric && "text-right",
        className,
      )}
    >
      {sortHref ? (
        <Link
          href={sortHref}
          scroll={false}
          className="group inline-flex items-center gap-1 rounded-sm hover:text-text active:text-text"
        >
          {children}
          <Arrow
            aria-hidden="true"
            className={clsx(
              "size-3",
              sort ? "text-text" : "opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100",
            )}
          />
        </Link>
      ) : (
        children
      )}
    </th>
  );
}

/** `selected` tints the row; `interactive` when the row as a whole leads somewhere. */
export function Row({
  selected = false,
  interactive = false,
  className,
  ...rest
}: ComponentProps<"tr"> & { selected?: boolean; interactive?: boolean }) {
  return (
    <tr
      {...rest}
      data-selected={selected || undefined}
      className={clsx(
        "group/row",
        selected ? "bg-accent-soft" : interactive && "hover:bg-hover active:bg-pressed",
        className,
      )}
    />
  );
}

export function Cell({ numeric, className, ...rest }: ComponentProps<"td"> & { numeric?: boolean }) {
  return (
    <td
      {...rest}
      className={clsx(
        "h-9 max-w-100 truncate border-line border-b px-3 touch:h-11",
        numeric && "text-right",
        className,
      )}
    />
  );
}
