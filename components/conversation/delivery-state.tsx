/** Whether the reader's own message has arrived: sending, sent, not sent with a way to try again. */
import { Check, CircleAlert } from "lucide-react";
import { Button } from "../ui/button";
import { Spinner } from "../ui/spinner";
import type { Delivery } from "./types";

export function DeliveryState({
  state,
  onRetry,
  onDiscard,
}: {
  state: Delivery;
  onRetry?: () => void;
  onDiscard?: () => void;
}) {
  if (state === "failed")
    return (
      <span role="alert" className="inline-flex flex-wrap items-center justify-end gap-2 text-danger">
        <CircleAlert aria-hidden="true" className="size-4" />
        Not sent. Your text is kept.
        {onRetry ? (
          <Button size="sm" onClick={onRetry}>
            Send again
          </Button>
        ) : null}
        {onDiscard ? (
          <Button size="sm" variant="quiet" onClick={onDiscard}>
            Discard
          </Button>
        ) : null}
      </span>
    );
  return (
    <span role="status" className="inline-flex items-center gap-1 text-xs">
      {state === "sending" ? (
        <Spinner label={null} className="[&_svg]:size-3" />
      ) : (
        <Check aria-hidden="true" className="size-3" />
      )}
      {state === "sending" ? "Sending" : "Sent"}
    </span>
  );
}
