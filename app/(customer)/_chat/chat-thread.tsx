"use client";
/** One open conversation as its customer sees it: who helps, what was said, what can be done next. */
import { useEffect, useRef, useState } from "react";
import { returnToDraft, useDraft } from "@/app/_client/draft";
import { entryOfItem, toOwner } from "@/app/_client/present";
import type { ThreadSession } from "@/app/_client/thread-session";
import { noApprovals, useApprovals } from "@/app/_client/use-approvals";
import { useHydrated } from "@/app/_client/use-hydrated";
import { noCheck, useIdentityCheck } from "@/app/_client/use-identity-check";
import { useThreadSession, useUnseen } from "@/app/_client/use-thread";
import { useUnsentActs } from "@/app/_client/use-unsent-acts";
import { BatonBar } from "@/components/conversation/baton-bar";
import { Composer, type ComposerHandle } from "@/components/conversation/composer";
import { Rating } from "@/components/conversation/rating";
import { Thread } from "@/components/conversation/thread";
import { isUnsent } from "@/components/conversation/types";
import { asksBeforeUndo, UndoButton } from "../_shared/undo-button";
import { EarlierEntries } from "./earlier-entries";
import { ChatFrame, ComposerDock } from "./frame";
import type { Me } from "./new-conversation";
import { OwnerAction } from "./owner-action";
import { ThreadEnd } from "./thread-end";
import { useChatTitle } from "./use-chat-title";
import { useWait } from "./use-wait";
import { resultsInPlaceOf, WaitingFor, type Waits } from "./waits";

const noWaits: Waits = { approvals: noApprovals, identity: noCheck };

export function ChatThread({
  session,
  me,
  asked = noWaits,
  fresh = false,
}: {
  session: ThreadSession;
  me: Me;
  /** What was asked of the team, and of the customer, so far. */
  asked?: Waits;
  /** It has just been started here: the reader goes on writing. */
  fresh?: boolean;
}) {
  const chat = useThreadSession(session, me.name, "customer");
  const { conversation, thread, items } = chat;
  const sync = () => void session.sync();
  const approvals = useApprovals(conversation.id, asked.approvals, sync);
  const identity = useIdentityCheck(conversation.id, asked.identity, thread.entries.at(-1)?.seq ?? 0, sync);
  const [draft, setDraft] = useDraft(me.id, conversation.id);
  const [readUpTo] = useState(() => firstUnread(session));
  const composer = useRef<ComposerHandle>(null);
  const unsent = useUnsentActs(session, ({ text }) => {
    returnToDraft(me.id, conversation.id, text);
    composer.current?.focus();
  });
  const hydrated = useHydrated();
  useEffect(() => {
    if (fresh) composer.current?.focus();
  }, [fresh]);
  const resolved = conversation.status === "resolved";
  const wait = useWait(conversation.owner.kind === "queue" && !resolved);
  useChatTitle(conversation.subject ?? "Chat", useUnseen(items));

  return (
    <ChatFrame title={conversation.subject ?? "Chat"} ready={hydrated}>
      <BatonBar
        audience="customer"
        owner={toOwner(conversation.owner, wait)}
        sentence={resolved ? "This conversation is resolved" : undefined}
        actions={<OwnerAction conversation={conversation} session={session} />}
      />
      <Thread
        audience="customer"
        items={items}
        readUpTo={readUpTo}
        streamingId={chat.streamingId}
        messageProps={(item) => {
          if (isUnsent(item.delivery)) return unsent(item);
          const entry = entryOfItem(thread.entries, item.id);
          if (entry?.author.kind !== "assistant" || entry.kind !== "message") return {};
          const { runId } = entry;
          return {
            receiptActions: ({ callId, label, tool }) =>
              runId ? (
                <UndoButton
                  runId={runId}
                  callId={callId}
                  label={label}
                  asks={asksBeforeUndo(tool)}
                  onUndone={() => session.undone(callId)}
                />
              ) : null,
            actions: <Rating value={entry.rating} onRate={(rating) => session.rate(entry.id, rating)} />,
          };
        }}
        before={<EarlierEntries session={session} first={thread.entries[0]?.seq ?? 0} chat={chat} />}
        inPlaceOf={(item) => resultsInPlaceOf(approvals, item)}
        after={
          <>
            <WaitingFor approvals={approvals} identity={identity} onDecided={sync} />
            <ThreadEnd chat={chat} onWrite={() => composer.current?.focus()} />
          </>
        }
      />
      <ComposerDock>
        <Composer
          ref={composer}
          label="Message"
          placeholder={resolved ? "Write to open it again" : "Write a message"}
          value={draft}
          onChange={(text) => {
            setDraft(text);
            // Nobody reads along while the assistant helps.
            if (conversation.owner.kind !== "assistant" && text.trim() !== "") session.announceTyping();
          }}
          onSend={(text) => {
            setDraft("");
            session.send(text);
          }}
          streaming={chat.isAnswering}
          onStop={() => void session.act("stop")}
        />
      </ComposerDock>
    </ChatFrame>
  );
}

/** Where the divider stands: before the first entry by somebody else that has not been read. */
function firstUnread(session: ThreadSession): number | null {
  const { conversation, thread } = session.getSnapshot();
  const first = thread.entries.find(
    (each) => each.seq > conversation.readSeq && each.kind !== "handover" && !each.author.isMe,
  );
  return first ? first.seq - 1 : null;
}
