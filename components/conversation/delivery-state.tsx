"use client";
/** Whether the reader's own message has arrived: sending, sent, not sent yet and when it is tried again, refused and why. */
import { Check, CircleAlert, Clock } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "../ui/button";
import { Spinner } from "../ui/spinner";
import type { Delivery } from "./types";

export type DeliveryActs = {
  /** Ends the pause, or sends a refused message after all. */
  onRetry?: () => void;
  /** Puts the text back where it was written. */
  onEdit?: () => void;
  onDiscard?: () => void;
};

export function DeliveryState({ delivery, ...acts }: { delivery: Delivery } & DeliveryActs) {
  if (delivery === "sending" || delivery === "sent") return <Underway sent={delivery === "sent"} />;
  if (delivery.state === "refused")
    return (
      <Stuck {...acts} retry="Send again">
        <span role="alert" className="inline-flex items-center gap-1.5 text-danger">
          <CircleAlert aria-hidden="true" className="size-4 shrink-0" />
          {delivery.why ? `Not sent: ${delivery.why}` : "Not sent."}
        </span>
      </Stuck>
    );
  if (delivery.state === "behind")
    return (
      <Stuck {...acts} onRetry={undefined}>
        <Waiting>Not sent yet. It goes out after the one before it.</Waiting>
      </Stuck>
    );
  const { unconfirmed, retryAt } = delivery;
  return (
    <Stuck {...acts} retry="Retry now">
      <Waiting>
        {unconfirmed ? "Not confirmed yet." : "Not sent yet."}{" "}
        {/* The seconds would be read out one by one. */}
        <span aria-hidden="true" className="tabular-nums">
          <NextTry key={retryAt} at={retryAt} />
        </span>
        <span className="sr-only">It is tried again by itself.</span>
      </Waiting>
    </Stuck>
  );
}

function Underway({ sent }: { sent: boolean }) {
  return (
    <span role="status" className="inline-flex items-center gap-1 text-xs">
      {sent ? (
        <Check aria-hidden="true" className="size-3" />
      ) : (
        <Spinner label={null} className="[&_svg]:size-3" />
      )}
      {sent ? "Sent" : "Sending"}
    </span>
  );
}

function Waiting({ children }: { children: ReactNode }) {
  return (
    <span role="status" className="inline-flex items-center gap-1.5">
      <Clock aria-hidden="true" className="size-3.5 shrink-0" />
      <span>{children}</span>
    </span>
  );
}

function Stuck({
  children,
  retry,
  onRetry,
  onEdit,
  onDiscard,
}: DeliveryActs & { children: ReactNode; retry?: string }) {
  return (
    <span className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
      {children}
      <span className="inline-flex gap-1">
        {onRetry && retry ? (
          <Button size="sm" onClick={onRetry}>
            {retry}
          </Button>
        ) : null}
        {onEdit ? (
          <Button size="sm" variant="quiet" onClick={onEdit}>
            Edit
          </Button>
        ) : null}
        {onDiscard ? (
          <Button size="sm" variant="quiet" onClick={onDiscard}>
            Delete
          </Button>
        ) : null}
      </span>
    </span>
  );
}

/** "Trying again in 4 s", counted down. */
function NextTry({ at }: { at: number | null }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (at === null) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [at]);
  const seconds = at === null ? 0 : Math.ceil((at - now) / 1_000);
  return seconds > 0 ? `Trying again in ${seconds} s` : "Trying again…";
}
