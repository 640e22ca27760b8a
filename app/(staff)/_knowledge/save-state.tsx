"use client";
/** Where the text stands: saved and when, on its way, or not saved and why. Said aloud only when something is wrong. */
import { Check, CloudAlert, RefreshCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Spinner } from "@/components/ui/spinner";
import type { Snapshot } from "./draft-keeper";

export function SaveState({ snapshot, onRetry }: { snapshot: Snapshot; onRetry: () => void }) {
  const { phase, savedAt, problem } = snapshot;
  const isBad = phase === "failed" || phase === "refused" || phase === "conflict";
  return (
    <span className="flex min-h-7 items-center gap-2 text-text-muted">
      <span role="status" className="sr-only">
        {isBad ? `Not saved. ${problem ?? ""}` : ""}
      </span>
      {phase === "saving" || phase === "waiting" ? (
        <span className="flex items-center gap-1.5">
          <Spinner label={null} />
          {phase === "saving" ? "Saving" : "Not saved yet"}
        </span>
      ) : isBad ? (
        <span className="flex items-center gap-1.5 font-medium text-danger">
          <CloudAlert aria-hidden="true" className="size-4 shrink-0" />
          <span>Not saved</span>
          {phase === "failed" ? (
            <Button
              size="sm"
              icon={<RefreshCw aria-hidden="true" className="size-3.5" />}
              onClick={onRetry}
              title={problem ?? undefined}
            >
              Try again
            </Button>
          ) : null}
        </span>
      ) : savedAt ? (
        <span className="flex items-center gap-1.5 whitespace-nowrap tabular-nums">
          <Check aria-hidden="true" className="size-4 shrink-0" />
          Saved <RelativeTime iso={savedAt} format="time" />
        </span>
      ) : null}
    </span>
  );
}
