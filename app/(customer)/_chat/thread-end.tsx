"use client";
/** Below the last entry: who is writing, what went wrong with the answer, whether it is solved. */
import { useLayoutEffect, useRef, useState } from "react";
import type { OpenThread } from "@/app/_client/use-thread";
import { TypingIndicator } from "@/components/conversation/typing-indicator";
import { Button } from "@/components/ui/button";

export function ThreadEnd({ chat, onWrite }: { chat: OpenThread; onWrite: () => void }) {
  const { conversation, session, typing } = chat;
  const settled = !chat.isAnswering && chat.outbox.length === 0;
  const resolved = conversation.status === "resolved";
  const end = useScrollToOwn(chat);
  return (
    <>
      <span ref={end} hidden />
      {chat.isThinking ? <TypingIndicator name="The assistant" /> : null}
      {typing?.by === "staff" ? <TypingIndicator name={typing.name} /> : null}
      {settled && !resolved && canAskAgain(chat) ? <AskAgain chat={chat} /> : null}
      {settled && !resolved && mayBeSolved(chat) ? (
        <Solved onSolved={() => session.act("resolve")} onWrite={onWrite} />
      ) : null}
      {resolved ? (
        <p className="py-2 text-center text-sm text-text-muted">
          Something left? Write below, and the conversation is open again.
        </p>
      ) : null}
    </>
  );
}

/** Whoever writes is taken to the end, wherever they had scrolled to. */
function useScrollToOwn({ items }: OpenThread) {
  const end = useRef<HTMLSpanElement>(null);
  const own = items.findLast((item) => item.type === "message" && item.author.isMe);
  const id = own?.type === "message" ? own.id : null;
  const shown = useRef(id);
  useLayoutEffect(() => {
    if (shown.current === id) return;
    shown.current = id;
    const box = end.current?.closest<HTMLElement>('[role="log"]');
    if (box) box.scrollTop = box.scrollHeight;
  }, [id]);
  return end;
}

/** Somebody has just answered with something that could be the solution: not a question back, not a greeting. */
function mayBeSolved({ conversation, thread }: OpenThread): boolean {
  if (conversation.owner.kind === "queue") return false;
  const last = thread.entries.at(-1);
  if (last?.kind !== "message" || last.author.isMe || last.incomplete || last.text.trimEnd().endsWith("?"))
    return false;
  return last.author.kind === "staff" || last.citations.length > 0 || last.receipts.length > 0;
}

/** The assistant holds the conversation, and the last thing it said is missing or cut short. */
function canAskAgain({ conversation, thread, live }: OpenThread): boolean {
  if (conversation.owner.kind !== "assistant" || conversation.liveRunId) return false;
  if (live?.ending) return true;
  const last = thread.entries.findLast((each) => each.kind !== "handover");
  if (!last) return false;
  return last.kind === "notice" ? conversation.awaitingReply : last.incomplete !== null;
}

function AskAgain({ chat }: { chat: OpenThread }) {
  const [pending, setPending] = useState(false);
  const again = async () => {
    setPending(true);
    await chat.session.askAgain();
    setPending(false);
  };
  return (
    <div className="flex flex-wrap items-center gap-2 py-2">
      <Button size="sm" loading={pending} onClick={() => void again()}>
        Try again
      </Button>
    </div>
  );
}

function Solved({ onSolved, onWrite }: { onSolved: () => Promise<void>; onWrite: () => void }) {
  const [pending, setPending] = useState(false);
  const solved = async () => {
    setPending(true);
    await onSolved();
    setPending(false);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend on screen
    <div
      role="group"
      aria-label="Was this solved?"
      className="flex flex-wrap items-center gap-2 pt-3 text-sm"
    >
      <span className="text-text-muted">Was this solved?</span>
      <Button size="sm" loading={pending} onClick={() => void solved()}>
        Yes, it is solved
      </Button>
      <Button size="sm" variant="quiet" onClick={onWrite}>
        Not yet
      </Button>
    </div>
  );
}
