/** The head of a page: its title, what it is for, and what can be done with the whole. */
import { clsx } from "clsx";
import type { ReactNode } from "react";

export function PageHeader({
  title,
  description,
  meta,
  actions,
  dense = false,
}: {
  title: ReactNode;
  description?: ReactNode;
  /** Beside the title: a count, a status. */
  meta?: ReactNode;
  actions?: ReactNode;
  /** For staff pages: one bar with a border, above a list or a table. */
  dense?: boolean;
}) {
  return (
    <header
      className={clsx(
        "flex flex-wrap items-center justify-between gap-x-4 gap-y-2",
        dense && "min-h-12 shrink-0 border-line border-b px-4 py-2",
      )}
    >
      <div className="flex min-w-0 flex-col gap-1">
        <div className="flex min-w-0 items-center gap-2">
          <h1 className={clsx("truncate font-semibold", dense ? "text-md" : "text-lg")}>{title}</h1>
          {meta}
        </div>
        {description ? <p className="max-w-prose text-text-muted">{description}</p> : null}
      </div>
      {actions ? <div className="flex shrink-0 flex-wrap gap-2">{actions}</div> : null}
    </header>
  );
}
