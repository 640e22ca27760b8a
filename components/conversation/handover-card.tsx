/** What the assistant hands to a person, at the top of the thread: the question first, the next step as a button. */
import { clsx } from "clsx";
import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "../ui/badge";
import { TextLink } from "../ui/link";
import { RelativeTime } from "../ui/relative-time";
import type { HandoverPackage } from "./types";

const urgencyTone = { low: "outline", medium: "neutral", high: "strong", urgent: "strong" } as const;

const askedBy = {
  customer: "asked for by the customer",
  assistant: "handed over by the assistant",
  system: "handed over by the system",
} as const;

export function HandoverCard({
  handover,
  nextStepAction,
  className,
}: {
  handover: HandoverPackage;
  /** The button that does `nextStep`, or puts it into the composer. */
  nextStepAction?: ReactNode;
  className?: string;
}) {
  return (
    <section
      aria-label="Handover"
      className={clsx("flex flex-col gap-3 rounded border border-line bg-surface p-3 text-sm", className)}
    >
      <div className="flex flex-col gap-1">
        <div className="flex flex-wrap items-center gap-2 text-text-muted">
          <Badge tone={urgencyTone[handover.urgency]}>{`${capital(handover.urgency)} urgency`}</Badge>
          <span>{handover.reason}</span>
          <span aria-hidden="true">·</span>
          <span>{askedBy[handover.requestedBy]}</span>
          <span aria-hidden="true">·</span>
          <RelativeTime iso={handover.at} />
        </div>
        <h2 className="text-pretty font-semibold text-base">{handover.question}</h2>
      </div>
      <dl className="flex flex-col gap-2">
        {handover.tried.length > 0 ? (
          <Part term="Tried">
            <ul className="flex flex-col gap-1">
              {handover.tried.map((attempt) => (
                <li key={`${attempt.tool} ${attempt.label}`} className="flex items-start gap-1.5">
                  <Outcome ok={attempt.ok} />
                  {attempt.label}
                </li>
              ))}
            </ul>
          </Part>
        ) : null}
        {handover.sources.length > 0 ? (
          <Part term="Sources">
            <ul className="flex flex-col gap-1">
              {handover.sources.map((source) => (
                <li key={source.href}>
                  <TextLink href={source.href}>{source.title}</TextLink>
                </li>
              ))}
            </ul>
          </Part>
        ) : null}
        {handover.openQuestion ? <Part term="Still open">{handover.openQuestion}</Part> : null}
        {handover.nextStep ? <Part term="Next step">{handover.nextStep}</Part> : null}
      </dl>
      {nextStepAction ? <div className="flex flex-wrap gap-2">{nextStepAction}</div> : null}
    </section>
  );
}

function Outcome({ ok }: { ok: boolean }) {
  const Icon = ok ? Check : X;
  return (
    <Icon
      role="img"
      aria-label={ok ? "Worked:" : "Did not work:"}
      className="mt-[3px] size-3.5 shrink-0 text-text-muted"
    />
  );
}

function Part({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[5.5rem_1fr] gap-2">
      <dt className="text-text-muted">{term}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
