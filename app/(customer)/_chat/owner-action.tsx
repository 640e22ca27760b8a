"use client";
/** The one thing a customer can do about who helps them: ask for a person, or stop waiting for one. */
import Link from "next/link";
import { useState } from "react";
import type { ThreadSession } from "@/app/_client/thread-session";
import { paths } from "@/components/shell/nav";
import { Button, buttonClass } from "@/components/ui/button";
import type { ConversationView } from "@/lib/conversations/schema";

export function OwnerAction({
  conversation,
  session,
}: {
  conversation: ConversationView;
  session: ThreadSession;
}) {
  const [pending, setPending] = useState(false);
  const act = async (name: "escalate" | "cancel-waiting") => {
    setPending(true);
    await session.act(name);
    setPending(false);
  };
  if (conversation.status === "resolved")
    return (
      <Link href={paths.chat} className={buttonClass("secondary", "sm")}>
        New conversation
      </Link>
    );
  if (conversation.owner.kind === "assistant")
    return (
      <Button size="sm" loading={pending} onClick={() => void act("escalate")}>
        Talk to a person
      </Button>
    );
  if (conversation.owner.kind === "queue")
    return (
      <Button size="sm" loading={pending} onClick={() => void act("cancel-waiting")}>
        Stop waiting
      </Button>
    );
  return null;
}
