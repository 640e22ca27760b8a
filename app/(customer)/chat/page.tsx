/** A new conversation. `?ask=` puts a question into the composer; nothing is sent by a link. */
import type { Metadata } from "next";
import { paths } from "@/components/shell/nav";
import type { CustomerViewer } from "@/lib/auth/viewer";
import { listConversations } from "@/lib/conversations/queries";
import { MAX } from "@/lib/core/text";
import { NewChat } from "../_chat/chat-screen";
import { firstQuestions } from "../_chat/questions";
import { customerViewer } from "../_shared/customer-viewer";

export const metadata: Metadata = { title: "Chat" };

type Search = Promise<{ ask?: string | string[] }>;

export default async function ChatPage({ searchParams }: { searchParams: Search }) {
  const { ask } = await searchParams;
  const question = typeof ask === "string" ? ask.slice(0, MAX.message) : null;
  const viewer = await customerViewer(
    question ? `${paths.chat}?${new URLSearchParams({ ask: question })}` : paths.chat,
  );
  return (
    <NewChat
      me={{ id: viewer.userId, name: viewer.name }}
      questions={firstQuestions}
      last={await findLast(viewer)}
      ask={question}
    />
  );
}

/** The newest conversation that is still going on and in which something was said. */
async function findLast(viewer: CustomerViewer) {
  const { items } = await listConversations(viewer, { view: "all", status: "unresolved" }, { limit: 1 });
  const last = items.find((item) => item.subject !== null);
  return last ? { href: `${paths.chat}/${last.id}`, subject: last.subject ?? "" } : null;
}
