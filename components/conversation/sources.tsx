/** The short numbered list under an answer: the passages it rests on. */
import { FileText } from "lucide-react";
import { safeLink } from "../markdown-links";
import type { Citation } from "./types";

export function Sources({ citations }: { citations: readonly Citation[] }) {
  if (citations.length === 0) return null;
  return (
    <section aria-label="Sources" className="flex flex-col gap-1 pt-1 text-sm">
      <ol className="flex flex-col gap-1">
        {citations.map((citation) => (
          <li key={citation.n} className="flex min-w-0 items-baseline gap-2">
            <span className="inline-flex h-4 min-w-4 shrink-0 items-center justify-center rounded-sm bg-accent-soft px-1 font-medium text-[11px] text-accent tabular-nums">
              {citation.n}
            </span>
            <SourceLink citation={citation} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function SourceLink({ citation }: { citation: Citation }) {
  const link = safeLink(citation.href);
  const words = (
    <>
      <FileText aria-hidden="true" className="size-3.5 shrink-0 self-center" />
      <span className="truncate">
        {citation.title}
        {citation.heading ? ` · ${citation.heading}` : ""}
      </span>
    </>
  );
  const look = "inline-flex min-w-0 items-baseline gap-1 text-text-muted";
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
