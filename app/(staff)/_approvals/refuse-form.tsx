"use client";
/** Why not: required, because the assistant has to tell the customer something. */
import { type FormEvent, useEffect, useRef, useState } from "react";
import { formatCount } from "@/components/format";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { MAX_REASON } from "@/lib/approvals/schema";

export function RefuseForm({
  customerName,
  pending,
  onCancel,
  onRefuse,
}: {
  customerName: string;
  pending: boolean;
  onCancel: () => void;
  /** Answers why the server does not take the reason; null when it does. */
  onRefuse: (reason: string) => Promise<string | null>;
}) {
  const [text, setText] = useState("");
  const [shown, setShown] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const reason = text.trim();
  const over = reason.length - MAX_REASON;
  useEffect(() => {
    form.current?.querySelector("textarea")?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reason === "") {
      setShown("Say why, so that the assistant can explain it");
      form.current?.querySelector("textarea")?.focus();
    } else if (over <= 0 && !pending) setShown(await onRefuse(reason));
  };
  return (
    <form
      ref={form}
      aria-label="Refuse"
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-3"
    >
      <Field
        label="Why not"
        hint={`The assistant tells ${customerName} in its own words. ${formatCount(Math.max(0, -over))} of ${formatCount(MAX_REASON)} characters left.`}
        error={over > 0 ? `${formatCount(over)} characters too many` : shown}
      >
        <Textarea
          rows={2}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setShown(null);
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") onCancel();
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void submit(event);
          }}
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="sm" variant="danger" loading={pending} disabled={over > 0}>
          Refuse
        </Button>
        <Button size="sm" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
