"use client";
/** E-mail address and password; in a demo, its accounts to fill in with one click. */
import { type FormEvent, useRef, useState } from "react";
import { messageOf } from "@/app/_client/api";
import { type SignInResult, signIn } from "@/app/_client/auth";
import { useHydrated } from "@/app/_client/use-hydrated";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Demo, DemoAccount } from "@/lib/people/demo";
import { DemoAccounts } from "./demo-accounts";

const refusals: Record<Exclude<SignInResult, "ok">, string> = {
  wrong: "That e-mail address and password do not match an account.",
  rate_limited: "That was too many tries in a short time. Wait a few minutes, then try again.",
  unavailable: "Signing in does not work right now. Nothing is lost; try again in a moment.",
};

export function SignInForm({ next, demo }: { next: string; demo: Demo | null }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const hydrated = useHydrated();
  // Uncontrolled: what a password manager has filled in before the page came alive counts.
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const submitButton = useRef<HTMLButtonElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setProblem(null);
    try {
      const result = await signIn(email.current?.value ?? "", password.current?.value ?? "");
      if (result === "ok") {
        // A full load: what the visitor's pages hold in memory is not the customer's.
        window.location.assign(next);
        return;
      }
      setProblem(refusals[result]);
      password.current?.select();
    } catch (error) {
      setProblem(messageOf(error));
    }
    setPending(false);
  };
  const fill = (account: DemoAccount) => {
    if (email.current) email.current.value = account.email;
    if (password.current) password.current.value = demo?.password ?? "";
    setProblem(null);
    submitButton.current?.focus();
  };

  return (
    <>
      <form method="post" onSubmit={submit} className="flex flex-col gap-4">
        <Field label="E-mail address">
          <Input ref={email} type="email" autoComplete="username" required autoFocus size="lg" />
        </Field>
        <Field label="Password">
          <Input ref={password} type="password" autoComplete="current-password" required size="lg" />
        </Field>
        <p role="alert" className="text-danger text-sm empty:hidden">
          {problem}
        </p>
        <Button
          ref={submitButton}
          type="submit"
          variant="primary"
          size="lg"
          disabled={!hydrated}
          loading={pending}
        >
          Sign in
        </Button>
      </form>
      {demo ? <DemoAccounts demo={demo} disabled={!hydrated} onChoose={fill} /> : null}
    </>
  );
}
