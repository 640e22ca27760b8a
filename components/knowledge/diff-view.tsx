"use client";
/**
 * Two texts as one list of lines: what went, what came, the words that changed in them. Signs, underlines and words
 * for screen readers say the same as the colours. Long unchanged stretches are folded and open at a press.
 */
import { clsx } from "clsx";
import { UnfoldVertical } from "lucide-react";
import { useMemo, useState } from "react";
import { plural } from "../format";
import { VisuallyHidden } from "../ui/visually-hidden";
import { type Block, compareTexts, type DiffLine, type Kind } from "./diff-lines";

export function DiffView({
  before,
  after,
  label,
  language,
}: {
  before: string;
  after: string;
  /** What is compared: "Text of version 3 and of the draft". */
  label: string;
  language?: string;
}) {
  const { blocks, added, removed } = useMemo(() => compareTexts(before, after), [before, after]);
  if (added === 0 && removed === 0) return <p className="text-text-muted">The text is the same.</p>;
  return (
    <section aria-label={label} className="flex flex-col gap-2">
      <p className="text-text-muted tabular-nums">
        {plural(added, "line")} added, {plural(removed, "line")} removed
      </p>
      <div lang={language} className="overflow-hidden rounded border border-line bg-surface">
        {blocks.map((block) => (
          <BlockOfLines key={keyOf(block)} block={block} />
        ))}
      </div>
    </section>
  );
}

const keyOf = ({ lines: [first] }: Block) => `${first?.before ?? "-"}/${first?.after ?? "-"}`;

function BlockOfLines({ block: { fold, lines } }: { block: Block }) {
  const [open, setOpen] = useState(!fold);
  if (!open)
    return (
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="flex h-8 w-full items-center gap-2 border-line border-y bg-sunken px-3 text-left text-text-muted text-xs first:border-t-0 last:border-b-0 hover:bg-hover hover:text-text focus-visible:-outline-offset-2 active:bg-pressed touch:h-11"
      >
        <UnfoldVertical aria-hidden="true" className="size-3.5" />
        Show {plural(lines.length, "unchanged line")}
      </button>
    );
  return (
    <ol className="font-mono text-sm">
      {lines.map((line) => (
        <Line key={`${line.before ?? "-"}/${line.after ?? "-"}`} line={line} />
      ))}
    </ol>
  );
}

const signs: Record<Kind, string> = { same: "", added: "+", removed: "−" };
const said: Record<Kind, string> = { same: "", added: "Added: ", removed: "Removed: " };
const grounds: Record<Kind, string> = { same: "", added: "bg-accent-soft", removed: "bg-danger-soft" };

function Line({ line: { kind, parts, before, after } }: { line: DiffLine }) {
  // A line that came or went as a whole needs no marks on its words.
  const whole = parts.every((part) => part.kind === kind);
  return (
    <li className={clsx("flex", grounds[kind])}>
      <span
        aria-hidden="true"
        className="w-10 shrink-0 select-none border-line border-r px-1.5 py-0.5 text-right text-text-muted text-xs leading-5 tabular-nums max-sm:hidden"
      >
        {after ?? before}
      </span>
      <span aria-hidden="true" className="w-6 shrink-0 select-none py-0.5 text-center font-semibold">
        {signs[kind]}
      </span>
      <span className="min-w-0 flex-1 whitespace-pre-wrap py-0.5 pr-3 [overflow-wrap:anywhere]">
        {said[kind] ? <VisuallyHidden>{said[kind]}</VisuallyHidden> : null}
        {parts.map((part, index) => {
          const key = `${index}${part.kind}`;
          if (whole || part.kind === "same") return <span key={key}>{part.text || " "}</span>;
          return part.kind === "added" ? (
            <ins key={key} className="rounded-sm bg-accent/15 font-semibold decoration-2 underline-offset-2">
              {part.text}
            </ins>
          ) : (
            <del key={key} className="rounded-sm bg-danger/15 decoration-2">
              {part.text}
            </del>
          );
        })}
      </span>
    </li>
  );
}

export type FieldChange = { label: string; before: string; after: string };

/** What changed beside the text: title, address, who sees it. Nothing when nothing did. */
export function FieldChanges({ changes }: { changes: readonly FieldChange[] }) {
  const real = changes.filter(({ before, after }) => before !== after);
  if (real.length === 0) return null;
  return (
    <dl className="grid grid-cols-[6rem_1fr] gap-x-3 gap-y-2">
      {real.map(({ label, before, after }) => (
        <div key={label} className="contents">
          <dt className="text-text-muted">{label}</dt>
          <dd className="flex min-w-0 flex-wrap gap-x-2 gap-y-1 [overflow-wrap:anywhere]">
            <VisuallyHidden>Before: </VisuallyHidden>
            <del className="rounded-sm bg-danger-soft px-1">{before || "nothing"}</del>
            <VisuallyHidden>Now: </VisuallyHidden>
            <ins className="rounded-sm bg-accent-soft px-1 underline-offset-2">{after || "nothing"}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
