/** The slim bar above every thread: who holds the conversation, in one colour, one icon and one sentence. */
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { ownerLook, ownerSentence } from "./owner";
import type { Audience, OwnerView } from "./types";

export type BatonBarProps = {
  owner: OwnerView;
  audience: Audience;
  /** Replaces the sentence, for example when the conversation is resolved. */
  sentence?: string;
  /** Buttons: "Take over", "Hand back", "Talk to a person", "Stop waiting". */
  actions?: ReactNode;
  className?: string;
};

export function BatonBar({ owner, audience, sentence, actions, className }: BatonBarProps) {
  const look = ownerLook(owner.kind);
  const Icon = look.icon;
  return (
    <section
      aria-label="Who is helping"
      data-owner={owner.kind}
      className={clsx("shrink-0 border-line border-b transition-colors", look.soft, className)}
    >
      <div
        className={clsx(
          "mx-auto flex min-h-11 items-center justify-between gap-3 px-4 py-1",
          // In the chat the bar stands over the thread's own column.
          audience === "customer" && "max-w-180",
        )}
      >
        {/* Only the sentence is announced; the buttons change with it and would be read out each time. */}
        <p
          aria-live="polite"
          aria-atomic="true"
          className={clsx("flex min-w-0 items-center gap-2 font-medium text-base", look.text)}
        >
          <Icon aria-hidden="true" className="size-4 shrink-0" />
          <span key={sentence ?? owner.kind} className="animate-appear">
            {sentence ?? ownerSentence(owner, audience)}
          </span>
        </p>
        {actions ? <div className="flex shrink-0 items-center gap-2">{actions}</div> : null}
      </div>
    </section>
  );
}
