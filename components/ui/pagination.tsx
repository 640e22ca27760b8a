/** Ways on through a long list: a bar with links to the neighbours, or a button that adds more below. */
import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button, ButtonLink } from "./button";

/** `summary` says what is shown of how many: "30 of 1,204 tickets". */
export function CursorBar({
  summary,
  previousHref,
  nextHref,
}: {
  summary: string;
  previousHref: string | null;
  nextHref: string | null;
}) {
  return (
    <nav
      aria-label="Pages"
      className="flex min-h-11 items-center justify-between gap-4 border-line border-t px-3 text-sm text-text-muted tabular-nums"
    >
      <span>{summary}</span>
      <span className="flex gap-2">
        <Step href={previousHref} label="Previous" back />
        <Step href={nextHref} label="Next" />
      </span>
    </nav>
  );
}

function Step({ href, label, back = false }: { href: string | null; label: string; back?: boolean }) {
  const content = (
    <>
      {back ? <ChevronLeft aria-hidden="true" className="size-4" /> : null}
      {label}
      {back ? null : <ChevronRight aria-hidden="true" className="size-4" />}
    </>
  );
  if (href === null)
    return (
      <Button size="sm" disabled>
        {content}
      </Button>
    );
  return (
    <ButtonLink size="sm" href={href}>
      {content}
    </ButtonLink>
  );
}
