"use client";
/** What every signed-in page stands in: queries and live updates. */
import type { ReactNode } from "react";
import { LiveEvents } from "./live-events";
import { QueryProvider } from "./query-provider";

export function ClientShell({ children }: { children: ReactNode }) {
  return (
    <QueryProvider>
      <LiveEvents>{children}</LiveEvents>
    </QueryProvider>
  );
}
