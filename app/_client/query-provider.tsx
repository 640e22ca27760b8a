"use client";
/** TanStack Query for pages that keep lists of what the server said; the chat does without. Stands inside LiveEvents. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiProblem } from "./api";
import { useLiveEvents } from "./live-events";

const FRESH_MS = 15_000;
const RETRIES = 2;

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < RETRIES && error instanceof ApiProblem && error.isLost,
      },
      mutations: { retry: false },
    },
  });
}

/** After an interruption every query on screen is read again. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(makeClient);
  useLiveEvents((event) => {
    if (event.kind === "resync") void client.invalidateQueries();
  });
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
