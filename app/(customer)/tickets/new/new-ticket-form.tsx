"use client";
/** Subject, description, what it is about. Leads to the ticket once it is open. */
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { useHydrated } from "@/app/_client/use-hydrated";
import { paths } from "@/components/shell/nav";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectItem } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { Category, TicketDetail } from "@/lib/tickets/schema";

export function NewTicketForm({ categories }: { categories: readonly SelectItem<Category>[] }) {
  const [subject, setSubject] = useState("");
  const [description, setDescription] = useState("");
  const [category, setCategory] = useState<Category>("general");
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const hydrated = useHydrated();
  const router = useRouter();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setWrong({});
    setProblem(null);
    try {
      const body = { subject, description, category };
      const ticket = await api<TicketDetail>("/api/v1/tickets", { method: "POST", body });
      router.push(`${paths.tickets}/${ticket.number}`);
    } catch (error) {
      if (error instanceof ApiProblem && Object.keys(error.fields).length > 0) setWrong(error.fields);
      else setProblem(messageOf(error));
      setPending(false);
    }
  };

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Subject" error={wrong.subject ? `The subject ${wrong.subject}.` : null}>
        <Input required maxLength={200} value={subject} onValueChange={setSubject} />
      </Field>
      <Field label="About" error={wrong.category ? `This ${wrong.category}.` : null}>
        <Select items={categories} value={category} onValueChange={setCategory} className="self-start" />
      </Field>
      <Field
        label="Description"
        hint="What happened, what you expected, and the order number if there is one."
        error={wrong.description ? `The description ${wrong.description}.` : null}
      >
        <Textarea
          required
          rows={6}
          maxRows={16}
          maxLength={8_000}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
      </Field>
      <p role="alert" className="text-danger text-sm empty:hidden">
        {problem}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={!hydrated} loading={pending}>
          Open ticket
        </Button>
        <ButtonLink href={paths.tickets} variant="quiet">
          Cancel
        </ButtonLink>
      </div>
    </form>
  );
}
