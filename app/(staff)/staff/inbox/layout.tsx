/** The inbox: its list is read here once and lives on while conversations open beside it. */
import type { ReactNode } from "react";
import { getViewer } from "@/lib/auth/session";
import type { StaffViewer } from "@/lib/auth/viewer";
import { countInbox, listConversations } from "@/lib/conversations/queries";
import { conversationView } from "@/lib/conversations/schema";
import { InboxFrame } from "../../_inbox/inbox-frame";
import type { View } from "../../_inbox/views";

const PAGE = 50;

export default async function InboxLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer();
  // The page sends everybody else where they belong.
  if (viewer.kind !== "staff") return children;
  const [queue, mine, all, counts] = await Promise.all([
    firstPage(viewer, "queue"),
    firstPage(viewer, "mine"),
    firstPage(viewer, "all"),
    countInbox(viewer),
  ]);
  return (
    <InboxFrame initial={{ queue, mine, all }} counts={counts}>
      {children}
    </InboxFrame>
  );
}

async function firstPage(viewer: StaffViewer, view: View) {
  const { items, nextCursor } = await listConversations(viewer, { view }, { limit: PAGE });
  return { items: items.map((row) => conversationView.parse(row)), nextCursor };
}
