"use client";
/** Why nothing is to be written about a gap: the next person who comes across it reads this. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

const MAX_REASON = 300;
const usual = ["Not what the help center is for", "Only concerns one customer", "We do not offer this"];

export function DismissDialog({
  open,
  onOpenChange,
  pending,
  onConfirm,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  pending: boolean;
  onConfirm: (reason: string) => Promise<void>;
}) {
  const [reason, setReason] = useState("");
  const isLong = reason.trim().length > MAX_REASON;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Dismiss this gap"
      description="It stays dismissed although it is asked again, until somebody reopens it."
      footer={
        <>
          <DialogClose />
          <Button
            variant="primary"
            loading={pending}
            disabled={reason.trim() === "" || isLong}
            onClick={() => void onConfirm(reason.trim())}
          >
            Dismiss
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field
          label="Reason"
          error={isLong ? `At most ${MAX_REASON} characters` : null}
          hint="The team reads it; customers never do."
        >
          <Textarea value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <div className="flex flex-wrap gap-2">
          {usual.map((text) => (
            <Button key={text} size="sm" onClick={() => setReason(text)}>
              {text}
            </Button>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
