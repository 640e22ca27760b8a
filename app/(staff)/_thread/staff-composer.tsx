"use client";
/** Where staff write. Two modes that cannot be mistaken for each other, each with its own draft. */
import { clsx } from "clsx";
import { Lock, Reply } from "lucide-react";
import { type Ref, useImperativeHandle, useRef } from "react";
import { useDraft } from "@/app/_client/draft";
import { Composer, type ComposerHandle } from "@/components/conversation/composer";
import { Kbd } from "@/components/ui/kbd";
import type { ConversationView } from "@/lib/conversations/schema";

export type Mode = "reply" | "note";
export type StaffComposerHandle = { focus: (mode?: Mode) => void };

export const draftName = (conversationId: string, mode: Mode) =>
  mode === "note" ? `note:${conversationId}` : conversationId;

export function StaffComposer({
  conversation,
  userId,
  mode,
  onMode,
  onSend,
  onTyping,
  ref,
}: {
  conversation: ConversationView;
  userId: string;
  mode: Mode;
  onMode: (mode: Mode) => void;
  onSend: (text: string, mode: Mode) => void;
  onTyping: () => void;
  ref?: Ref<StaffComposerHandle>;
}) {
  const composer = useRef<ComposerHandle>(null);
  const [text, setText] = useDraft(userId, draftName(conversation.id, mode));
  useImperativeHandle(
    ref,
    () => ({
      focus: (next) => {
        if (next) onMode(next);
        composer.current?.focus();
      },
    }),
    [onMode],
  );
  const first = conversation.customer.name.split(" ")[0] ?? conversation.customer.name;
  const hint = mode === "reply" ? takeoverHint(conversation) : null;
  return (
    <div className="flex shrink-0 flex-col gap-1.5 px-4 pb-3 max-sm:px-2 max-sm:pb-2">
      {hint ? <p className="text-sm text-text-muted">{hint}</p> : null}
      <Composer
        ref={composer}
        compact
        mode={mode === "note" ? "note" : "message"}
        label={mode === "note" ? "Note for the team" : `Reply to ${first}`}
        placeholder={mode === "note" ? "Write a note for the team" : `Write to ${first}`}
        sendLabel={mode === "note" ? "Add note" : "Send reply"}
        value={text}
        onChange={(next) => {
          setText(next);
          if (mode === "reply" && next.trim() !== "") onTyping();
        }}
        onSend={(sent) => onSend(sent, mode)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
        tools={
          <ModeSwitch
            mode={mode}
            onMode={(next) => {
              onMode(next);
              composer.current?.focus();
            }}
          />
        }
      />
    </div>
  );
}

const modes = [
  { mode: "reply", label: "Reply", icon: Reply, key: "R" },
  { mode: "note", label: "Note", icon: Lock, key: "N" },
] as const;

function ModeSwitch({ mode, onMode }: { mode: Mode; onMode: (mode: Mode) => void }) {
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">What you write</legend>
      {modes.map(({ mode: each, label, icon: Icon, key }) => (
        <button
          key={each}
          type="button"
          aria-pressed={mode === each}
          aria-keyshortcuts={key}
          onClick={() => onMode(each)}
          className={clsx(
            "inline-flex h-7 items-center gap-1.5 rounded px-2 text-sm transition-colors touch:h-11 touch:px-3",
            mode === each
              ? "bg-pressed font-medium text-text"
              : "text-text-muted hover:bg-hover hover:text-text",
          )}
        >
          <Icon aria-hidden="true" className="size-3.5" />
          {label}
          <Kbd keys={[key]} className="touch:hidden" />
        </button>
      ))}
    </fieldset>
  );
}

/** What a public reply does besides being said; nothing when the reader owns the conversation already. */
export function takeoverHint({ owner, status }: ConversationView): string | null {
  if (status === "resolved") return "A reply opens this conversation again, and it becomes yours.";
  if (owner.kind === "assistant") return "A reply takes this conversation over; the assistant falls silent.";
  if (owner.kind === "queue") return "A reply claims this conversation for you.";
  return owner.isMe ? null : `A reply takes this conversation over from ${owner.name ?? "a colleague"}.`;
}
