"use client";
/** What a page shows when it could not be made. The digest finds the failure in the server's log. */
import { ErrorState } from "@/components/ui/error-state";

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main className="flex min-h-dvh items-center">
      <ErrorState title="This page could not be shown" onRetry={reset} requestId={error.digest}>
        Something went wrong on our side. Everything that was saved is still there; try again, and if it keeps
        happening, tell us the reference below.
      </ErrorState>
    </main>
  );
}
