"use client";
/** One conversation for staff: who has it, what was handed over, the thread, the composer; and the customer beside it. */
import { useQueryClient } from "@tanstack/react-query";
import { clsx } from "clsx";
import { useEffect, useRef, useState } from "react";
import { returnToDraft, useDraft } from "@/app/_client/draft";
import { toOwner } from "@/app/_client/present";
import { useApprovals } from "@/app/_client/use-approvals";
import { useHydrated } from "@/app/_client/use-hydrated";
import { useThread } from "@/app/_client/use-thread";
import { useUnsentActs } from "@/app/_client/use-unsent-acts";
import { BatonBar } from "@/components/conversation/baton-bar";
import { Thread } from "@/components/conversation/thread";
import type { ThreadItem } from "@/components/conversation/types";
import { TypingIndicator } from "@/components/conversation/typing-indicator";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import type { ApprovalView } from "@/lib/approvals/schema";
import type { ConversationView } from "@/lib/conversations/schema";
import type { CustomerCardView } from "@/lib/customers/schema";
import type { MessageView } from "@/lib/messages/schema";
import { decidedRequests, PendingRequests } from "../_approvals/requests";
import { CustomerPanel } from "../_customer/customer-panel";
import { SuggestFromConversation } from "../_gaps/suggest-from-conversation";
import { type Command, caution, mayDo, wayToOwn } from "../_inbox/offers";
import { keys } from "../_shared/live-refresh";
import { useMe } from "../_shared/me";
import { useHotkeys } from "../_shared/use-hotkeys";
import { BatonActions } from "./baton-actions";
import { ConversationHead, useSentence } from "./conversation-head";
import { HandBackDialog } from "./hand-back-dialog";
import { HandoverPanel, handoverToShow } from "./handover-panel";
import { draftName, type Mode, StaffComposer, type StaffComposerHandle } from "./staff-composer";
import { useActs } from "./use-acts";

export type ConversationOpening = {
  conversation: ConversationView;
  entries: readonly MessageView[];
  hasEarlier: boolean;
  card: CustomerCardView;
  approvals: { items: readonly ApprovalView[] };
};

/** What waits for a yes: a command, or a reply that would take the conversation from a colleague. */
type Question = { command: Command; consequence: string; reply?: string };

