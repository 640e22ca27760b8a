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
import { type DeliveryActs, DeliveryState } from "./delivery-state";
import { OwnerMark } from "./owner-mark";
import { Sources } from "./sources";
import { ToolActivity } from "./tool-activity";
import { type Audience, isUnsent, type MessageAuthor, type MessageItem, type Receipt } from "./types";

export type MessageProps = DeliveryActs & {
  item: MessageItem;
  audience: Audience;
  /** The text is still arriving. */
  streaming?: boolean;
  /** The one before is by the same author and recent: author and avatar are not repeated. */
  grouped?: boolean;
  /** Says "Sent" too, not only "Sending" and "Not sent"; Thread does so under the last one. */
  showSent?: boolean;
  receiptActions?: (receipt: Receipt) => ReactNode;
  /** After the copy button: rating, "Flag answer", "Continue". */
  actions?: ReactNode;
};

export function Message(props: MessageProps) {
  const { item, audience, grouped = false } = props;
  const note = item.kind === "note";
  // The reader's own side is the end side, as in every messenger.
  const atEnd = !note && (item.author.kind === "customer") === (audience === "customer");
  const bubble = !note && (audience === "staff" || item.author.kind !== "assistant");
  return (
    <article
      aria-label={`${note ? "Note" : "Message"} from ${item.author.name}`}
      className={clsx("group/message flex flex-col gap-1", !grouped && "pt-2", atEnd && "items-end")}
    >
      {grouped && !note ? (
        <VisuallyHidden>{item.author.name}</VisuallyHidden>
      ) : (
        <Byline item={item} atEnd={atEnd} />
      )}
      <div className={clsx("flex w-full items-end gap-1", atEnd && "flex-row-reverse")}>
        <div
          className={clsx(
            "flex min-w-0 flex-col gap-2",
            note && "note-hatch w-full rounded border border-line-strong border-dashed px-3 py-2",
            bubble && "max-w-[min(85%,40rem)] rounded px-3 py-2",
            bubble && bubbleGround(item.author, atEnd),
            !note && !bubble && "w-full",
          )}
        >
          <Body {...props} />
        </div>
        {/* Beside the bubble, so that rows without it are no taller. Fingers select text instead. */}
        {bubble && isCopyable(props) ? (
          <span className="opacity-0 transition-opacity focus-within:opacity-100 group-hover/message:opacity-100 touch:hidden">
            <CopyButton text={item.text} />
          </span>
        ) : null}
      </div>
      <Footer {...props} bubble={bubble} atEnd={atEnd} />
    </article>
  );
}

/** Staff see the assistant's answers on their own side, but not as something they wrote. */
function bubbleGround(author: MessageAuthor, atEnd: boolean): string {
  if (author.kind === "assistant") return "border border-line bg-sunken";
  return atEnd ? "bg-pressed" : "border border-line bg-surface";
}

function Byline({ item, atEnd }: { item: MessageItem; atEnd: boolean }) {
  const { author } = item;
  return (
    <header className={clsx("flex items-center gap-2 text-sm", atEnd && "flex-row-reverse")}>
      {author.isMe ? null : <AuthorMark author={author} />}
      <span className="font-medium">{author.isMe ? "You" : author.name}</span>
      {item.kind === "note" ? (
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

function Body(props: MessageProps) {
  const { item, streaming = false } = props;
  return (
    <>
      {item.restart ? (
        <p className="text-sm text-text-muted">The answer was interrupted and is being written again.</p>
      ) : null}
      {item.restart === "waiting" ? (
        <div className="flex flex-col gap-2 opacity-70">
          <Said {...props} />
        </div>
      ) : (
        <Said {...props} />
      )}
      {item.incomplete && !streaming ? (
        <p className="text-sm text-text-muted">
          {item.incomplete === "stopped"
            ? "Stopped before its end."
            : "Cut off by a failure. What had arrived is kept."}
        </p>
      ) : null}
      {item.fallback ? (
        <p className="text-sm text-text-muted">
          Answered by the built-in assistant: our usual one cannot be reached.
        </p>
      ) : null}
    </>
  );
}

function Said({ item, streaming = false, receiptActions }: MessageProps) {
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
    </>
  );
}

function isCopyable({ item, streaming = false }: MessageProps): boolean {
  return !streaming && item.text !== "" && item.delivery !== "sending" && !isUnsent(item.delivery);
}

function Footer(props: MessageProps & { bubble: boolean; atEnd: boolean }) {
  const { item, actions, bubble, atEnd, showSent = true } = props;
  const delivery = item.delivery === "sent" && !showSent ? undefined : item.delivery;
  const copyable = isCopyable(props);
  const copy = copyable && !bubble && item.kind === "message";
  if (!delivery && !copy && !(copyable && actions)) return null;
  return (
    <footer
      className={clsx(
        "flex flex-wrap items-center gap-1 text-sm text-text-muted",
        atEnd ? "justify-end" : "-ml-1.5 touch:-ml-3",
      )}
    >
      {delivery ? <DeliveryState delivery={delivery} {...actsOf(props)} /> : null}
      {copy ? <CopyButton text={item.text} /> : null}
      {copyable ? actions : null}
    </footer>
  );
}

const actsOf = ({ onRetry, onEdit, onDiscard }: MessageProps): DeliveryActs => ({
  onRetry,
  onEdit,
  onDiscard,
});
