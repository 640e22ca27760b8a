/** What the assistant does for the customer besides writing: one quiet line while it happens, a receipt after. */
import { Check, CircleAlert, Hourglass, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { TextLink } from "../ui/link";
import { Spinner } from "../ui/spinner";
import type { Receipt } from "./types";

export function ToolActivity({
  receipts,
  actions,
}: {
  receipts: readonly Receipt[];
  /** More than "View" for one receipt: the way to take it back. */
  actions?: (receipt: Receipt) => ReactNode;
}) {
  if (receipts.length === 0) return null;
  return (
    <ul aria-label="What was done" className="flex flex-col gap-1 text-sm text-text-muted">
      {receipts.map((receipt) => (
        <li key={receipt.callId} className="flex min-h-6 items-start gap-2 py-0.5">
          <StateIcon receipt={receipt} />
          <span className="min-w-0">
            {receipt.undone ? (
              <>
                <s>{receipt.label}</s> Undone
              </>
            ) : (
              receipt.label
            )}
            {receipt.state === "running" ? "…" : null}
            {receipt.href && receipt.state === "done" && !receipt.undone ? (
              <>
                <Dot />
                <TextLink href={receipt.href} aria-label={`View: ${receipt.label}`}>
                  View
                </TextLink>
              </>
            ) : null}
            {receipt.undo && actions ? (
              <>
                <Dot />
                {actions(receipt)}
              </>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

const Dot = () => <span aria-hidden="true"> · </span>;

const marks = {
  done: { icon: Check, label: "Done" },
  waiting: { icon: Hourglass, label: "Waiting" },
  failed: { icon: CircleAlert, label: "Did not work" },
  undone: { icon: Undo2, label: "Taken back" },
};

function StateIcon({ receipt: { state, undone } }: { receipt: Receipt }) {
  if (state === "running") return <Spinner label={null} className="mt-0.75 shrink-0 [&_svg]:size-3.5" />;
  const { icon: Icon, label } = marks[undone ? "undone" : state];
  return <Icon role="img" aria-label={label} className="mt-0.75 size-3.5 shrink-0" />;
}
