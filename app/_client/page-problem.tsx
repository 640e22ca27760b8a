"use client";
/**
 * What stands in place of a page that could not be read: says so, asks again by itself for a while, and at a press.
 * Usually the database was away for a moment; the page then comes without anybody's doing.
 */
import { type ReactNode, useEffect, useEffectEvent, useState, useTransition } from "react";
import { ErrorState } from "@/components/ui/error-state";

/** Milliseconds before each try by itself; a page that still fails then fails for another reason. */
const PAUSES_MS = [2_000, 4_000, 5_000, 5_000, 10_000, 10_000, 20_000, 30_000, 30_000, 60_000];

export type PageProblemProps = {
  error: Error & { digest?: string };
  /** Next's: reads the page from the server again. */
  retry: () => void;
};

/** Tries of this tab since a page was last there; a new failure of the same page makes a new component. */
let tries = 0;
let lastAt = 0;
let lastError: Error | null = null;
/** Failures further apart than this have nothing to do with each other. */
const APART_MS = 120_000;

export function PageProblem({
  error,
  retry,
  title,
  children,
}: PageProblemProps & { title: string; children: ReactNode }) {
  const [pending, startRetry] = useTransition();
  const [waits, setWaits] = useState(true);
  const again = useEffectEvent(() => startRetry(retry));
  useEffect(() => {
    // Each failed try brings a new error, and with it the next pause.
    if (error !== lastError) tries = Date.now() - lastAt > APART_MS ? 0 : tries + 1;
    lastError = error;
    lastAt = Date.now();
    const pause = PAUSES_MS[tries];
    if (pause === undefined) return setWaits(false);
    const timer = setTimeout(() => again(), pause);
    const back = () => again();
    window.addEventListener("online", back);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", back);
    };
  }, [error]);
  return (
    <ErrorState title={title} onRetry={() => startRetry(retry)} retrying={pending} requestId={error.digest}>
      {children}
      {waits ? <p className="pt-1">This page is asked for again by itself.</p> : null}
    </ErrorState>
  );
}
