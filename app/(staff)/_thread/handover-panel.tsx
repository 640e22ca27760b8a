"use client";
/** What was handed over, above the thread: the question and the next step first; it can be folded to one line. */
import { clsx } from "clsx";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useState } from "react";
import { HandoverCard } from "@/components/conversation/handover-card";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { type ConversationView, type QueueReason, reasonLabel } from "@/lib/conversations/schema";
import { didLabel } from "@/lib/runs/tool-labels";
import { wayToOwn } from "../_inbox/offers";
import { tracePath } from "../_trace/words";
import { ButtonKey } from "./baton-actions";

type Package = NonNullable<ConversationView["handover"]>;

/** Only while a person is needed: once the assistant has it back, the package is history. */
export const handoverToShow = ({ handover, owner, status }: ConversationView): Package | null =>
  owner.kind === "assistant" || status === "resolved" ? null : handover;

export function HandoverPanel({
  conversation,
  handover,
  onOwn,
  onAnswer,
  onReply,
  onInstruct,
}: {
  conversation: ConversationView;
  handover: Package;
  onOwn: () => void;
  onAnswer: () => void;
  /** Puts a drafted text into the reply. */
  onReply: (draft: string) => void;
  /** Hands back to the assistant with this instruction, once the agent has read it. */
  onInstruct: (instruction: string) => void;
}) {
  const own = wayToOwn(conversation);
  // Once it is the reader's and they have read it, the thread needs the room more.
  // Until they choose, a narrow screen shows the line and a wide one the card.
  const [open, setOpen] = useState<boolean | null>(
    conversation.owner.isMe && !conversation.awaitingReply ? false : null,
  );
  const reason = reasonLabel[handover.reason as QueueReason] ?? handover.reason;
  // Receipts are worded for the customer, and one article may have been read in several places.
  const tried = new Map(
    handover.tried.map((each) => [
      `${each.tool} ${each.label} ${each.result ?? ""}`,
      { ...each, label: each.label.replace(/\byour\b/g, "the customer's") },
    ]),
  );
  const sources = new Map(handover.sources.toReversed().map((each) => [each.title, each]));
  return (
    <>
      <div
        className={clsx(
          "flex shrink-0 items-center gap-2 border-line border-b px-4 py-1 text-sm",
          open === null ? "sm:hidden" : open && "hidden",
        )}
      >
        <span className="text-text-muted">Handover</span>
        <span className="min-w-0 flex-1 truncate font-medium">{handover.question}</span>
        <IconButton size="sm" label="Show the handover" onClick={() => setOpen(true)}>
          <ChevronDown aria-hidden="true" className="size-4" />
        </IconButton>
      </div>
      <div
        className={clsx(
          "relative max-h-[45%] shrink-0 overflow-y-auto border-line border-b bg-surface",
          open === null ? "max-sm:hidden" : open || "hidden",
        )}
      >
        <HandoverCard
          className="rounded-none! border-0! px-4! py-3! pr-12!"
          handover={{
            ...handover,
            reason: reason.charAt(0).toUpperCase() + reason.slice(1),
            tried: [...tried.values()],
            sources: [...sources.values()].toReversed(),
          }}
          traceHref={handover.runId ? tracePath(conversation.id, handover.runId) : null}
          nextStepAction={
            own ? (
              <Button size="sm" onClick={onOwn}>
                {own === "claim" ? "Claim and answer" : "Take over and answer"}
                <ButtonKey keys={[own === "claim" ? "C" : "T"]} />
              </Button>
            ) : (
              <>
                <Button size="sm" onClick={onAnswer}>
                  Write the answer
                  <ButtonKey keys={["R"]} />
                </Button>
                <Suggested suggestion={handover.suggestion} onReply={onReply} onInstruct={onInstruct} />
              </>
            )
          }
        />
        <span className="absolute top-2 right-3">
          <IconButton size="sm" label="Fold the handover" onClick={() => setOpen(false)}>
            <ChevronUp aria-hidden="true" className="size-4" />
          </IconButton>
        </span>
      </div>
    </>
  );
}

/** The step that suggests itself, ready to be read, changed and sent. */
function Suggested({
  suggestion,
  onReply,
  onInstruct,
}: Pick<Package, "suggestion"> & { onReply: (draft: string) => void; onInstruct: (text: string) => void }) {
  if (!suggestion) return null;
  return suggestion.kind === "tool" ? (
    <Button size="sm" variant="quiet" onClick={() => onInstruct(suggestion.instruction)}>
      Have the assistant do it: {wordsFor(suggestion.tool)}
    </Button>
  ) : (
    <Button size="sm" variant="quiet" onClick={() => onReply(suggestion.draft)}>
      Begin with a draft
    </Button>
  );
}

const ACTS: Record<string, string> = {
  request_refund: "request the refund",
  create_ticket: "open the ticket",
  update_ticket: "change the ticket",
  update_customer_profile: "change the profile",
  send_notification: "send the message",
};
const wordsFor = (tool: string): string => ACTS[tool] ?? didLabel(tool).toLowerCase();
