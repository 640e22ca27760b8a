"use client";
/** A ticket's tags: each can be taken off, new ones are typed. Every change is saved at once. */
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Input } from "@/components/ui/input";
import type { TicketDetail } from "@/lib/tickets/schema";
import { useTicketPatch } from "./edit-menus";

/** Characters of one tag; the server refuses more. */
const LIMIT = 40;

export function TagEditor({ ticket }: { ticket: TicketDetail }) {
  const { patch, saving } = useTicketPatch(ticket);
  const [adding, setAdding] = useState(false);
  const [text, setText] = useState("");
  const add = async () => {
    const tag = text.trim().toLowerCase();
    if (tag === "" || ticket.tags.includes(tag)) return setAdding(false);
    if (await patch({ tags: [...ticket.tags, tag] }, `tagged ${tag}`)) {
      setText("");
      setAdding(false);
    }
  };
  return (
    <span className="flex flex-wrap items-center gap-1 px-1.5 py-1">
      {ticket.tags.map((tag) => (
        <span
          key={tag}
          className="inline-flex h-6 max-w-full items-center rounded-sm bg-sunken pl-1.5 text-xs"
        >
          <span className="truncate">{tag}</span>
          <button
            type="button"
            aria-label={`Remove the tag ${tag}`}
            disabled={saving}
            onClick={() =>
              void patch({ tags: ticket.tags.filter((each) => each !== tag) }, `tag ${tag} removed`)
            }
            className="flex size-6 items-center justify-center rounded-sm text-text-muted hover:text-text disabled:opacity-50"
          >
            <X aria-hidden="true" className="size-3" />
          </button>
        </span>
      ))}
      {adding ? (
        <Input
          size="sm"
          aria-label="New tag"
          autoFocus
          className="w-28!"
          maxLength={LIMIT}
          value={text}
          disabled={saving}
          onValueChange={setText}
          onBlur={() => void add()}
          onKeyDown={(event) => {
            if (event.key === "Enter") void add();
            if (event.key === "Escape") {
              setText("");
              setAdding(false);
            }
          }}
        />
      ) : (
        <button
          type="button"
          disabled={saving}
          onClick={() => setAdding(true)}
          className="inline-flex h-6 items-center gap-1 rounded-sm px-1.5 text-text-muted text-xs hover:bg-hover hover:text-text"
        >
          <Plus aria-hidden="true" className="size-3" />
          Add tag
        </button>
      )}
    </span>
  );
}
