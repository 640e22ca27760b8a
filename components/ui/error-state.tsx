/** Says what happened, what was kept and what to do. Takes the place of what could not be shown. */
import { clsx } from "clsx";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./press-button";

export type ErrorStateProps = {
  /** "The tickets could not be loaded". */
  title: string;
  /** What was kept and what to do next. */
  children?: ReactNode;
  /** Only from client components. */
  onRetry?: () => void;
  retryLabel?: string;
  retrying?: boolean;
  action?: ReactNode;
  /** Lets support find the failure in the log. */
  requestId?: string | null;
  className?: string;
};

export function ErrorState({
  title,
  children,
  onRetry,
  retryLabel = "Try again",
  retrying = false,
  action,
  requestId,
  className,
}: ErrorStateProps) {
  return (
    <div
      role="alert"
      className={clsx("mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-12 text-center", className)}
    >
      <CircleAlert aria-hidden="true" className="size-6 text-text-muted" />
      <p className="font-medium">{title}</p>
      {children ? <div className="text-pretty text-text-muted">{children}</div> : null}
      {onRetry || action ? (
        <div className="flex flex-wrap justify-center gap-2 pt-2">
          {onRetry ? (
            <Button onClick={onRetry} loading={retrying}>
              {retryLabel}
            </Button>
          ) : null}
          {action}
        </div>
      ) : null}
      {requestId ? (
        <p className="pt-2 text-text-faint text-xs">
          Reference <code className="select-all font-mono">{requestId}</code>
        </p>
      ) : null}
    </div>
  );
}
