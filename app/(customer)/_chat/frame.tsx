/** The three parts of a chat page, one column: bar, thread, composer. */
import type { ReactNode } from "react";
import { BelowBar } from "@/components/shell/customer-shell";

export function ChatFrame({
  title,
  ready,
  children,
}: {
  title: string;
  ready: boolean;
  children: ReactNode;
}) {
  return (
    <BelowBar>
      <section aria-label="Chat" aria-busy={!ready} className="flex min-h-0 flex-1 flex-col">
        <h1 className="sr-only">{title}</h1>
        {children}
      </section>
    </BelowBar>
  );
}

export function ComposerDock({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-180 shrink-0 px-4 pb-[max(1rem,env(safe-area-inset-bottom))] max-sm:px-2 max-sm:pb-[max(0.5rem,env(safe-area-inset-bottom))]">
      {children}
    </div>
  );
}
