/** What the assistant does for the customer besides writing: one quiet line while it happens, a receipt after. */
import { Check, CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { TextLink } from "../ui/link";
import { Spinner } from "../ui/spinner";
import type { Receipt } from "./types";

export function ToolActivity({
  receipts,
  actions,
}: {
  receipts: readonly Receipt[];
  /** More than "View" for one receipt, for example an Undo button. */
  actions?: (receipt: Receipt) => ReactNode;
}) {
  if (receipts.length === 0) return null;
  return (
    <ul aria-label="What was done" className="flex flex-col gap-1 text-sm text-text-muted">
      {receipts.map((receipt) => (
        <li key={receipt.callId} className="flex min-h-6 items-center gap-2">
          <StateIcon state={receipt.state} />
          <span className="min-w-0">
            {receipt.label}
            {receipt.state === "running" ? "…" : null}
            {receipt.href && receipt.state === "done" ? (
              <>
                <span aria-hidden="true"> · </span>
                <TextLink href={receipt.href} aria-label={`View: ${receipt.label}`}>
                  View
                </TextLink>
              </>
            ) : null}
            {actions?.(receipt)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function StateIcon({ state }: { state: Receipt["state"] }) {
  if (state === "running") return <Spinner label={null} className="shrink-0 [&_svg]:size-3.5" />;
  const Icon = state === "done" ? Check : CircleAlert;
  return (
    <Icon role="img" aria-label={state === "done" ? "Done" : "Did not work"} className="size-3.5 shrink-0" />
  );
}
