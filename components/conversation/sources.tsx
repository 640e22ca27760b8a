/** The short numbered list under an answer: the passages it rests on, and which of them read otherwise by now. */
import { clsx } from "clsx";
import { FileText, FileX, History } from "lucide-react";
import { safeLink } from "../markdown-links";
import type { Citation } from "./types";

export function Sources({ citations }: { citations: readonly Citation[] }) {
  if (citations.length === 0) return null;
  return (
    <section aria-label="Sources" className="flex flex-col gap-1 pt-1 text-sm">
      <ol className="flex flex-col gap-1">
        {citations.map((citation) => (
          <li key={citation.n} className="flex min-w-0 items-baseline gap-2">
            <NumberMark citation={citation} />
            <span className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-0.5">
              <SourceLink citation={citation} />
              <Change citation={citation} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function NumberMark({ citation: { n, changed, gone } }: { citation: Citation }) {
  return (
    <span
      className={clsx(
        "inline-flex h-4 min-w-4 shrink-0 items-center justify-center rounded-sm px-1 font-medium text-[11px] tabular-nums",
        changed || gone
          ? "border border-text-muted border-dashed text-text-muted"
          : "bg-accent-soft text-accent",
      )}
    >
      {n}
    </span>
  );
}

/** Said in words: the reader decides by it whether to trust the answer. */
function Change({ citation: { changed, gone } }: { citation: Citation }) {
  if (!changed && !gone) return null;
  const Icon = gone ? FileX : History;
  return (
    <span className="inline-flex items-baseline gap-1 whitespace-nowrap font-medium text-text">
      <Icon aria-hidden="true" className="size-3.5 shrink-0 self-center" />
      {gone ? "No longer available" : "Source changed since"}
    </span>
  );
}

function SourceLink({ citation }: { citation: Citation }) {
  const link = citation.gone ? null : safeLink(citation.href);
  const words = (
    <>
      <FileText aria-hidden="true" className="size-3.5 shrink-0 self-center" />
      <span className="truncate">
        {citation.title}
        {citation.heading ? ` · ${citation.heading}` : ""}
      </span>
    </>
  );
  const look = "inline-flex min-w-0 max-w-full items-baseline gap-1 text-text-muted";
  if (link === null || link.kind === "mail") return <span className={look}>{words}</span>;
  return (
    <a
      href={link.href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className={`${look} rounded-sm transition-colors hover:text-accent hover:underline active:text-accent-pressed touch:min-h-11 touch:items-center`}
    >
      {words}
    </a>
  );
}
