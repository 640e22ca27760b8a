"use client";
/** The list below the search field: articles, all results, and the assistant. Each is a link, also to a middle click. */
import { clsx } from "clsx";
import { FileText, MessageCircle, Search } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect, useRef } from "react";
import { paths } from "@/components/shell/nav";
import type { Suggestions } from "@/lib/knowledge/suggestions";
import { Marked } from "../marked";

type Props = {
  id: string;
  optionId: (place: number) => string;
  active: number;
  query: string;
  items: Suggestions["items"];
  problem: string | null;
  resultsHref: string;
  askLabel: string | null;
  onFollow: () => void;
};

export function SuggestionList({ id, optionId, active, query, items, problem, resultsHref, ...rest }: Props) {
  const { askLabel, onFollow } = rest;
  const option = (place: number) => ({
    id: optionId(place),
    isActive: place === active,
    onFollow,
  });
  return (
    <div className="absolute inset-x-0 top-full z-20 mt-2 animate-appear overflow-hidden rounded border border-line bg-raised text-base shadow-float">
      {problem || items.length === 0 ? (
        <p role={problem ? "status" : undefined} className="border-line border-b px-4 py-3 text-text-muted">
          {problem ?? "No article found so far. Keep typing, or see what comes near."}
        </p>
      ) : null}
      <div
        role="listbox"
        id={id}
        aria-label="Suggestions"
        className="max-h-[min(30rem,70dvh)] overflow-y-auto overscroll-contain p-1"
      >
        {items.map((item, place) => (
          <Option key={item.href} {...option(place)} href={item.href} icon={<FileText className="size-4" />}>
            <span className="line-clamp-1 font-medium">
              <Marked text={item.title} ranges={item.titleMarks} />
            </span>
            <span className="line-clamp-1 text-sm text-text-muted">
              {item.heading ? `${item.heading} · ` : null}
              <Marked text={item.snippet} ranges={item.marks} />
            </span>
          </Option>
        ))}
        {items.length > 0 ? <div role="presentation" className="-mx-1 my-1 border-line border-t" /> : null}
        <Option {...option(items.length)} href={resultsHref} icon={<Search className="size-4" />}>
          <span className="line-clamp-1">See all results for “{query}”</span>
        </Option>
        {askLabel ? (
          <Option
            {...option(items.length + 1)}
            href={`${paths.chat}?ask=${encodeURIComponent(query)}`}
            icon={<MessageCircle className="size-4" />}
          >
            <span className="line-clamp-1">{askLabel}</span>
          </Option>
        ) : null}
      </div>
    </div>
  );
}

function Option({
  id,
  href,
  icon,
  isActive,
  onFollow,
  children,
}: {
  id: string;
  href: string;
  icon: ReactNode;
  isActive: boolean;
  onFollow: () => void;
  children: ReactNode;
}) {
  const own = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isActive) own.current?.scrollIntoView({ block: "nearest" });
  }, [isActive]);
  return (
    <Link
      ref={own}
      id={id}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      href={href}
      prefetch={false}
      // The field keeps the focus, so that typing goes on.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onFollow}
      className={clsx(
        "flex min-h-9 items-start gap-3 rounded px-3 py-2 hover:bg-hover active:bg-pressed touch:min-h-11",
        isActive && "bg-hover outline-2 outline-focus -outline-offset-2",
      )}
    >
      <span aria-hidden="true" className="mt-0.5 shrink-0 text-text-muted">
        {icon}
      </span>
      <span className="flex min-w-0 flex-col">{children}</span>
    </Link>
  );
}
