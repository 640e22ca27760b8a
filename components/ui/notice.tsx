/** One quiet line across the top of a shell, about the whole tab. */
import type { ReactNode } from "react";

export function Notice({ children }: { children: ReactNode }) {
  return (
    <div
      role="status"
      className="flex min-h-9 flex-wrap items-center justify-center gap-x-3 gap-y-1 border-line border-t bg-sunken px-4 py-1 text-center text-sm"
    >
      {children}
    </div>
  );
}
