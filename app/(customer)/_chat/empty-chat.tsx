"use client";
/** Before the first message: suggested questions, the way back to the last conversation, a composer. */
import { useEffect, useRef, useState } from "react";
import { v7 as newId } from "uuid";
import { api, messageOf } from "@/app/_client/api";
import { setDraft, useDraft } from "@/app/_client/draft";
import { useOutbox } from "@/app/_client/outbox-provider";
import type { ThreadSession } from "@/app/_client/thread-session";
import { useHydrated } from "@/app/_client/use-hydrated";
import { BatonBar } from "@/components/conversation/baton-bar";
import { Composer, type ComposerHandle } from "@/components/conversation/composer";
import { Suggestions } from "@/components/conversation/suggestions";
import { Thread } from "@/components/conversation/thread";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { useToast } from "@/components/ui/toast";
import { ChatFrame, ComposerDock } from "./frame";
import { type Me, NEW_DRAFT, openNew } from "./new-conversation";

export type EmptyChatProps = {
  me: Me;
  questions: readonly string[];
  /** The newest conversation that is not resolved. */
  last: { href: string; subject: string } | null;
  /** A question that another page has put into the address. */
  ask: string | null;
  onBegin: (session: ThreadSession) => void;
};

export function EmptyChat({ me, questions, last, ask, onBegin }: EmptyChatProps) {
  const [draft, setText] = useDraft(me.id, NEW_DRAFT);
  const outbox = useOutbox();
  // The same for every press: a first one that did arrive is found again, not repeated.
  const [personId] = useState(() => newId());
  const [asking, setAsking] = useState(false);
  const composer = useRef<ComposerHandle>(null);
  const hydrated = useHydrated();
  const toast = useToast();

  useEffect(() => {
    if (!ask) return;
    setDraft(me.id, NEW_DRAFT, ask);
    window.history.replaceState(null, "", window.location.pathname);
    composer.current?.focus();
  }, [me.id, ask]);

  const send = (text: string) => {
    // A second press comes too late: the conversation has begun.
    if (outbox.findBegun()) return;
    setText("");
    const session = openNew(me, outbox, { id: outbox.begin(), person: false });
    session.send(text);
    onBegin(session);
  };
  const askForPerson = async () => {
    setAsking(true);
    try {
      await api("/api/v1/conversations", { method: "POST", body: { id: personId, person: true } });
      onBegin(openNew(me, outbox, { id: personId, person: true }));
    } catch (error) {
      setAsking(false);
      toast.show({ title: messageOf(error), tone: "danger" });
    }
  };
  return (
    <ChatFrame title="Chat" ready={hydrated}>
      <BatonBar
        audience="customer"
        owner={{ kind: "assistant", name: null, isMe: false, waitMinutes: null }}
        actions={
          <Button size="sm" onClick={askForPerson} loading={asking}>
            Talk to a person
          </Button>
        }
      />
      <Thread
        audience="customer"
        items={[]}
        before={
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
        />
      </ComposerDock>
    </ChatFrame>
  );
}
