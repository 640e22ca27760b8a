"use client";
/** The chat: an open conversation, or the empty page from which one starts. */
import { usePathname } from "next/navigation";
import { useState } from "react";
import { type ThreadOpening, ThreadSession } from "@/app/_client/thread-session";
import { paths } from "@/components/shell/nav";
import { ChatThread } from "./chat-thread";
import { EmptyChat, type EmptyChatProps } from "./empty-chat";
import type { Me } from "./new-conversation";

/** A conversation that exists. Give it a `key` with the conversation's id. */
export function OpenChat({ me, opening }: { me: Me; opening: ThreadOpening }) {
  const [session] = useState(() => new ThreadSession(opening));
  return <ChatThread session={session} me={me} />;
}

/**
 * The empty page. Once a conversation has started, it goes on in place under its own address, so that the answer
 * is not interrupted by a change of page.
 */
export function NewChat(props: Omit<EmptyChatProps, "onStarted">) {
  const pathname = usePathname();
  const [started, setStarted] = useState<ThreadSession | null>(null);
  // "Chat" in the navigation leads back here: a new beginning.
  const [at, setAt] = useState(pathname);
  if (at !== pathname) {
    setAt(pathname);
    if (pathname === paths.chat) setStarted(null);
  }
  if (started) return <ChatThread key={started.id} session={started} me={props.me} fresh />;
  return (
    <EmptyChat
      {...props}
      onStarted={(session) => {
        window.history.replaceState(null, "", `${paths.chat}/${session.id}`);
        setStarted(session);
      }}
    />
  );
}
