/** One turn of the assistant, step by step: read by staff who want to know why it said what it said. */
import { clsx } from "clsx";
import { Bot, Check, ChevronLeft, ChevronRight, CircleAlert, LoaderCircle, Wrench } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatCount } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Trace, TraceStep } from "@/lib/runs/trace";
import { costText, endOf, hasContent, lengthOf, signalNotes, stepTitle, tracePath, valueText } from "./words";

export function TraceScreen({ trace }: { trace: Trace }) {
  const { conversationId, earlier, later } = trace;
  const isBad = trace.state === "failed" || trace.state === "expired";
  return (
    <section aria-label="What the assistant did" className="flex min-w-0 flex-1 flex-col">
      <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b px-4 max-sm:px-2">
        <Link
          href={`${paths.staff.inbox}/${conversationId}`}
          aria-label="Back to the conversation"
          className={buttonClass("quiet", "sm", true)}
        >
          <ChevronLeft aria-hidden="true" className="size-5" />
        </Link>
        <h2 className="flex min-w-0 flex-1 items-baseline gap-2">
          <span className="shrink-0 font-semibold text-base">What the assistant did</span>
          <span className="truncate text-sm text-text-muted max-sm:hidden">for {trace.customerName}</span>
        </h2>
        <Badge tone={isBad ? "strong" : "outline"}>{endOf(trace.state)}</Badge>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        <div className="mx-auto flex max-w-180 flex-col gap-5 p-4">
          <Said
            who={trace.customerName}
            text={trace.question}
            none="No message of the customer: it followed an instruction."
          />
          <dl className="grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-x-4 gap-y-3 rounded border border-line bg-surface p-3 text-sm">
            <Figure term="Started">
              <RelativeTime iso={(trace.startedAt ?? trace.createdAt).toISOString()} format="datetime" />
            </Figure>
            <Figure term="First words after">
              {lengthOf(trace.startedAt, trace.firstTokenAt) ?? "None"}
            </Figure>
            <Figure term="Took">{lengthOf(trace.startedAt, trace.endedAt) ?? "Not over"}</Figure>
            <Figure term="Model">{modelText(trace)}</Figure>
            {trace.usage ? (
              <Figure term="Tokens">
                {formatCount(trace.usage.inputTokens)} read, {formatCount(trace.usage.outputTokens)} written
              </Figure>
            ) : null}
            {trace.costMicros !== null ? <Figure term="Cost">{costText(trace.costMicros)}</Figure> : null}
            {trace.attempt > 1 ? <Figure term="Taken up">{trace.attempt} times</Figure> : null}
            {trace.errorCode ? <Figure term="Error">{trace.errorCode}</Figure> : null}
          </dl>
          {trace.steps.length === 0 ? (
            <p className="text-sm text-text-muted">No step was written down for this turn.</p>
          ) : (
            <ol aria-label="Steps" className="flex flex-col">
              {trace.steps.map((step) => (
                <Step key={step.n} step={step} />
              ))}
            </ol>
          )}
          <Said who="Assistant" text={trace.answer} none="Nothing was said to the customer in this turn." />
          <nav aria-label="Turns" className="flex justify-between gap-2">
            <Turn href={earlier && tracePath(conversationId, earlier)}>
              <ChevronLeft aria-hidden="true" className="size-4" /> Earlier turn
            </Turn>
            <Turn href={later && tracePath(conversationId, later)}>
              Later turn <ChevronRight aria-hidden="true" className="size-4" />
            </Turn>
          </nav>
        </div>
      </div>
    </section>
  );
}

function modelText({ provider, model, fallbackFrom }: Trace): string {
  if (fallbackFrom)
    return `Built-in, in place of ${model ?? "the configured one"} (${fallbackFrom.replaceAll("_", " ")})`;
  if (!model) return "None";
  if (model === "builtin") return provider ?? "Built-in model";
  return provider && provider !== model ? `${model} (${provider})` : model;
}

