/** One conversation of the customer, from its newest stretch on. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { paths } from "@/components/shell/nav";
import { listApprovals } from "@/lib/approvals/queries";
import { approvalList } from "@/lib/approvals/schema";
import type { CustomerViewer } from "@/lib/auth/viewer";
import { getConversation } from "@/lib/conversations/queries";
import { conversationView } from "@/lib/conversations/schema";
import { findPendingCheck } from "@/lib/identity/queries";
import { pendingCheckView } from "@/lib/identity/schema";
import { listMessages } from "@/lib/messages/queries";
import { messageView } from "@/lib/messages/schema";
import { OpenChat } from "../../_chat/chat-screen";
import { customerViewer, orNull } from "../../_shared/customer-viewer";

type Props = { params: Promise<{ id: string }> };

/** Entries that the page opens with; earlier ones are loaded on the way up. */
const FIRST = 50;
const END = 2_147_483_647;

const findConversation = cache((viewer: CustomerViewer, id: string) => orNull(getConversation(viewer, id)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const viewer = await customerViewer(`${paths.chat}/${id}`);
  const found = z.uuid().safeParse(id).success ? await findConversation(viewer, id) : null;
  return { title: found?.subject ?? "Chat" };
}

export default async function ConversationPage({ params }: Props) {
  const { id } = await params;
  const viewer = await customerViewer(`${paths.chat}/${id}`);
  if (!z.uuid().safeParse(id).success) notFound();
  // First the conversation with its number, then the entries: so the entries reach at least that far.
  const found = await findConversation(viewer, id);
  if (!found) notFound();
  const [{ items, more }, approvals, check] = await Promise.all([
    listMessages(viewer, id, { before: END, limit: FIRST }),
    listApprovals(viewer, id),
    findPendingCheck(viewer, id),
  ]);
  return (
    <OpenChat
      key={id}
      me={{ id: viewer.userId, name: viewer.name }}
      opening={{
        conversation: conversationView.parse(found),
        entries: items.map((item) => messageView.parse(item)),
        hasEarlier: more,
      }}
      asked={{
        approvals: approvalList.parse({ items: approvals }),
        identity: { check: pendingCheckView.nullable().parse(check) },
      }}
    />
  );
}
