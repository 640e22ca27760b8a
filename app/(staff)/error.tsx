"use client";
/** A staff page that could not be read; the frame around it stays. */
import { ErrorState } from "@/components/ui/error-state";

export default function StaffError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <ErrorState title="This page could not be shown" onRetry={reset} requestId={error.digest}>
      Nothing was changed, and what you were writing is kept.
    </ErrorState>
  );
}