export function ConversationPane({
  conversation: opened,
  entries,
  hasEarlier,
  card,
  approvals: asked,
}: ConversationOpening) {
  const me = useMe();
  const id = opened.id;
  const open = useThread({
    conversation: opened,
    entries,
    hasEarlier,
    name: me.name,
    audience: "staff",
  });
  const { session, conversation } = open;
  const approvals = useApprovals(id, asked, () => void session.sync());
  const hydrated = useHydrated();
  const acts = useActs(session, id);
  const composer = useRef<StaffComposerHandle>(null);
  const [mode, setMode] = useState<Mode>("reply");
  const [question, setQuestion] = useState<Question | null>(null);
  const [handingBack, setHandingBack] = useState(false);
  /** What the next hand back begins with. */
  const [suggested, setSuggested] = useState("");
  const [details, setDetails] = useState(false);
  const [draft] = useDraft(me.id, draftName(id, "reply"));
  useFreshStart(open.session);

  const command = async (wanted: Command, thenFocus = false) => {
    if (!mayDo(conversation, wanted)) return;
    if (wanted === "handback") return setHandingBack(true);
    const consequence = caution(conversation, wanted, draft);
    if (consequence) return setQuestion({ command: wanted, consequence });
    const done = await acts.run(wanted);
    if (done && (thenFocus || wanted === "claim" || wanted === "takeover")) composer.current?.focus("reply");
  };
  const own = () => {
    const way = wayToOwn(conversation);
    if (way) void command(way, true);
  };
  const send = (text: string, kind: Mode) => {
    const consequence = kind === "reply" ? caution(conversation, "takeover", "") : null;
    if (consequence) return setQuestion({ command: "takeover", consequence, reply: text });
    deliver(text, kind);
  };
  const [, setReply] = useDraft(me.id, draftName(id, "reply"));
  const [, setNote] = useDraft(me.id, draftName(id, "note"));
  const begin = (text: string) => {
    setReply(draft.trim() === "" ? text : `${draft.trimEnd()}\n\n${text}`);
    composer.current?.focus("reply");
  };
  const deliver = (text: string, kind: Mode) => {
    session.send(text, kind);
    (kind === "reply" ? setReply : setNote)("");
  };
  const confirm = async (asked: Question) => {
    if (asked.reply !== undefined) deliver(asked.reply, "reply");
    else if (!(await acts.run(asked.command))) return setQuestion(null);
    setQuestion(null);
  };

  useHotkeys({
    t: () => void command("takeover"),
    c: () => void command("claim"),
    h: () => void command("handback"),
    e: () => void command("resolve"),
    r: () => composer.current?.focus("reply"),
    n: () => composer.current?.focus("note"),
  });

  const handover = handoverToShow(conversation);
  const readUpTo = opened.unread > 0 ? opened.readSeq : null;
  const unsent = useUnsentActs(session, ({ kind, text }) => {
    const written = kind === "note" ? "note" : "reply";
    returnToDraft(me.id, draftName(id, written), text);
    composer.current?.focus(written);
  });

  return (
    <>
      <section
        aria-label={`Conversation with ${conversation.customer.name}`}
        // Keys are lost until React has taken over.
        aria-busy={!hydrated}
        className={clsx("flex min-w-0 flex-1 flex-col", details && "max-xl:hidden")}
      >
        <ConversationHead conversation={conversation} onDetails={() => setDetails(true)} />
        <BatonBar
          audience="staff"
          owner={toOwner(conversation.owner)}
          sentence={useSentence(conversation)}
          actions={
            <BatonActions
              conversation={conversation}
              pending={acts.pending}
              answering={open.isAnswering && conversation.owner.kind === "assistant"}
              onCommand={(wanted) => void command(wanted)}
              onStop={() => void acts.stop()}
            />
          }
        />
        {handover ? (
          <HandoverPanel
            key={handover.at}
            conversation={conversation}
            handover={handover}
            onOwn={own}
            onAnswer={() => composer.current?.focus("reply")}
            onReply={begin}
            onInstruct={(instruction) => {
              setSuggested(instruction);
              setHandingBack(true);
            }}
          />
        ) : null}
        <Thread
          items={open.items}
          audience="staff"
          readUpTo={readUpTo}
          streamingId={open.streamingId}
          messageProps={unsent}
          inPlaceOf={(item) => decidedRequests(approvals, item, me.name)}
          before={
            open.thread.hasEarlier ? (
              <div className="flex justify-center pb-2">
                <Button
                  size="sm"
                  variant="quiet"
                  loading={open.loadingEarlier}
                  onClick={() => void session.loadEarlier()}
                >
                  Show earlier messages
                </Button>
              </div>
            ) : null
          }
          after={
            <>
              <PendingRequests
                approvals={approvals}
                onDecided={() => void session.sync()}
                onDetails={() => setDetails(true)}
              />
              {conversation.status === "resolved" && mayTeach(open.items, entries) ? (
                <SuggestFromConversation conversationId={id} />
              ) : null}
              {open.isThinking ? (
                <TypingIndicator name="Assistant" />
              ) : open.typing?.by === "customer" ? (
                <TypingIndicator name={open.typing.name} />
              ) : null}
            </>
          }
        />
        <StaffComposer
          ref={composer}
          conversation={conversation}
          userId={me.id}
          mode={mode}
          onMode={setMode}
          onSend={send}
          onTyping={() => session.announceTyping()}
        />
      </section>
      <aside
        aria-label="Customer"
        className={clsx(
          "w-80 shrink-0 flex-col border-line border-l bg-canvas max-xl:w-full max-xl:border-l-0",
          details ? "flex" : "hidden xl:flex",
        )}
      >
        <CustomerPanel
          key={card.id}
          initial={card}
          conversation={conversation}
          onBack={() => setDetails(false)}
          onInsert={(text) => {
            setDetails(false);
            begin(text);
          }}
        />
      </aside>
      <HandBackDialog
        key={`${conversation.epoch} ${suggested}`}
        open={handingBack}
        suggested={suggested}
        onOpenChange={(next) => {
          setHandingBack(next);
          if (!next) setSuggested("");
        }}
        customerName={conversation.customer.name}
        awaitingReply={conversation.awaitingReply}
        pending={acts.pending === "handback"}
        onConfirm={async (instruction) => {
          await acts.run("handback", { instruction });
          setHandingBack(false);
        }}
      />
      <AlertDialog
        open={question !== null}
        onOpenChange={(next) => {
          if (!next) setQuestion(null);
        }}
        action={question ? questionWords[question.command] : ""}
        name={nameOf(conversation)}
        consequence={question?.consequence ?? ""}
        cancelLabel="Not now"
        pending={acts.pending !== null}
        onConfirm={() => {
          if (question) void confirm(question);
        }}
      />
    </>
  );
}

/** A person has answered, or an answer was of no help: then the knowledge base may lack something. */
const mayTeach = (items: readonly ThreadItem[], entries: readonly MessageView[]): boolean =>
  items.some((item) => item.type === "message" && item.kind === "message" && item.author.kind === "staff") ||
  entries.some(({ rating }) => rating === "not_helpful");

const SUBJECT_SHOWN = 60;

function nameOf({ customer, subject }: ConversationView): string {
  if (!subject) return customer.name;
  const short = subject.length > SUBJECT_SHOWN ? `${subject.slice(0, SUBJECT_SHOWN).trimEnd()}…` : subject;
  return `${customer.name}: ${short}`;
}

const questionWords: Record<Command, string> = {
  takeover: "Take over",
  claim: "Claim",
  release: "Release",
  handback: "Hand back",
  resolve: "Resolve",
};

/** A page from the browser's history may be old: it is read once more when it opens, and the list learns it was read. */
function useFreshStart(session: { sync: () => Promise<unknown> }): void {
  const queries = useQueryClient();
  useEffect(() => {
    void session.sync();
    return () => void queries.invalidateQueries({ queryKey: keys.inbox });
  }, [session, queries]);
}