function Step({ step }: { step: TraceStep }) {
  const notes = signalNotes(step.args);
  const length = lengthOf(step.startedAt, step.endedAt);
  const tokens =
    step.tokens === null
      ? null
      : step.inputTokens === null
        ? `${formatCount(step.tokens)} tokens`
        : `${formatCount(step.inputTokens)} + ${formatCount(step.tokens - step.inputTokens)} tokens`;
  const opens = step.kind === "tool" && (hasContent(step.args) || hasContent(step.result));
  const head = (
    <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
      <span className="font-medium">{stepTitle(step)}</span>
      {step.kind === "tool" ? <code className="font-mono text-text-muted text-xs">{step.name}</code> : null}
      <span className="ml-auto flex shrink-0 gap-3 text-text-muted text-xs tabular-nums">
        {tokens ? <span>{tokens}</span> : null}
        {length ? <span>{length}</span> : null}
      </span>
    </span>
  );
  return (
    <li className="relative flex gap-3 pb-4 text-sm before:absolute before:top-6 before:bottom-0 before:left-3 before:w-px before:bg-line last:before:hidden">
      <Mark step={step} />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5 pt-0.5">
        {opens ? (
          <details className="group/step">
            <summary className="flex cursor-pointer list-none items-baseline gap-1 rounded [&::-webkit-details-marker]:hidden">
              {head}
              <ChevronRight
                aria-hidden="true"
                className="size-4 shrink-0 self-center text-text-muted group-open/step:rotate-90"
              />
            </summary>
            <div className="mt-2 flex flex-col gap-2">
              {hasContent(step.args) ? <Value term="Asked with" value={step.args} /> : null}
              {hasContent(step.result) ? <Value term="Answered" value={step.result} /> : null}
            </div>
          </details>
        ) : (
          head
        )}
        {step.error ? <p className="text-danger">{step.error.replaceAll("_", " ")}</p> : null}
        {notes.map((note) => (
          <p key={note} className="text-text-muted">
            {note}
          </p>
        ))}
      </div>
    </li>
  );
}

function Mark({ step }: { step: TraceStep }) {
  const Icon =
    step.state === "failed"
      ? CircleAlert
      : step.state === "running"
        ? LoaderCircle
        : step.kind === "model"
          ? Bot
          : step.name === "escalate_to_human"
            ? Check
            : Wrench;
  const words = { done: "Worked:", failed: "Did not work:", running: "Not finished:" };
  return (
    <span className="z-1 flex size-6 shrink-0 items-center justify-center rounded-full border border-line bg-surface">
      <Icon
        role="img"
        aria-label={words[step.state]}
        className={clsx("size-3.5", step.state === "failed" ? "text-danger" : "text-text-muted")}
      />
    </span>
  );
}

function Value({ term, value }: { term: string; value: unknown }) {
  return (
    <div className="flex flex-col gap-1">
      <span className="text-text-muted text-xs">{term}</span>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard too.
        tabIndex={0}
        className="max-h-80 overflow-auto whitespace-pre-wrap rounded bg-sunken p-2 font-mono text-xs [overflow-wrap:anywhere]"
      >
        {valueText(value)}
      </pre>
    </div>
  );
}

function Said({ who, text, none }: { who: string; text: string | null; none: string }) {
  return (
    <figure className="flex flex-col gap-1 text-sm">
      <figcaption className="text-text-muted">{who}</figcaption>
      {text ? (
        <blockquote className="max-h-60 overflow-y-auto whitespace-pre-wrap border-line border-l-2 pl-3 [overflow-wrap:anywhere]">
          {text}
        </blockquote>
      ) : (
        <p className="text-text-muted">{none}</p>
      )}
    </figure>
  );
}

function Figure({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <dt className="text-text-muted text-xs">{term}</dt>
      <dd className="tabular-nums [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Turn({ href, children }: { href: string | null; children: ReactNode }) {
  return href ? (
    <Link href={href} className={buttonClass("quiet", "sm")}>
      {children}
    </Link>
  ) : (
    <span />
  );
}
