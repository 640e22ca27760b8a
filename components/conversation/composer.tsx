"use client";
/**
 * Where a message or a note is written. It owns no draft: the text comes by `value` and goes by `onChange`, so that
 * the page can keep it. Enter sends, Shift+Enter breaks the line.
 */
import { clsx } from "clsx";
import { ArrowUp, Lock, Square } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type Ref, useId, useImperativeHandle, useRef } from "react";
import { formatCount } from "../format";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { Kbd } from "../ui/kbd";
import { useAutoGrow } from "../ui/use-auto-grow";

/** Characters in one message; the server refuses more. Said on screen for the last tenth. */
const MESSAGE_LIMIT = 8_000;
const LIMIT_SHOWN_FROM = MESSAGE_LIMIT * 0.9;

export type ComposerHandle = { focus: () => void };

export type ComposerProps = {
  value: string;
  onChange: (value: string) => void;
  onSend: (text: string) => void;
  /** Accessible name: "Message", "Reply to Dana", "Note". */
  label: string;
  placeholder?: string;
  mode?: "message" | "note";
  /** An answer is being written: the send button becomes "Stop". Writing and sending stay possible. */
  streaming?: boolean;
  onStop?: () => void;
  /** Why nothing can be sent now, in words; the draft stays. */
  disabledReason?: string | null;
  /** Below the text: "Talk to a person", attachments, saved replies, the note switch. */
  tools?: ReactNode;
  /** Above the text: chips of attached files, the assistant's draft. */
  attachments?: ReactNode;
  /** Verb on the button. In staff screens shown with its key; the chat has an arrow. */
  sendLabel?: string;
  compact?: boolean;
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  ref?: Ref<ComposerHandle>;
};

export function Composer({
  value,
  onChange,
  onSend,
  label,
  placeholder,
  mode = "message",
  streaming = false,
  onStop,
  disabledReason,
  tools,
  attachments,
  sendLabel = mode === "note" ? "Add note" : "Send",
  compact = false,
  onKeyDown,
  ref,
}: ComposerProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const statusId = useId();
  useAutoGrow(area);
  useImperativeHandle(ref, () => ({ focus: () => area.current?.focus() }), []);

  const note = mode === "note";
  const length = value.length;
  const tooLong = length > MESSAGE_LIMIT;
  const sendable = value.trim() !== "" && !tooLong && !disabledReason;

  const sending = useRef(false);
  const send = () => {
    if (!sendable || sending.current) return;
    // A key and a click in the same moment are one wish: the second comes before the text has left the field.
    sending.current = true;
    setTimeout(() => {
      sending.current = false;
    });
    onSend(value);
    area.current?.focus();
  };
  const handleKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    onKeyDown?.(event);
    // While an input method composes a word, Enter picks it.
    if (event.defaultPrevented || event.nativeEvent.isComposing || event.key !== "Enter" || event.shiftKey)
      return;
    event.preventDefault();
    send();
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className={clsx(
        "relative flex flex-col rounded border transition-colors focus-within:outline-2 focus-within:outline-focus focus-within:outline-offset-0",
        note ? "note-hatch border-line-strong border-dashed" : "border-line-strong bg-surface",
        tooLong && "border-danger",
      )}
    >
      {note ? (
        <p className="flex items-center gap-1 px-3 pt-2 font-medium text-sm text-text-muted">
          <Lock aria-hidden="true" className="size-3.5" />
          Note, only staff can see it
        </p>
      ) : null}
      {attachments ? <div className="flex flex-wrap gap-2 px-3 pt-2">{attachments}</div> : null}
      <textarea
        ref={area}
        rows={1}
        value={value}
        aria-label={label}
        aria-describedby={statusId}
        aria-invalid={tooLong || undefined}
        placeholder={placeholder ?? label}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={handleKey}
        className={clsx(
          "field-sizing-content max-h-[calc(8lh+16px)] min-h-[calc(1lh+16px)] w-full resize-none bg-transparent px-3 py-2 outline-none touch:text-md",
          compact ? "text-base" : "text-md",
        )}
      />
      <div className="flex min-h-9 flex-wrap items-center gap-2 px-2 pb-2">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1">{tools}</div>
        <p
          id={statusId}
          aria-live="polite"
          className={clsx("text-sm tabular-nums", tooLong ? "text-danger" : "text-text-muted")}
        >
          {statusText(length, disabledReason)}
        </p>
        {streaming && onStop ? (
          <Button
            size="sm"
            onClick={onStop}
            icon={<Square aria-hidden="true" className="size-3 fill-current" />}
          >
            Stop
          </Button>
        ) : null}
        {streaming && onStop && value.trim() === "" ? null : compact || note ? (
          <Button type="submit" size="sm" variant="primary" disabled={!sendable}>
            {sendLabel}
            <Kbd
              keys={["↵"]}
              className="opacity-80 touch:hidden [&_kbd]:border-current/40 [&_kbd]:bg-transparent [&_kbd]:text-current"
            />
          </Button>
        ) : (
          <IconButton type="submit" label={sendLabel} variant="primary" disabled={!sendable}>
            <ArrowUp aria-hidden="true" className="size-4" />
          </IconButton>
        )}
      </div>
    </form>
  );
}

function statusText(length: number, disabledReason: string | null | undefined): string {
  if (length > MESSAGE_LIMIT) return `${formatCount(length - MESSAGE_LIMIT)} characters too many`;
  if (disabledReason) return disabledReason;
  if (length < LIMIT_SHOWN_FROM) return "";
  return `${formatCount(MESSAGE_LIMIT - length)} characters left`;
}
