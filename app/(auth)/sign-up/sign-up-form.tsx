"use client";
/** Name, e-mail address and password. The answer never says whether the address had an account already. */
import { type FormEvent, useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { signIn } from "@/app/_client/auth";
import { useHydrated } from "@/app/_client/use-hydrated";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** The server's rule (lib/people/schema.ts), said before it is broken. */
const PASSWORD_MIN = 10;

type Name = "name" | "email" | "password";
const labels: Record<Name, string> = { name: "The name", email: "The address", password: "The password" };

export function SignUpForm({ next, signInHref }: { next: string; signInHref: string }) {
  const hydrated = useHydrated();
  const [values, setValues] = useState<Record<Name, string>>({ name: "", email: "", password: "" });
  const [wrong, setWrong] = useState<Partial<Record<string, string>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [state, setState] = useState<"editing" | "pending" | "asked">("editing");

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("pending");
    setWrong({});
    setProblem(null);
    try {
      await api("/api/v1/accounts", { method: "POST", body: values });
      if ((await signIn(values.email, values.password)) === "ok") {
        window.location.assign(next);
        return;
      }
      setState("asked");
    } catch (error) {
      if (error instanceof ApiProblem && Object.keys(error.fields).length > 0) setWrong(error.fields);
      else setProblem(messageOf(error));
      setState("editing");
    }
  };
  const field = (name: Name) => ({
    name,
    required: true,
    size: "lg" as const,
    value: values[name],
    onValueChange: (value: string) => setValues((before) => ({ ...before, [name]: value })),
  });
  const errorOf = (name: Name) => (wrong[name] ? `${labels[name]} ${wrong[name]}.` : null);

  if (state === "asked")
    return (
      <div role="status" className="flex flex-col items-start gap-4">
        <p>
          If {values.email} is new here, your account is ready. If it has an account already, we have written
          to that address; nothing about the account has changed.
        </p>
        <ButtonLink href={signInHref} variant="primary" size="lg">
          Sign in
        </ButtonLink>
      </div>
    );
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Name" error={errorOf("name")}>
        <Input autoComplete="name" autoFocus maxLength={80} {...field("name")} />
      </Field>
      <Field label="E-mail address" error={errorOf("email")}>
        <Input type="email" autoComplete="username" {...field("email")} />
      </Field>
      <Field
        label="Password"
        hint={`At least ${PASSWORD_MIN} characters. A few unrelated words make a good one.`}
        error={errorOf("password")}
      >
        <Input type="password" autoComplete="new-password" minLength={PASSWORD_MIN} {...field("password")} />
      </Field>
      <p role="alert" className="text-danger text-sm empty:hidden">
        {problem}
      </p>
      <Button type="submit" variant="primary" size="lg" disabled={!hydrated} loading={state === "pending"}>
        Create account
      </Button>
    </form>
  );
}
