/**
 * One entry of a thread. The customer's words stand in a bubble on the customer's side, an answer stands on the page,
 * a note looks like nothing else: hatched, framed, marked with a lock.
 */
import { clsx } from "clsx";
import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { Markdown } from "../markdown";
import { Avatar } from "../ui/avatar";
import { RelativeTime } from "../ui/relative-time";
import { VisuallyHidden } from "../ui/visually-hidden";
import { CopyButton } from "./copy-button";
import { DeliveryState } from "./delivery-state";
import { OwnerMark } from "./owner-mark";
import { Sources } from "./sources";
import { ToolActivity } from "./tool-activity";
import type { Audience, MessageAuthor, MessageItem, Receipt } from "./types";

export type MessageProps = {
  item: MessageItem;
  audience: Audience;
  /** The text is still arriving. */
  streaming?: boolean;
  /** The one before is by the same author and recent: author and avatar are not repeated. */
  grouped?: boolean;
  onRetry?: () => void;
  /** For a message that was not sent: puts it away. */
  onDiscard?: () => void;
  receiptActions?: (receipt: Receipt) => ReactNode;
  /** After the copy button: rating, "Flag answer", "Continue". */
  actions?: ReactNode;
};

export function Message(props: MessageProps) {
  const { item, audience, grouped = false } = props;
  const note = item.kind === "note";
  // The reader's own side is the end side, as in every messenger.
  const ownSide = (item.author.kind === "customer") === (audience === "customer");
  const bubble = item.author.kind === "customer" || audience === "staff" || item.author.kind === "staff";
  return (
    <article
      aria-label={`${note ? "Note" : "Message"} from ${item.author.name}`}
      className={clsx(
        "group/message flex flex-col gap-1",
        grouped ? "pt-0" : "pt-2",
        ownSide && !note && "items-end",
      )}
    >
      {grouped && !note ? (
        <VisuallyHidden>{item.author.name}</VisuallyHidden>
      ) : (
        <Byline {...props} end={ownSide} />
      )}
      <div
        className={clsx(
          "flex min-w-0 flex-col gap-2",
          note && "note-hatch w-full rounded border border-line-strong border-dashed px-3 py-2",
          !note && bubble && "w-fit max-w-[min(85%,40rem)] rounded px-3 py-2",
          !note && bubble && (ownSide ? "bg-pressed" : "border border-line bg-surface"),
          !note && !bubble && "w-full",
        )}
      >
        <Body {...props} />
      </div>
      <Footer {...props} note={note} />
    </article>
  );
}

function Byline({ item, end }: MessageProps & { end: boolean }) {
  const note = item.kind === "note";
  return (
    <header className={clsx("flex items-center gap-2 text-sm", end && !note && "flex-row-reverse")}>
      <AuthorMark author={item.author} />
      <span className="font-medium">{item.author.isMe ? "You" : item.author.name}</span>
      {note ? (
        <span className="inline-flex items-center gap-1 font-medium text-text-muted">
          <Lock aria-hidden="true" className="size-3.5" />
          Note, only staff can see it
        </span>
      ) : null}
      <RelativeTime iso={item.createdAt} format="time" className="text-text-muted tabular-nums" />
    </header>
  );
}

function AuthorMark({ author }: { author: MessageAuthor }) {
  if (author.kind !== "assistant") return <Avatar name={author.name} size="sm" />;
  return (
    <span aria-hidden="true" className="inline-flex">
      <OwnerMark owner={{ kind: "assistant", name: null, isMe: false, waitMinutes: null }} />
    </span>
  );
}

function Body({ item, streaming = false, receiptActions }: MessageProps) {
  return (
    <>
      <ToolActivity receipts={item.receipts} actions={receiptActions} />
      {item.author.kind === "customer" ? (
        <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{item.text}</p>
      ) : item.text ? (
        <Markdown
          text={item.text}
          citations={item.citations}
          streaming={streaming}
          breaks={item.author.kind === "staff"}
        />
      ) : null}
      {streaming ? null : <Sources citations={item.citations} />}
      {item.incomplete && !streaming ? (
        <p className="text-sm text-text-muted">This answer was stopped before its end.</p>
      ) : null}
    </>
  );
}

/** Copy and rating show on hover and focus, always on touch screens; they keep their place so that nothing moves. */
function Footer({
  item,
  streaming = false,
  onRetry,
  onDiscard,
  actions,
  note,
}: MessageProps & { note: boolean }) {
  const delivery = item.delivery && item.author.isMe ? item.delivery : undefined;
  const tools = !streaming && delivery !== "sending" && delivery !== "failed" && item.text !== "";
  if (!delivery && !tools) return null;
  return (
    <footer className="flex min-h-7 items-center gap-2 text-sm text-text-muted">
      {delivery ? <DeliveryState state={delivery} onRetry={onRetry} onDiscard={onDiscard} /> : null}
      {tools ? (
        <span
          className={clsx(
            "flex items-center transition-opacity",
            !(actions && !note) &&
              "opacity-0 focus-within:opacity-100 group-hover/message:opacity-100 touch:opacity-100",
          )}
        >
          <CopyButton text={item.text} />
          {actions}
        </span>
      ) : null}
    </footer>
  );
}
