"use client";
/** The knowledge base beside the reply: a link or a quotation is one press away from the composer. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link2, TextQuote } from "lucide-react";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/icon-button";
import { SearchInput } from "@/components/ui/search-input";
import type { ArticleHit } from "@/lib/knowledge/schema";
import { Nothing } from "./panel-part";

const PAUSE_MS = 300;
type Found = { answerable: boolean; items: ArticleHit[] };

export function KnowledgeSearch({ onInsert }: { onInsert: (text: string) => void }) {
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const q = useDeferredValue(asked);
  const query = useQuery({
    queryKey: ["articles", q],
    queryFn: ({ signal }) => api<Found>("/api/v1/search/articles", { query: { q, limit: 4 }, signal }),
    enabled: q !== "",
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
  });
  const items = q === "" ? [] : (query.data?.items ?? []);
  return (
    <search className="flex flex-col gap-2">
      <SearchInput
        size="sm"
        label="Search the knowledge base"
        value={text}
        maxLength={256}
        loading={query.isFetching}
        onValueChange={(next) => {
          setText(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => setAsked(next.trim()), PAUSE_MS);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          clearTimeout(timer.current);
          setAsked(text.trim());
        }}
      />
      {q !== "" && query.isError ? <Nothing>{messageOf(query.error)}</Nothing> : null}
      {q !== "" && query.isSuccess && items.length === 0 ? <Nothing>No article about this.</Nothing> : null}
      {items.length > 0 ? (
        <ul aria-label="Articles" className="flex flex-col gap-2">
          {items.map((hit) => (
            <Hit key={hit.id} hit={hit} onInsert={onInsert} />
          ))}
        </ul>
      ) : null}
    </search>
  );
}

function Hit({ hit, onInsert }: { hit: ArticleHit; onInsert: (text: string) => void }) {
  // A staff article is for the reader's eyes; its address would lead the customer nowhere.
  const internal = hit.audience === "staff";
  const link = `[${hit.title}](${new URL(hit.href, typeof window === "undefined" ? "http://localhost" : window.location.href).href})`;
  return (
    <li className="flex flex-col gap-1 rounded border border-line bg-surface p-2">
      <span className="flex items-start gap-2">
        <a
          href={hit.href}
          target="_blank"
          rel="noreferrer"
          className="min-w-0 flex-1 rounded-sm font-medium hover:text-accent hover:underline"
        >
          {hit.title}
        </a>
        {internal ? <Badge>Staff only</Badge> : null}
      </span>
      <p className="line-clamp-3 text-text-muted">{hit.snippet}</p>
      {internal ? null : (
        <span className="-mb-1 -ml-1 flex gap-1">
          <IconButton
            size="sm"
            label={`Insert a link to ${hit.title}`}
            side="bottom"
            onClick={() => onInsert(link)}
          >
            <Link2 aria-hidden="true" className="size-4" />
          </IconButton>
          <IconButton
            size="sm"
            label={`Quote ${hit.title}`}
            side="bottom"
            onClick={() => onInsert(`${quote(hit.snippet)}\n\n${link}`)}
          >
            <TextQuote aria-hidden="true" className="size-4" />
          </IconButton>
        </span>
      )}
    </li>
  );
}

const quote = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
