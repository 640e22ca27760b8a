/**
 * What the assistant hands to a person, at the top of the thread: the question first, the next step as a button. What
 * was tried and read is one line that opens, once there is more of it than fits beside an answer.
 */
import { clsx } from "clsx";
import { Check, ChevronRight, X } from "lucide-react";
import type { ReactNode } from "react";
import { plural } from "../format";
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

const moodWords = {
  calm: null,
  pleased: "Sounds pleased",
  upset: "Sounds upset",
  angry: "Sounds angry",
} as const;

/** Findings that are shown without being asked for. */
const SHOWN = 3;

export function HandoverCard({
  handover,
  nextStepAction,
  traceHref,
  className,
}: {
  handover: HandoverPackage;
  /** The button that does `nextStep`, or puts it into the composer. */
  nextStepAction?: ReactNode;
  /** Where each step of the assistant can be read. */
  traceHref?: string | null;
  className?: string;
}) {
  const { tried, sources, promises = [], customer, openQuestion, nextStep } = handover;
  const mood = handover.mood ? moodWords[handover.mood] : null;
  const quotes = sources.filter(({ quote }) => quote).length;
  const isLong = tried.length + sources.length + quotes > SHOWN;
  return (
    <section
      aria-label="Handover"
      className={clsx("flex flex-col gap-3 rounded border border-line bg-surface p-3 text-sm", className)}
    >
      <div className="flex flex-col gap-1">
        <div className="flex flex-wrap items-center gap-2 text-text-muted">
          <Badge tone={urgencyTone[handover.urgency]}>{`${capital(handover.urgency)} urgency`}</Badge>
          {mood ? <Badge tone="outline">{mood}</Badge> : null}
          <span>{handover.reason}</span>
          <span aria-hidden="true">·</span>
          <span>{askedBy[handover.requestedBy]}</span>
          <span aria-hidden="true">·</span>
          <RelativeTime iso={handover.at} />
        </div>
        <h2 className="text-pretty font-semibold text-base [overflow-wrap:anywhere]">{handover.question}</h2>
      </div>
      <dl className="flex flex-col gap-2">
        {nextStep ? <Part term="Next step">{nextStep}</Part> : null}
        {openQuestion ? <Part term="Still open">{openQuestion}</Part> : null}
        {promises.length > 0 ? (
          <Part term="Promised">
            <ul className="flex flex-col gap-1">
              {promises.map(({ text, backed }) => (
                <Line key={text} ok={backed} words={backed ? "Done:" : "Not done:"}>
                  “{text}”{backed ? null : <span className="text-text-muted"> Nothing was done for it.</span>}
                </Line>
              ))}
            </ul>
          </Part>
        ) : null}
        {customer ? (
          <Part term="Identity">
            <Identity customer={customer} />
          </Part>
        ) : null}
      </dl>
      {nextStepAction || traceHref ? (
        <div className="flex flex-wrap items-center gap-2">
          {nextStepAction}
          {traceHref ? (
            <span className="ml-auto">
              <TextLink href={traceHref}>See each step</TextLink>
            </span>
          ) : null}
        </div>
      ) : null}
      {isLong ? (
        <details className="group/found">
          <summary className="flex cursor-pointer list-none items-center gap-1 rounded text-text-muted hover:text-text touch:min-h-11 [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden="true" className="size-4 shrink-0 group-open/found:rotate-90" />
            {foundWords(tried.length, sources.length)}
          </summary>
          <div className="mt-2">
            <Findings tried={tried} sources={sources} />
          </div>
        </details>
      ) : (
        <Findings tried={tried} sources={sources} />
      )}
    </section>
  );
}

function foundWords(tried: number, sources: number): string {
  const parts = [
    tried > 0 ? `tried ${plural(tried, "thing")}` : null,
    sources > 0 ? `cited ${plural(sources, "source")}` : null,
  ].filter((part) => part !== null);
  return `The assistant ${parts.join(" and ")}`;
}

function Identity({ customer }: { customer: NonNullable<HandoverPackage["customer"]> }) {
  const { signedInAt, verifiedAt } = customer;
  return (
    <>
      {signedInAt ? (
        <>
          Signed in <RelativeTime iso={signedInAt} format="datetime" />
        </>
      ) : (
        "Sign-in unknown"
      )}
      {verifiedAt ? (
        <>
          ; proved by a mailed code <RelativeTime iso={verifiedAt} format="datetime" />
        </>
      ) : (
        "; not proved by a code"
      )}
    </>
  );
}

function Findings({ tried, sources }: Pick<HandoverPackage, "tried" | "sources">) {
  if (tried.length + sources.length === 0) return null;
  return (
    <dl className="flex flex-col gap-2">
      {tried.length > 0 ? (
        <Part term="Tried">
          <ul className="flex flex-col gap-1">
            {tried.map(({ tool, label, ok, result }) => (
              <Line key={`${tool} ${label} ${result ?? ""}`} ok={ok} words={ok ? "Worked:" : "Did not work:"}>
                {label}
                {result ? <span className="text-text-muted"> · {result}</span> : null}
              </Line>
            ))}
          </ul>
        </Part>
      ) : null}
      {sources.length > 0 ? (
        <Part term="Sources">
          <ul className="flex flex-col gap-1">
            {sources.map((source) => (
              <li key={source.href}>
                <TextLink href={source.href}>{source.title}</TextLink>
                {source.quote ? <q className="mt-0.5 block text-text-muted">{source.quote}</q> : null}
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
    </dl>
  );
}

function Line({ ok, words, children }: { ok: boolean; words: string; children: ReactNode }) {
  const Icon = ok ? Check : X;
  return (
    <li className="flex items-start gap-1.5">
      <Icon role="img" aria-label={words} className="mt-[3px] size-3.5 shrink-0 text-text-muted" />
      <span className="min-w-0">{children}</span>
    </li>
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
