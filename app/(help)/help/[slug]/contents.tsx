/** The headings of an article, beside it and always in view; on narrow screens there is no room, and none needed. */
import { clsx } from "clsx";
import type { TocEntry } from "@/lib/knowledge/passages";

export function Contents({ headings }: { headings: readonly TocEntry[] }) {
  const top = Math.min(...headings.map(({ depth }) => depth));
  return (
    <nav
      aria-labelledby="contents"
      className="sticky top-20 hidden h-fit max-h-[calc(100dvh-6rem)] overflow-y-auto lg:block"
    >
      <p id="contents" className="pb-2 font-medium text-sm">
        On this page
      </p>
      <ul className="flex flex-col border-line border-l text-sm">
        {headings.map(({ anchor, text, depth }) => (
          <li key={anchor}>
            <a
              href={`#${anchor}`}
              className={clsx(
                "block py-1 pr-2 text-text-muted transition-colors hover:text-text active:text-text",
                depth > top ? "pl-6" : "pl-3",
              )}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
