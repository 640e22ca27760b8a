"use client";
/** Returns the conversation to the assistant, with a word on the way, and says beforehand what will happen. */
import { type FormEvent, useId, useState } from "react";
import { formatCount } from "@/components/format";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

/** Characters; the server refuses more. */
const LIMIT = 1_000;

export function HandBackDialog({
  open,
  onOpenChange,
  customerName,
  awaitingReply,
  pending,
  suggested = "",
  onConfirm,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  customerName: string;
  /** The customer's last message has no answer yet. */
  awaitingReply: boolean;
  pending: boolean;
  /** What the instruction begins with; the agent may change every word. */
  suggested?: string;
  onConfirm: (instruction: string | null) => void;
}) {
  const [text, setText] = useState(suggested);
  const form = useId();
  const instruction = text.trim();
  const over = instruction.length - LIMIT;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (over <= 0 && !pending) onConfirm(instruction || null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Hand back to the assistant"
      description={`${customerName} is told that the assistant helps again. You can take over at any time.`}
      footer={
        <>
          <DialogClose />
          <Button type="submit" form={form} variant="primary" loading={pending} disabled={over > 0}>
            Hand back
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label="Instruction"
          optional
          hint={`Only the assistant and the team see it. ${formatCount(Math.max(0, -over))} characters left.`}
          error={over > 0 ? `${formatCount(over)} characters too many` : null}
        >
          <Textarea
            rows={4}
            value={text}
            placeholder="For example: offer the replacement lift, and open a ticket if the chair is older than two years"
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit(event);
            }}
          />
        </Field>
        <p role="status" className="rounded bg-sunken px-3 py-2 text-sm">
          <span className="font-medium">What happens: </span>
          {outcome(instruction !== "", awaitingReply)}
        </p>
      </form>
    </Dialog>
  );
}

function outcome(hasInstruction: boolean, awaitingReply: boolean): string {
  if (hasInstruction) return "the assistant follows your instruction and writes to the customer now.";
  if (awaitingReply) return "the assistant answers the customer's last message now.";
  return "the assistant waits for the customer's next message.";
}
