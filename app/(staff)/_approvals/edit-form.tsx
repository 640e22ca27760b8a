"use client";
/** The arguments as a form, each field by what it is. What was changed is approved together, or not at all. */
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { type Draft, draftOf, MAX_TEXT, readDraft } from "@/lib/approvals/drafts";
import { type ArgField, type Args, currencyOf, fieldsOf, optionLabel } from "@/lib/approvals/fields";

export function EditForm({
  args,
  pending,
  onCancel,
  onApprove,
}: {
  args: Args;
  pending: boolean;
  onCancel: () => void;
  /** Answers why the server does not take them; null when it does. */
  onApprove: (edited: Record<string, unknown>) => Promise<string | null>;
}) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(args));
  const [shown, setShown] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const read = readDraft(args, draft);
  const problems = shown && !read.ok ? read.problems : {};
  const unchanged = read.ok && !read.changed;

  useEffect(() => {
    form.current?.querySelector<HTMLElement>("input, textarea, button")?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!read.ok) {
      setShown(true);
      const [key] = Object.keys(read.problems);
      form.current
        ?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key ?? "")}"] :is(input, textarea)`)
        ?.focus();
    } else if (read.changed && !pending) setRefusal(await onApprove(read.args));
  };
  return (
    <form
      ref={form}
      aria-label="Arguments"
      noValidate
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onCancel();
      }}
      className="flex flex-col gap-3"
    >
      {fieldsOf(args).map((field) => (
        <div key={field.key} data-key={field.key}>
          <ArgInput
            field={field}
            currency={currencyOf(args)}
            value={draft[field.key] ?? ""}
            problem={problems[field.key] ?? null}
            onChange={(value) => setDraft({ ...draft, [field.key]: value })}
          />
        </div>
      ))}
      {refusal ? (
        <p role="alert" className="text-danger text-sm">
          {refusal}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" size="sm" variant="primary" loading={pending} disabled={unchanged}>
          Approve with changes
        </Button>
        <Button size="sm" onClick={onCancel}>
          Cancel
        </Button>
        {unchanged ? <span className="text-sm text-text-muted">Nothing is changed yet.</span> : null}
      </div>
    </form>
  );
}

function ArgInput({
  field,
  currency,
  value,
  problem,
  onChange,
}: {
  field: ArgField;
  currency: string;
  value: string;
  problem: string | null;
  onChange: (value: string) => void;
}) {
  if (field.kind === "flag")
    return (
      <Checkbox
        label={field.label}
        checked={value === "yes"}
        onCheckedChange={(on) => onChange(on ? "yes" : "no")}
      />
    );
  const label = field.kind === "money" ? `${field.label} in ${currency}` : field.label;
  const hint =
    field.optional && field.kind === "money" ? `Empty: ${field.whenEmpty.toLowerCase()}.` : undefined;
  return (
    <Field label={label} optional={field.optional} error={problem} hint={hint}>
      {field.kind === "choice" ? (
        <Select
          size="sm"
          items={field.options.map((option) => ({ value: option, label: optionLabel(option) }))}
          value={value}
          onValueChange={onChange}
          className="self-start"
        />
      ) : field.kind === "text" || field.kind === "data" ? (
        <Textarea
          rows={3}
          maxLength={field.kind === "text" ? MAX_TEXT : undefined}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          className={field.kind === "data" ? "font-mono text-sm!" : undefined}
        />
      ) : (
        <Input
          value={value}
          inputMode={field.kind === "money" || field.kind === "number" ? "decimal" : undefined}
          onValueChange={onChange}
          className={field.kind === "money" || field.kind === "number" ? "max-w-40 tabular-nums" : undefined}
        />
      )}
    </Field>
  );
}
