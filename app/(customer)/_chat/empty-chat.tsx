"use client";
/** Before the first message: suggested questions, the way back to the last conversation, a composer. */
import { useEffect, useRef, useState } from "react";
import { v7 as newId } from "uuid";
import { ApiProblem, messageOf } from "@/app/_client/api";
import { readUnsent, type Unsent, writeUnsent } from "@/app/_client/browser-store";
import { setDraft, useDraft } from "@/app/_client/draft";
import type { ThreadSession } from "@/app/_client/thread-session";
import { useHydrated } from "@/app/_client/use-hydrated";
import { BatonBar } from "@/components/conversation/baton-bar";
import { Composer, type ComposerHandle } from "@/components/conversation/composer";
import { Suggestions } from "@/components/conversation/suggestions";
import { Thread } from "@/components/conversation/thread";
import type { MessageItem } from "@/components/conversation/types";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { useToast } from "@/components/ui/toast";
import { ChatFrame, ComposerDock } from "./frame";
import { type Me, startConversation } from "./new-conversation";

/** The place of a text that has no conversation yet. */
const NEW = "new";

export type EmptyChatProps = {
  me: Me;
  questions: readonly string[];
  /** The newest conversation that is not resolved. */
  last: { href: string; subject: string } | null;
  /** A question that another page has put into the address. */
  ask: string | null;
  onStarted: (session: ThreadSession) => void;
};

type First = Unsent & { state: "sending" | "failed" };

export function EmptyChat({ me, questions, last, ask, onStarted }: EmptyChatProps) {
  const [draft, setText] = useDraft(me.id, NEW);
  const [first, setFirst] = useState<First | null>(null);
  const [asking, setAsking] = useState(false);
  const composer = useRef<ComposerHandle>(null);
  const hydrated = useHydrated();
  const toast = useToast();

  useEffect(() => {
    const [kept] = readUnsent(me.id, NEW);
    if (kept) setFirst({ ...kept, state: "failed" });
    if (!ask) return;
    setDraft(me.id, NEW, ask);
    window.history.replaceState(null, "", window.location.pathname);
    composer.current?.focus();
  }, [me.id, ask]);

  const begin = async (message: Unsent) => {
    setFirst({ ...message, state: "sending" });
    writeUnsent(me.id, NEW, [message]);
    try {
      // The same id on every try: a first try that did arrive is found again, not repeated.
      const session = await startConversation(me, { id: message.id, person: false });
      writeUnsent(me.id, NEW, []);
      session.send(message.text);
      onStarted(session);
    } catch (error) {
      setFirst({ ...message, state: "failed" });
      if (!(error instanceof ApiProblem && error.isLost))
        toast.show({ title: messageOf(error), tone: "danger" });
    }
  };
  const send = (text: string) => {
    setText("");
    void begin({ id: newId(), kind: "message", text, createdAt: new Date().toISOString() });
  };
  const askForPerson = async () => {
    setAsking(true);
    try {
      onStarted(await startConversation(me, { id: newId(), person: true }));
    } catch (error) {
      setAsking(false);
      toast.show({ title: messageOf(error), tone: "danger" });
    }
  };
  const discard = () => {
    setText(draft || (first?.text ?? ""));
    writeUnsent(me.id, NEW, []);
    setFirst(null);
  };

  return (
    <ChatFrame title="Chat" ready={hydrated}>
      <BatonBar
        audience="customer"
        owner={{ kind: "assistant", name: null, isMe: false, waitMinutes: null }}
        actions={
          <Button size="sm" onClick={askForPerson} loading={asking} disabled={first !== null}>
            Talk to a person
          </Button>
        }
      />
      <Thread
        audience="customer"
        items={first ? [toItem(first, me)] : []}
        messageProps={() => ({ onRetry: () => first && void begin(first), onDiscard: discard })}
        before={
          first ? null : (
            <>
              <Suggestions
                title="How can we help?"
                intro="Ask anything about your orders, products or membership. The assistant answers at once, and a person can take over at any time."
                questions={questions}
                disabled={!hydrated}
                onChoose={send}
              />
              {last ? (
                <p className="text-text-muted">
                  Or go on where you were: <TextLink href={last.href}>{last.subject}</TextLink>
                </p>
              ) : null}
            </>
          )
        }
      />
      <ComposerDock>
        <Composer
          ref={composer}
          label="Message"
          placeholder="Ask a question"
          value={draft}
          onChange={setText}
          onSend={send}
          disabledReason={first ? "Your first message comes before the next." : null}
        />
      </ComposerDock>
    </ChatFrame>
  );
}

const toItem = (first: First, me: Me): MessageItem => ({
  type: "message",
  id: first.id,
  seq: null,
  kind: "message",
  author: { kind: "customer", name: me.name, isMe: true },
  text: first.text,
  createdAt: first.createdAt,
  delivery: first.state,
  citations: [],
  receipts: [],
});
