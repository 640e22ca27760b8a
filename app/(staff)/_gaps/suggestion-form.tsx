"use client";
/** Edits a suggestion before it becomes a draft: everything that is written here is a person's from then on. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { MAX_ARTICLE, MAX_SUMMARY } from "@/lib/knowledge/schema";
import { MAX_CASE, type SuggestionView } from "@/lib/suggestions/schema";
import type { Edited } from "./use-suggestion";

const MAX_TITLE = 200;

const readers = [
  { value: "public", label: "Everyone" },
  { value: "customers", label: "Customers" },
  { value: "staff", label: "Staff only" },
] as const;

const problem = (text: string, most: number): string | null =>
  text.trim() === ""
    ? "Write something here"
    : text.trim().length > most
      ? `At most ${most.toLocaleString("en")} characters`
      : null;

export function SuggestionForm({
  suggestion,
  categories,
  pending,
  onSave,
  onCancel,
}: {
  suggestion: SuggestionView;
  categories: readonly { id: string; label: string }[];
  pending: boolean;
  onSave: (edited: Edited) => Promise<void>;
  onCancel: () => void;
}) {
  const { title, summary, body, category, audience, question } = suggestion;
  const [edited, setEdited] = useState<Edited>({ title, summary, body, category, audience, question });
  const edit = (change: Partial<Edited>) => setEdited({ ...edited, ...change });
  const problems = {
    title: problem(edited.title, MAX_TITLE),
    summary: problem(edited.summary, MAX_SUMMARY),
    body: problem(edited.body, MAX_ARTICLE),
    question: problem(edited.question, MAX_CASE),
  };
  const isWrong = Object.values(problems).some(Boolean);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isWrong) void onSave(edited);
  };
  return (
    <form aria-label="Suggestion" onSubmit={submit} className="flex flex-col gap-3">
      <Field label="Title" error={problems.title}>
        <Input value={edited.title} onValueChange={(value) => edit({ title: value })} />
      </Field>
      <Field label="Summary" error={problems.summary}>
        <Textarea
          rows={2}
          value={edited.summary}
          onChange={(event) => edit({ summary: event.target.value })}
        />
      </Field>
      <Field
        label="Text"
        hint="Markdown. The editor, with pictures and a preview, opens after accepting."
        error={problems.body}
      >
        <Textarea
          maxRows={16}
          rows={10}
          className="font-mono text-sm"
          value={edited.body}
          onChange={(event) => edit({ body: event.target.value })}
        />
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Category">
          <Select
            items={categories.map(({ id, label }) => ({ value: id, label }))}
            value={edited.category}
            onValueChange={(value) => edit({ category: value })}
          />
        </Field>
        <Field label="Readers">
          <Select
            items={readers}
            value={edited.audience}
            onValueChange={(value) => edit({ audience: value })}
          />
        </Field>
      </div>
      <Field
        label="Test question"
        hint="Kept when the suggestion is accepted. Leave out what names a customer."
        error={problems.question}
      >
        <Input value={edited.question} onValueChange={(value) => edit({ question: value })} />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" loading={pending} disabled={isWrong}>
          Save
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
