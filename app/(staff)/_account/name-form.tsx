"use client";
/** Changes how a member of the team is called. Saved explicitly. */
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { useHydrated } from "@/app/_client/use-hydrated";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";

export function NameForm({ name: saved }: { name: string }) {
  const router = useRouter();
  const toast = useToast();
  const hydrated = useHydrated();
  const [name, setName] = useState(saved);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const changed = name.trim() !== "" && name.trim() !== saved;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!changed || pending) return;
    setPending(true);
    setProblem(null);
    try {
      await api("/api/v1/me", { method: "PATCH", body: { name } });
      toast.show({ title: "Name saved" });
      router.refresh();
    } catch (error) {
      const why = error instanceof ApiProblem ? error.fields.name : undefined;
      setProblem(why ? `This ${why}` : messageOf(error));
    }
    setPending(false);
  };
  return (
    <form onSubmit={(event) => void save(event)} className="flex max-w-sm flex-col gap-3">
      <Field label="Name" error={problem}>
        <Input value={name} maxLength={80} autoComplete="name" onValueChange={setName} />
      </Field>
      <Button
        type="submit"
        variant="primary"
        className="self-start"
        loading={pending}
        disabled={!hydrated || !changed}
      >
        Save
      </Button>
    </form>
  );
}
