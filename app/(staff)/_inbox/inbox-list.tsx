"use client";
/** The left pane: whose turn it is, and what waits for somebody's approval. */
import { useSearchParams } from "next/navigation";
import { paths } from "@/components/shell/nav";
import type { ConversationView } from "@/lib/conversations/schema";
import { ApprovalList } from "../_approvals/approval-list";
import type { Page } from "../_shared/use-pages";
import { ConversationList } from "./conversation-list";
import { InboxTabs } from "./inbox-tabs";
import { APPROVALS, asView, type Counts, type View } from "./views";

export function InboxList({
  initial,
  initialCounts,
  openId,
}: {
  initial: Record<View, Page<ConversationView>>;
  initialCounts: Counts;
  openId: string | null;
}) {
  const given = useSearchParams().get("view");
  const view = asView(given);
  return (
    <section aria-label="Conversations" className="flex min-h-0 flex-1 flex-col">
      <InboxTabs
        current={given === APPROVALS ? APPROVALS : view}
        initialCounts={initialCounts}
        openId={openId}
      />
      {given === APPROVALS ? (
        <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
          <ApprovalList openId={openId} hrefTo={(id) => `${paths.staff.inbox}/${id}?view=${APPROVALS}`} />
        </div>
      ) : (
        <ConversationList view={view} initial={initial[view]} openId={openId} />
      )}
    </section>
  );
}
