"use client";
/** The last resort, when the root layout itself failed: its own document, no providers, only plain parts. */
import "./globals.css";
import { ErrorState } from "@/components/ui/error-state";

export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Baton</title>
        <main className="flex min-h-dvh items-center">
          <ErrorState title="Baton could not be shown" onRetry={reset} requestId={error.digest}>
            Something went wrong on our side. Everything that was saved is still there; try again in a moment.
          </ErrorState>
        </main>
      </body>
    </html>
  );
}
