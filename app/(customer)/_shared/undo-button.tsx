"use client";
/** Takes back one thing that the assistant has done. Where money is concerned, it asks once more. */
import { clsx } from "clsx";
import { useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { linkClass } from "@/components/ui/link";
import { useToast } from "@/components/ui/toast";

/** In running text: for fingers it is higher than its line, which keeps its height. */
const look = clsx(linkClass, "inline-block disabled:text-text-muted touch:-my-3 touch:px-1 touch:py-3");

const focus = (button: HTMLButtonElement | null) => button?.focus();

export function UndoButton({
  runId,
  callId,
  label,
  asks = false,
  onUndone,
}: {
  runId: string;
  callId: string;
  /** What would be taken back: "Opened ticket #1042". */
  label: string;
  asks?: boolean;
  onUndone: () => void;
}) {
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const toast = useToast();
  const undo = async () => {
    setPending(true);
    try {
      await api(`/api/v1/runs/${runId}/calls/${encodeURIComponent(callId)}/undo`, { method: "POST" });
      onUndone();
    } catch (error) {
      const conflict = error instanceof ApiProblem && error.code === "conflict";
      toast.show({
        title: messageOf(error),
        description: "Nothing was changed.",
        tone: conflict ? "neutral" : "danger",
      });
      setAsking(false);
    }
    setPending(false);
  };
  if (asking)
    return (
      <>
        <button type="button" className={look} disabled={pending} ref={focus} onClick={() => void undo()}>
          {pending ? "Taking it back…" : "Yes, take it back"}
        </button>
        <span aria-hidden="true"> · </span>
        <button type="button" className={look} disabled={pending} onClick={() => setAsking(false)}>
          Keep it
        </button>
      </>
    );
  return (
    <button
      type="button"
      className={look}
      disabled={pending}
      aria-label={`Undo: ${label}`}
      onClick={() => (asks ? setAsking(true) : void undo())}
    >
      {pending ? "Undoing…" : "Undo"}
    </button>
  );
}

/** Money is given back only after a second look. */
export const asksBeforeUndo = (tool: string): boolean => tool === "request_refund";
