"use client";
/** A page that could not be made, inside the frame: the way to every other page stays. */
import { ErrorState } from "@/components/ui/error-state";

export default function CustomerError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <ErrorState title="This page could not be shown" onRetry={reset} requestId={error.digest}>
      Everything that was saved is still there, and what you were writing is kept in this browser.
    </ErrorState>
  );
}
