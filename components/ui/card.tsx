/** Boxes and headed sections of a page. Borders, no shadows. */
import { clsx } from "clsx";
import { type ReactNode, useId } from "react";

export function Card({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={clsx("rounded border border-line bg-surface p-4", className)}>{children}</div>;
}

/** A titled part of a page, as in settings: heading, what it is for, actions at the right, content below. */
export function Section({
  title,
  description,
  actions,
  className,
  children,
}: {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={clsx("flex flex-col gap-4", className)}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="flex max-w-prose flex-col gap-1">
          <h2 id={id} className="font-semibold text-md">
            {title}
          </h2>
          {description ? <p className="text-text-muted">{description}</p> : null}
        </div>
        {actions ? <div className="flex gap-2">{actions}</div> : null}
      </div>
      {children}
    </section>
  );
}
