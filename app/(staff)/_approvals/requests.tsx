"use client";
/** The requests of one conversation: what waits stands at the end of the thread, what was decided where it was asked. */
import type { Approvals } from "@/app/_client/use-approvals";
import { approvalsAt, pendingOf } from "@/app/_client/use-approvals";
import type { ThreadItem } from "@/components/conversation/types";
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
  return pendingOf(approvals.list).map((approval, index) => (
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

export function DecidedRequests({
  approvals,
  item,
  myName,
}: {
  approvals: Approvals;
  item: ThreadItem;
  myName: string;
}) {
  if (item.type !== "notice") return null;
  return approvalsAt(approvals.list, item.calls).map((approval) => (
    <Outcome key={approval.id} approval={approval} myName={myName} />
  ));
}
