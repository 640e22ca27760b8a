"use client";
/** TanStack Query for a shell's pages, and what happens when an answer says that nobody is signed in. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { paths } from "@/components/shell/nav";
import { ApiProblem, onSignedOut } from "./api";
import { followSignOut } from "./auth";

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

export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(makeClient);
  useEffect(
    // Drafts and unsent messages stay in this tab; signing in leads back to them. A full load: somebody else may
    // have signed in meanwhile, and nothing of this page is theirs.
    () => onSignedOut(() => window.location.assign(signInPath())),
    [],
  );
  useEffect(followSignOut, []);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

/** The sign-in page, with the way back to here. */
export function signInPath(): string {
  const here = `${window.location.pathname}${window.location.search}`;
  return `${paths.signIn}?${new URLSearchParams({ callbackUrl: here, reason: "expired" })}`;
}
