"use client";
/**
 * The headings of an article: beside it and always in view where there is room, else folded above it. Which one is
 * being read is told by an observer, never by scroll events, so scrolling costs nothing.
 */
import { clsx } from "clsx";
import { ChevronRight } from "lucide-react";
import { useEffect, useState } from "react";

export type ContentsEntry = { depth: number; text: string; anchor: string };

type Props = { headings: readonly ContentsEntry[]; lang: string };

export function ContentsBeside({ headings, lang }: Props) {
  const [current, setCurrent] = useCurrentHeading(headings);
  return (
    <nav
      data-follows-scroll
      aria-labelledby="contents"
      className="sticky top-20 hidden h-fit max-h-[calc(100dvh-6rem)] overflow-y-auto overscroll-contain lg:block print:hidden"
    >
      <p id="contents" className="pb-2 font-medium text-sm">
        On this page
      </p>
      <Entries headings={headings} lang={lang} current={current} onFollow={setCurrent} />
    </nav>
  );
}

export function ContentsAbove({ headings, lang }: Props) {
  return (
    <details className="group/contents rounded border border-line bg-surface lg:hidden print:hidden">
      <summary className="flex min-h-11 list-none items-center gap-2 rounded px-3 font-medium text-base hover:bg-hover active:bg-pressed [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="size-4 text-text-muted transition-transform group-open/contents:rotate-90"
        />
        On this page
      </summary>
      <nav aria-label="On this page" className="px-3 pb-3">
        <Entries headings={headings} lang={lang} current={null} />
      </nav>
    </details>
  );
}

function Entries({
  headings,
  lang,
  current,
  onFollow,
}: Props & { current: string | null; onFollow?: (anchor: string) => void }) {
  const top = Math.min(...headings.map(({ depth }) => depth));
  return (
    <ul lang={lang} className="flex flex-col border-line border-l text-sm">
      {headings.map(({ anchor, text, depth }) => (
        <li key={anchor}>
          <a
            href={`#${anchor}`}
            aria-current={anchor === current ? "location" : undefined}
            onClick={() => onFollow?.(anchor)}
            className={clsx(
              "-ml-px flex min-h-6 items-center border-l py-1 pr-2 transition-colors [overflow-wrap:anywhere] touch:min-h-11",
              depth > top ? "pl-6" : "pl-3",
              anchor === current
                ? "border-accent font-medium text-text"
                : "border-transparent text-text-muted hover:text-text active:text-text",
            )}
          >
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Everything from far above down to this share of the window from its bottom: what has been reached. */
const REACHED = "1000000px 0px -70% 0px";

/** The last heading that the reader has reached; null above the first. */
function useCurrentHeading(headings: readonly ContentsEntry[]) {
  const [current, setCurrent] = useState<string | null>(null);
  useEffect(() => {
    const reached = new Set<string>();
    const observer = new IntersectionObserver(
      (changes) => {
        for (const { target, isIntersecting } of changes)
          if (isIntersecting) reached.add(target.id);
          else reached.delete(target.id);
        setCurrent(headings.findLast(({ anchor }) => reached.has(anchor))?.anchor ?? null);
      },
      { rootMargin: REACHED },
    );
    for (const { anchor } of headings) {
      const heading = document.getElementById(anchor);
      if (heading) observer.observe(heading);
    }
    return () => observer.disconnect();
  }, [headings]);
  return [current, setCurrent] as const;
}
