"use client";
/** The chat: an open conversation, or the empty page from which one starts. */
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { readDraft, readUnsent } from "@/app/_client/browser-store";
import { useOutbox } from "@/app/_client/outbox-provider";
import { type ThreadOpening, ThreadSession } from "@/app/_client/thread-session";
import { paths } from "@/components/shell/nav";
import { ChatThread } from "./chat-thread";
import { EmptyChat, type EmptyChatProps } from "./empty-chat";
import { type Me, openNew } from "./new-conversation";
import type { Waits } from "./waits";

/** A conversation that exists. Give it a `key` with the conversation's id. */
export function OpenChat({ me, opening, asked }: { me: Me; opening: ThreadOpening; asked: Waits }) {
  const outbox = useOutbox();
  const [session] = useState(() => new ThreadSession(opening, outbox));
  return <ChatThread session={session} me={me} asked={asked} />;
}

/**
 * The empty page. Once a conversation has begun, it goes on in place, so that the answer is not interrupted by a
 * change of page; under its own address as soon as the server has it.
 */
export function NewChat(props: Omit<EmptyChatProps, "onBegin">) {
  const { me } = props;
  const outbox = useOutbox();
  const pathname = usePathname();
  const [session, setSession] = useState<ThreadSession | null>(null);
  // "Chat" in the navigation leads back here: a new beginning, unless this one has yet to reach the server.
  const [at, setAt] = useState(pathname);
  if (at !== pathname) {
    setAt(pathname);
    if (pathname === paths.chat && session?.isBegun) setSession(null);
  }

  useEffect(() => {
    // A beginning that an earlier page of this tab could not send, or from which it was taken back to be changed.
    const id = outbox.findBegun();
    if (!id) return;
    if (readUnsent(me.id, id).length > 0 || readDraft(me.id, id) !== "")
      setSession(openNew(me, outbox, { id, person: false }));
    else outbox.forgetBegun();
  }, [outbox, me]);
  const id = session?.id;
  useEffect(() => {
    if (!id) return;
    const show = () => window.history.replaceState(null, "", `${paths.chat}/${id}`);
    if (outbox.findBegun() !== id) show();
    return outbox.onBegun((begun) => {
      if (begun === id) show();
    });
  }, [outbox, id]);

  if (!session) return <EmptyChat {...props} onBegin={setSession} />;
  return <ChatThread key={session.id} session={session} me={me} fresh />;
}
