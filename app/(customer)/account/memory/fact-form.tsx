"use client";
/** Correcting one fact in its place: the customer's words take over, or nothing changes. */
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { ApiProblem, messageOf } from "@/app/_client/api";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import { type CorrectFactInput, FACT_LENGTH, type FactView } from "@/lib/memory/schema";

type Values = { text: string; solution: string };

export function FactForm({
  fact,
  onSave,
  onClose,
}: {
  fact: FactView;
  onSave: (patch: CorrectFactInput) => Promise<void>;
  onClose: () => void;
}) {
  const saved: Values = { text: fact.text, solution: fact.solution ?? "" };
  const [values, setValues] = useState(saved);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const toast = useToast();
  useEffect(() => {
    const [area] = form.current?.getElementsByTagName("textarea") ?? [];
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const patch: CorrectFactInput = {
      ...(values.text === saved.text ? {} : { text: values.text }),
      ...(values.solution === saved.solution ? {} : { solution: values.solution.trim() || null }),
    };
    if (Object.keys(patch).length === 0) return onClose();
    setPending(true);
    setProblem(null);
    try {
      await onSave(patch);
      toast.show({ title: "Corrected" });
      onClose();
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : messageOf(error));
      setPending(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    }
    // A fact is one line.
    if (
      event.key === "Enter" &&
      !event.nativeEvent.isComposing &&
      event.target instanceof HTMLTextAreaElement
    ) {
      event.preventDefault();
      form.current?.requestSubmit();
    }
  };
  const fields = problem instanceof ApiProblem ? problem.fields : {};
  const area = (key: keyof Values, label: string, hint?: string) => (
    <Field label={label} hint={hint} error={sentence(fields[key])}>
      <Textarea
        rows={2}
        className="min-h-0"
        maxLength={FACT_LENGTH}
        required={key === "text"}
        value={values[key]}
        onChange={(event) => {
          const next = event.target.value.replace(/\s*\n\s*/g, " ");
          setValues((before) => ({ ...before, [key]: next }));
        }}
      />
    </Field>
  );
  return (
    <form ref={form} method="post" onSubmit={submit} onKeyDown={onKeyDown} className="flex flex-col gap-3">
      {area("text", fact.kind === "problem" ? "What it was about" : (fact.label ?? "What to remember"))}
      {fact.kind === "problem" ? area("solution", "How it ended", "Leave empty if nothing helped.") : null}
      {problem !== null && Object.keys(fields).length === 0 ? (
        <p role="alert" className="text-danger text-sm">
          {typeof problem === "string" ? problem : problem.message}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          variant="primary"
          size="sm"
          loading={pending}
          disabled={values.text.trim() === ""}
        >
          Save
        </Button>
        <Button variant="quiet" size="sm" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** Messages of the schema continue a name ("must not be empty"); those of the memory are sentences already. */
function sentence(message: string | undefined): string | null {
  if (!message) return null;
  return /^[a-z]/.test(message) ? `It ${message}.` : message;
}
