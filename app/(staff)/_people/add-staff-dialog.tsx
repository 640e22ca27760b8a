"use client";
/** Adds somebody to the team, and shows the password that they sign in with: once, here, and never again. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { CopyButton } from "@/components/conversation/copy-button";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import type { PersonView } from "@/lib/people/schema";
import { keys } from "../_shared/live-refresh";

type Added = { person: PersonView; password: string };

export function AddStaffDialog({ onClose }: { onClose: () => void }) {
  const form = useId();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<"agent" | "manager">("agent");
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [added, setAdded] = useState<Added | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    setProblem(null);
    try {
      setAdded(await api<Added>("/api/v1/people", { method: "POST", body: { name, email, role } }));
      void queries.invalidateQueries({ queryKey: keys.people });
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : new ApiProblem("internal", messageOf(error)));
    } finally {
      setPending(false);
    }
  };
  const wrong = (field: string) => {
    const why = problem?.fields[field];
    return why ? `This ${why}` : null;
  };
  if (added)
    return (
      <Dialog
        open
        onOpenChange={onClose}
        title={`${added.person.name} is on the team`}
        description="This is the only time the password is shown. Give it to them over a channel you trust."
        footer={
          <Button variant="primary" onClick={onClose}>
            I have it
          </Button>
        }
      >
        <dl className="grid grid-cols-[5rem_1fr] items-center gap-x-3 gap-y-2">
          <dt className="text-text-muted">E-mail</dt>
          <dd className="select-all break-all">{added.person.email}</dd>
          <dt className="text-text-muted">Password</dt>
          <dd className="flex items-center gap-2">
            <code className="select-all break-all rounded-sm bg-sunken px-2 py-1 font-mono">
              {added.password}
            </code>
            <CopyButton text={added.password} label="Copy the password" />
          </dd>
        </dl>
      </Dialog>
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Add to the team"
      description="They can sign in at once, with a password that Baton makes."
      footer={
        <>
          <DialogClose />
          <Button
            type="submit"
            form={form}
            variant="primary"
            loading={pending}
            disabled={name.trim() === "" || email.trim() === ""}
          >
            Add
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <Field label="Name" hint="As customers see it" error={wrong("name")}>
          <Input value={name} maxLength={80} autoComplete="off" onValueChange={setName} />
        </Field>
        <Field label="E-mail" error={wrong("email")}>
          <Input
            type="email"
            inputMode="email"
            value={email}
            maxLength={254}
            autoComplete="off"
            onValueChange={setEmail}
          />
        </Field>
        <RadioGroup
          legend="Role"
          value={role}
          onValueChange={setRole}
          items={[
            { value: "agent", label: "Agent", hint: "Answers customers and works on tickets" },
            { value: "manager", label: "Manager", hint: "The same, and looks after people" },
          ]}
        />
        {problem && Object.keys(problem.fields).length === 0 ? (
          <p role="alert" className="text-danger text-sm">
            {problem.message} Nobody was added.
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
