"use client";
/** Asks for the code that was mailed, before something that an open browser must not be enough for. */
import { ShieldCheck } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import type { IdentityCheck } from "@/app/_client/use-identity-check";
import { RequestCard, RequestOutcome, TimeLeft } from "@/components/conversation/request-card";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useNow } from "@/components/ui/relative-time";
import type { PendingCheckView } from "@/lib/identity/schema";

const DIGITS = 6;

export function IdentityCard({ identity }: { identity: IdentityCheck }) {
  const { check, ended } = identity;
  if (check) return <Waiting key={check.id} check={check} identity={identity} />;
  if (!ended) return null;
  return (
    <RequestOutcome
      state={ended === "verified" ? "approved" : "refused"}
      text={
        ended === "verified"
          ? "Thank you, that was the right code."
          : "That was not the code, and there are no tries left. Nothing was changed; the assistant tells you how to go on."
      }
      at={null}
    />
  );
}

function Waiting({ check, identity }: { check: PendingCheckView; identity: IdentityCheck }) {
  const now = useNow();
  const late = now !== null && new Date(check.expiresAt).getTime() <= now;
  if (!check.here)
    return (
      <RequestCard label="Check that it is you" icon={ShieldCheck} title="A code waits in another browser">
        <p className="text-pretty text-text-muted">
          {`We sent a code to ${check.sentTo}. Enter it in the browser in which you asked, or ask again here.`}
        </p>
      </RequestCard>
    );
  if (late)
    return (
      <RequestCard label="Check that it is you" icon={ShieldCheck} title="The code has expired">
        <p className="text-pretty text-text-muted">
          Nothing was changed. Ask again below, and we send you a new one.
        </p>
      </RequestCard>
    );
  return (
    <RequestCard
      label="Check that it is you"
      icon={ShieldCheck}
      title={`We sent a code to ${check.sentTo}`}
      aside={<TimeLeft until={check.expiresAt} />}
    >
      <p className="text-pretty text-text-muted">
        You have been signed in for a while, so we check that it is you. Nobody of us ever asks for this code.
      </p>
      <CodeForm check={check} identity={identity} />
    </RequestCard>
  );
}

function CodeForm({ check, identity }: { check: PendingCheckView; identity: IdentityCheck }) {
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [pending, setPending] = useState<"enter" | "resend" | null>(null);
  const input = useRef<HTMLInputElement>(null);

  const enter = async (given: string) => {
    if (pending) return;
    if (given.length !== DIGITS) {
      setProblem("Enter the six digits of the e-mail");
      input.current?.focus();
      return;
    }
    setPending("enter");
    setSaid(null);
    const wrong = await identity.enter(given);
    setPending(null);
    setProblem(wrong);
    if (wrong === null) return;
    setCode("");
    input.current?.focus();
  };
  const change = (text: string) => {
    // Pasted with spaces or a dash, or with the words around it.
    const digits = text.replace(/\D/g, "").slice(0, DIGITS);
    setCode(digits);
    setProblem(null);
    if (digits.length === DIGITS && code.length < DIGITS) void enter(digits);
  };
  const resend = async () => {
    setPending("resend");
    setProblem(
      await identity.resend().then((wrong) => {
        setSaid(wrong === null ? "A new code is on its way. The one before does not work any more." : null);
        return wrong;
      }),
    );
    setPending(null);
    setCode("");
    input.current?.focus();
  };
  const tries = check.triesLeft === 1 ? "One try left." : `${check.triesLeft} tries left.`;
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void enter(code);
      }}
      className="flex flex-col gap-3"
    >
      <Field
        label="Code from the e-mail"
        error={problem}
        hint={problem ? undefined : said ? `${said} ${tries}` : tries}
      >
        <Input
          ref={input}
          size="lg"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          placeholder="000000"
          onValueChange={change}
          className="max-w-44 font-mono tracking-[0.3em] placeholder:text-text-faint/50"
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="sm" variant="primary" loading={pending === "enter"}>
          Confirm
        </Button>
        <Button size="sm" variant="quiet" loading={pending === "resend"} onClick={() => void resend()}>
          Send a new code
        </Button>
      </div>
    </form>
  );
}
