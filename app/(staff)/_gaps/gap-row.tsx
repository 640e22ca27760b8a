/** One gap in the list: what is asked, how often and when last, and what readers find for it now. */
import { FileText, RotateCcw, SearchX } from "lucide-react";
import Link from "next/link";
import { plural } from "@/components/format";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { GapView } from "@/lib/gaps/schema";

export const rowId = (id: string): string => `gap-${id}`;

export function GapRow({ gap, href }: { gap: GapView; href: string }) {
  return (
    <li>
      <Link
        id={rowId(gap.id)}
        href={href}
        className="flex items-center gap-4 border-line border-b px-4 py-2.5 hover:bg-hover focus-visible:-outline-offset-2 active:bg-pressed max-sm:items-start"
      >
        <span
          aria-hidden="true"
          className="w-9 shrink-0 text-right font-semibold text-lg tabular-nums max-sm:text-md"
        >
          {gap.questions}
        </span>
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="line-clamp-2 font-medium text-base [overflow-wrap:anywhere]">{gap.title}</span>
          <span className="flex flex-wrap items-center gap-x-2 text-sm text-text-muted tabular-nums">
            <span className="sr-only">Asked {plural(gap.questions, "time")}.</span>
            <span>{askedBy(gap)}</span>
            <span aria-hidden="true">·</span>
            <span>
              last <RelativeTime iso={gap.lastAskedAt} />
            </span>
            {gap.languages.length > 1 || gap.languages[0] !== "en" ? (
              <>
                <span aria-hidden="true">·</span>
                <span>{gap.languages.join(", ")}</span>
              </>
            ) : null}
          </span>
          <span className="flex items-center gap-1.5 text-sm text-text-muted md:hidden">
            <Nearest gap={gap} />
          </span>
        </span>
        <span className="flex w-80 min-w-0 shrink-0 items-center gap-1.5 text-sm text-text-muted max-md:hidden">
          <Nearest gap={gap} />
        </span>
        {gap.reopenedAt && gap.state === "open" ? (
          <Badge tone="strong" icon={<RotateCcw aria-hidden="true" />} className="max-sm:hidden">
            Asked again
          </Badge>
        ) : null}
      </Link>
    </li>
  );
}

function askedBy({ customers, searches }: GapView): string {
  const people = customers > 0 ? plural(customers, "customer") : null;
  const searched = searches > 0 ? plural(searches, "help center search", "help center searches") : null;
  return [people, searched].filter(Boolean).join(", ");
}

function Nearest({ gap }: { gap: GapView }) {
  const [Icon, text] = gap.article
    ? [FileText, `${gap.article.isPublished ? "Answered by" : "Draft"}: ${gap.article.title}`]
    : gap.state === "dismissed" && gap.reason
      ? [SearchX, gap.reason]
      : gap.found
        ? [FileText, `${gap.found.answerable ? "Finds" : "Nearest"}: ${gap.found.title}`]
        : [SearchX, "Nothing near"];
  return (
    <>
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="truncate">{text}</span>
    </>
  );
}
