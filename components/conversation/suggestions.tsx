"use client";
/** First questions on an empty thread: pressing one asks it. */
import { CornerDownRight } from "lucide-react";

export function Suggestions({
  title,
  intro,
  questions,
  disabled = false,
  onChoose,
}: {
  title: string;
  intro?: string;
  questions: readonly string[];
  disabled?: boolean;
  onChoose: (question: string) => void;
}) {
  return (
    <section aria-label={title} className="flex flex-col gap-4 py-8">
      <div className="flex flex-col gap-1">
        <h2 className="font-semibold text-lg">{title}</h2>
        {intro ? <p className="max-w-prose text-pretty text-md text-text-muted">{intro}</p> : null}
      </div>
      <ul className="flex flex-col overflow-hidden rounded border border-line bg-surface">
        {questions.map((question) => (
          <li key={question} className="border-line border-b last:border-b-0">
            <button
              type="button"
              disabled={disabled}
              onClick={() => onChoose(question)}
              className="flex min-h-11 w-full items-center gap-3 px-3 py-2 text-left text-md transition-colors hover:bg-hover focus-visible:-outline-offset-2 active:bg-pressed disabled:opacity-50"
            >
              <CornerDownRight aria-hidden="true" className="size-4 shrink-0 text-text-faint" />
              {question}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
