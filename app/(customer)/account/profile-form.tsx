"use client";
/** Name, telephone, language, time zone and how to be reached. Saved together, explicitly. */
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { useHydrated } from "@/app/_client/use-hydrated";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import type { CustomerView } from "@/lib/customers/schema";
import { languageItems } from "./languages";

type Values = {
  name: string;
  phone: string;
  address: string;
  language: string;
  timeZone: string;
  contactMethod: CustomerView["contactMethod"];
};

const labels: Record<keyof Values, string> = {
  name: "The name",
  phone: "The number",
  address: "The address",
  language: "The language",
  timeZone: "The time zone",
  contactMethod: "The choice",
};
const contactMethods = [
  {
    value: "email",
    label: "By e-mail",
    hint: "Answers and changes of your tickets are sent to your address.",
  },
  { value: "in_app", label: "Only here", hint: "They stand below under “Sent to you”; no e-mail is sent." },
] as const;

const valuesOf = (customer: CustomerView): Values => ({
  name: customer.name,
  phone: customer.phone ?? "",
  address: customer.address ?? "",
  language: customer.language,
  timeZone: customer.timeZone ?? "",
  contactMethod: customer.contactMethod,
});

export function ProfileForm({ customer }: { customer: CustomerView }) {
  const [values, setValues] = useState(() => valuesOf(customer));
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const hydrated = useHydrated();
  const router = useRouter();
  const toast = useToast();
  const saved = valuesOf(customer);
  const changed = (Object.keys(saved) as (keyof Values)[]).filter((key) => values[key] !== saved[key]);
  const set = <K extends keyof Values>(key: K, value: Values[K]) =>
    setValues((before) => ({ ...before, [key]: value }));
  const errorOf = (key: keyof Values) => (wrong[key] ? `${labels[key]} ${wrong[key]}.` : null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (changed.length === 0) return;
    setPending(true);
    setWrong({});
    setProblem(null);
    try {
      // Emptied is "not known", which the name can never be.
      const body = Object.fromEntries(
        changed.map((key) => [key, values[key] === "" && key !== "name" ? null : values[key]]),
      );
      await api("/api/v1/me", { method: "PATCH", body });
      toast.show({ title: "Profile saved" });
      router.refresh();
    } catch (error) {
      if (error instanceof ApiProblem && Object.keys(error.fields).length > 0) setWrong(error.fields);
      else setProblem(messageOf(error));
    }
    setPending(false);
  };

  return (
    <form method="post" onSubmit={submit} className="flex max-w-md flex-col gap-4">
      <Field label="Name" error={errorOf("name")}>
        <Input
          autoComplete="name"
          required
          maxLength={80}
          value={values.name}
          onValueChange={(value) => set("name", value)}
        />
      </Field>
      <Field label="Telephone" optional error={errorOf("phone")}>
        <Input
          type="tel"
          autoComplete="tel"
          maxLength={30}
          value={values.phone}
          onValueChange={(value) => set("phone", value)}
        />
      </Field>
      <Field label="Address" optional hint="Where your orders go." error={errorOf("address")}>
        <Textarea
          autoComplete="street-address"
          maxLength={300}
          rows={3}
          value={values.address}
          onChange={(event) => set("address", event.target.value)}
        />
      </Field>
      <Field label="Language" error={errorOf("language")}>
        <Select
          items={languageItems(customer.language)}
          value={values.language}
          onValueChange={(value) => set("language", value)}
          className="self-start"
        />
      </Field>
      <Field
        label="Time zone"
        optional
        hint="For times that are said to you, such as a delivery window. For example Europe/Stockholm."
        error={errorOf("timeZone")}
      >
        <Input
          list="time-zones"
          autoComplete="off"
          spellCheck={false}
          value={values.timeZone}
          onValueChange={(value) => set("timeZone", value)}
        />
      </Field>
      <datalist id="time-zones">
        {hydrated
          ? Intl.supportedValuesOf("timeZone").map((zone) => <option key={zone} value={zone} />)
          : null}
      </datalist>
      <RadioGroup
        legend="How to reach you"
        items={contactMethods}
        value={values.contactMethod}
        onValueChange={(value) => set("contactMethod", value)}
      />
      <p role="alert" className="text-danger text-sm empty:hidden">
        {problem}
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          variant="primary"
          disabled={!hydrated || changed.length === 0}
          loading={pending}
        >
          Save
        </Button>
        {changed.length > 0 ? (
          <Button variant="quiet" onClick={() => setValues(saved)}>
            Discard changes
          </Button>
        ) : null}
      </div>
    </form>
  );
}
