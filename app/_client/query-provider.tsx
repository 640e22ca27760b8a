"use client";
/** TanStack Query for a shell's pages, and what happens when an answer says that nobody is signed in. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { paths } from "@/components/shell/nav";
import { ApiProblem, onSignedOut } from "./api";

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
  const router = useRouter();
  useEffect(
    // Drafts and unsent messages stay in this browser; signing in leads back to them.
    () => onSignedOut(() => router.push(signInPath())),
    [router],
  );
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

/** The sign-in page, with the way back to here. */
export function signInPath(): string {
  const here = `${window.location.pathname}${window.location.search}`;
  return `${paths.signIn}?${new URLSearchParams({ callbackUrl: here, reason: "expired" })}`;
}
