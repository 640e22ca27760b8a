/** What waits for somebody's decision, as a card in the thread: what is asked, with what, and what can be done. */
import { clsx } from "clsx";
import { ArrowRight, Ban, Check, Clock, Hourglass, type LucideIcon, X } from "lucide-react";
import type { ReactNode } from "react";
import { formatDateTime, formatDuration } from "../format";
import { RelativeTime, useNow } from "../ui/relative-time";

export type RequestState = "pending" | "approved" | "refused" | "expired" | "revoked";

const icons: Record<RequestState, LucideIcon> = {
  pending: Hourglass,
  approved: Check,
  refused: X,
  expired: Clock,
  revoked: Ban,
};

export function RequestCard({
  label,
  icon: Icon = Hourglass,
  title,
  aside,
  children,
  actions,
  className,
}: {
  /** What the card is, for screen readers: "Request for approval". */
  label: string;
  icon?: LucideIcon;
  title: ReactNode;
  /** Beside the title: how much time is left. */
  aside?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <section
      aria-label={label}
      className={clsx("my-2 flex flex-col gap-3 rounded border border-line-strong bg-surface p-3", className)}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <h2 className="flex min-w-0 items-start gap-2 text-pretty font-semibold">
          <Icon aria-hidden="true" className="mt-1 size-4 shrink-0 text-text-muted" />
          <span className="min-w-0 [overflow-wrap:anywhere]">{title}</span>
        </h2>
        {aside ? <span className="text-sm text-text-muted tabular-nums">{aside}</span> : null}
      </div>
      {children}
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </section>
  );
}

export type RequestFact = { key: string; label: string; value: ReactNode };

export function RequestFacts({ facts }: { facts: readonly RequestFact[] }) {
  return (
    <dl className="flex flex-col gap-1.5 text-sm">
      {facts.map(({ key, label, value }) => (
        <div key={key} className="grid grid-cols-[7rem_1fr] gap-3 max-sm:grid-cols-[5.5rem_1fr]">
          <dt className="truncate text-text-muted" title={label}>
            {label}
          </dt>
          <dd className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How long somebody can still decide. Nothing on the server, whose clock is not the reader's. */
export function TimeLeft({ until }: { until: string }) {
  const now = useNow();
  if (now === null) return <time dateTime={until} />;
  const seconds = (new Date(until).getTime() - now) / 1000;
  return (
    <time dateTime={until} title={formatDateTime(until)}>
      {seconds > 0 ? `${formatDuration(Math.max(60, seconds))} left` : "time is over"}
    </time>
  );
}

export type RequestChange = { label: string; from: string; to: string };

/** What became of it, in a line; with what was changed, or why not. */
export function RequestOutcome({
  state,
  text,
  at,
  changes = [],
  reason = null,
}: {
  state: RequestState;
  text: string;
  at: string | null;
  changes?: readonly RequestChange[];
  reason?: string | null;
}) {
  const Icon = icons[state];
  return (
    <section
      aria-label="What became of the request"
      className="my-1 flex flex-col gap-1.5 rounded border border-line bg-sunken px-3 py-2 text-sm"
    >
      <p className="flex items-start gap-2">
        <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-text-muted" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {text}
          {at ? (
            <>
              <span aria-hidden="true"> · </span>
              <RelativeTime
                iso={at}
                format="time"
                className="whitespace-nowrap text-text-muted tabular-nums"
              />
            </>
          ) : null}
        </span>
      </p>
      {changes.length > 0 ? (
        <ul aria-label="Changed" className="flex flex-col gap-1 pl-6">
          {changes.map(({ label, from, to }) => (
            <li key={label} className="flex flex-wrap items-center gap-x-1.5 [overflow-wrap:anywhere]">
              <span className="text-text-muted">{label}</span>
              <s className="text-text-muted">
                <span className="sr-only">from </span>
                {from}
              </s>
              <ArrowRight aria-hidden="true" className="size-3 text-text-muted" />
              <span>
                <span className="sr-only">to </span>
                {to}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {reason ? <p className="pl-6 [overflow-wrap:anywhere]">{reason}</p> : null}
    </section>
  );
}
