/** Says what will be here and how to start. */
import { clsx } from "clsx";
import type { ReactNode } from "react";

export function EmptyState({
  icon,
  title,
  children,
  action,
  className,
}: {
  icon?: ReactNode;
  /** "No tickets yet". */
  title: string;
  /** What will be here, in a sentence. */
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div
      className={clsx("mx-auto flex max-w-sm flex-col items-center gap-2 px-4 py-12 text-center", className)}
    >
      {icon ? (
        <span aria-hidden="true" className="pb-1 text-text-faint [&_svg]:size-6">
          {icon}
        </span>
      ) : null}
      <p className="font-medium">{title}</p>
      {children ? <div className="text-pretty text-text-muted">{children}</div> : null}
      {action ? <div className="flex flex-wrap justify-center gap-2 pt-2">{action}</div> : null}
    </div>
  );
}
