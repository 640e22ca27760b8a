/** One conversation, as far as it has gone; the leaf takes it live from there. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { paths } from "@/components/shell/nav";
import { listApprovals } from "@/lib/approvals/queries";
import { approvalList } from "@/lib/approvals/schema";
import type { StaffViewer } from "@/lib/auth/viewer";
import { getConversation } from "@/lib/conversations/queries";
import { conversationView } from "@/lib/conversations/schema";
import { AppError } from "@/lib/core/errors";
import { getCustomerCard } from "@/lib/customers/queries";
import { customerCard } from "@/lib/customers/schema";
import { listMessages } from "@/lib/messages/queries";
import { messageView } from "@/lib/messages/schema";
import { staffViewer } from "../../../_shared/staff-viewer";
import { ConversationPane } from "../../../_thread/conversation-pane";

type Props = { params: Promise<{ id: string }> };

const NEWEST = 100;

const findConversation = cache(async (viewer: StaffViewer, id: string) => {
  if (!z.uuid().safeParse(id).success) return null;
  try {
    return await getConversation(viewer, id);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const found = await findConversation(await staffViewer(`${paths.staff.inbox}/${id}`), id);
  return { title: found ? found.customer.name : "Conversation not found" };
}

export default async function ConversationPage({ params }: Props) {
  const { id } = await params;
  const viewer = await staffViewer(`${paths.staff.inbox}/${id}`);
  const row = await findConversation(viewer, id);
  if (!row) notFound();
  const [thread, card, approvals] = await Promise.all([
    listMessages(viewer, id, { before: row.seq + 1, limit: NEWEST }),
    getCustomerCard(viewer, row.customer.id),
    listApprovals(viewer, id),
  ]);
  return (
    <ConversationPane
      key={id}
      conversation={conversationView.parse(row)}
      entries={thread.items.map((item) => messageView.parse(item))}
      hasEarlier={thread.more}
      card={customerCard.parse(card)}
      approvals={approvalList.parse({ items: approvals })}
    />
  );
}
