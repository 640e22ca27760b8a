"use client";
/** The requests of one conversation: what waits stands at the end of the thread, what was decided where it was asked. */
import { type Approvals, approvalsOf, isPending } from "@/app/_client/use-approvals";
import type { NoticeItem } from "@/components/conversation/types";
import { useToast } from "@/components/ui/toast";
import { Outcome } from "./outcome";
import { Request } from "./request";

export function PendingRequests({
  approvals,
  onDecided,
  onDetails,
}: {
  approvals: Approvals;
  onDecided: () => void;
  /** Brings the customer's side into view, where the panes are stacked. */
  onDetails: () => void;
}) {
  const toast = useToast();
  const showOrder = (number: string) => {
    onDetails();
    requestAnimationFrame(() => {
      const order = document.getElementById(`order-${number}`);
      order?.scrollIntoView({ block: "center" });
      order?.focus({ preventScroll: true });
      if (!order) toast.show({ title: `Order ${number} is not among the customer's latest` });
    });
  };
  return approvals.list
    .filter(isPending)
    .map((approval, index) => (
      <Request
        key={approval.id}
        approval={approval}
        approvals={approvals}
        first={index === 0}
        onDecided={onDecided}
        onOrder={showOrder}
      />
    ));
}

/** What stands in place of the notice that something waits; nothing while its card stands at the end. */
export function decidedRequests(approvals: Approvals, item: NoticeItem, myName: string) {
  const told = approvalsOf(approvals.list, item.calls);
  if (told.length === 0) return undefined;
  return told
    .filter((approval) => !isPending(approval))
    .map((approval) => <Outcome key={approval.id} approval={approval} myName={myName} />);
}
