"use client";
/** One remembered fact: what it says, where it comes from, and to correct or forget it in place. */
import { Pencil, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { paths } from "@/components/shell/nav";
import { IconButton } from "@/components/ui/icon-button";
import { TextLink } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { FactView } from "@/lib/memory/schema";
import { FactForm } from "./fact-form";
import { ForgetDialog } from "./forget-dialog";
import type { MemoryActs } from "./use-memory";

export function FactRow({ fact, acts, disabled }: { fact: FactView; acts: MemoryActs; disabled: boolean }) {
  const [editing, setEditing] = useState(false);
  const correct = useRef<HTMLButtonElement>(null);
  const close = () => {
    setEditing(false);
    // The button comes back with the row.
    requestAnimationFrame(() => correct.current?.focus());
  };
  return (
    <li className="flex flex-col gap-2 border-line border-b px-3 py-3 last:border-b-0">
      {editing ? (
        <FactForm fact={fact} onSave={(patch) => acts.correct(fact.id, patch)} onClose={close} />
      ) : (
        <div className="flex items-start gap-2 max-sm:flex-col max-sm:gap-0">
          <div className="flex min-w-0 max-w-full flex-1 flex-col gap-1">
            {fact.label ? (
              <span className="text-sm text-text-muted [overflow-wrap:anywhere]">{fact.label}</span>
            ) : null}
            <p className="text-base [overflow-wrap:anywhere]">{fact.text}</p>
            {fact.solution ? (
              <p className="border-line border-l-2 pl-3 text-base text-text-muted [overflow-wrap:anywhere]">
                <span className="font-medium text-text">How it ended: </span>
                {fact.solution}
              </p>
            ) : null}
            <Source fact={fact} />
          </div>
          <span className="-mr-1 flex shrink-0 max-sm:-mb-2 max-sm:self-end">
            <IconButton
              ref={correct}
              size="sm"
              label={`Correct: ${fact.text}`}
              disabled={disabled}
              onClick={() => setEditing(true)}
            >
              <Pencil aria-hidden="true" className="size-4" />
            </IconButton>
            <Forget fact={fact} disabled={disabled} onForget={() => acts.forget(fact.id)} />
          </span>
        </div>
      )}
    </li>
  );
}

function Source({ fact: { writtenBy, updatedAt, expiresAt, conversation } }: { fact: FactView }) {
  return (
    <p className="text-sm text-text-muted">
      {writtenBy === "customer" ? "Corrected by you" : "Noted"} <RelativeTime iso={updatedAt} format="date" />
      {", kept until "}
      <RelativeTime iso={expiresAt} format="date" />
      {conversation ? (
        <>
          <span aria-hidden="true" className="max-sm:hidden">
            {" · "}
          </span>
          <TextLink
            href={`${paths.chat}/${conversation.id}`}
            title={conversation.subject ?? undefined}
            className="whitespace-nowrap max-sm:block max-sm:w-fit max-sm:pt-1"
          >
            View the conversation
            {conversation.subject ? <VisuallyHidden> “{conversation.subject}”</VisuallyHidden> : null}
          </TextLink>
        </>
      ) : null}
    </p>
  );
}

/** Characters of a fact that a question can carry. */
const NAME = 100;

function Forget({
  fact,
  disabled,
  onForget,
}: {
  fact: FactView;
  disabled: boolean;
  onForget: () => Promise<void>;
}) {
  return (
    <ForgetDialog
      trigger={
        <IconButton size="sm" label={`Forget: ${fact.text}`} disabled={disabled}>
          <Trash2 aria-hidden="true" className="size-4" />
        </IconButton>
      }
      name={fact.text.length > NAME ? `${fact.text.slice(0, NAME - 1)}…` : fact.text}
      consequence="The assistant will no longer know this. Your conversations stay as they are."
      done="Forgotten"
      onForget={onForget}
    />
  );
}
