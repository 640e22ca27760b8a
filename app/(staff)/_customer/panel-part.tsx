/** The titled parts that the customer panel is made of. */
import type { ReactNode } from "react";
import { CountBadge } from "@/components/ui/badge";

/** One titled part of the panel. */
export function PanelPart({
  title,
  count,
  actions,
  children,
}: {
  title: string;
  count?: number;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className="flex flex-col gap-2.5 border-line border-b p-4">
      <header className="flex min-h-5 items-center gap-2">
        <h3 className="font-semibold">{title}</h3>
        {count === undefined ? null : <CountBadge count={count} />}
        {actions ? <span className="-my-1 ml-auto flex gap-1">{actions}</span> : null}
      </header>
      {children}
    </section>
  );
}

export function Nothing({ children }: { children: ReactNode }) {
  return <p className="text-text-muted">{children}</p>;
}
