"use client";
/**
 * What the assistant waits for in a conversation: a decision of the team, a code from the customer. Rare, so that what
 * shows it is loaded only where something waits or has waited.
 */
import dynamic from "next/dynamic";
import { type Approvals, approvalsOf, isPending } from "@/app/_client/use-approvals";
import type { IdentityCheck } from "@/app/_client/use-identity-check";
import type { NoticeItem } from "@/components/conversation/types";
import type { ApprovalView } from "@/lib/approvals/schema";
import type { PendingCheckView } from "@/lib/identity/schema";

const IdentityCard = dynamic(() => import("./identity-card").then((loaded) => loaded.IdentityCard));
const WaitingRequest = dynamic(() => import("./requests").then((loaded) => loaded.WaitingRequest));
const RequestResult = dynamic(() => import("./requests").then((loaded) => loaded.RequestResult));

/** As the conversation's page found it. */
export type Waits = {
  approvals: { items: readonly ApprovalView[] };
  identity: { check: PendingCheckView | null };
};

/** At the end of the thread, whatever was written meanwhile. */
export function WaitingFor({
  approvals,
  identity,
  onDecided,
}: {
  approvals: Approvals;
  identity: IdentityCheck;
  onDecided: () => void;
}) {
  return (
    <>
      {approvals.list.filter(isPending).map((approval) => (
        <WaitingRequest key={approval.id} approval={approval} approvals={approvals} onDecided={onDecided} />
      ))}
      {identity.check || identity.ended ? <IdentityCard identity={identity} /> : null}
    </>
  );
}

/** What stands in place of the notice that something waits; nothing while its card stands at the end. */
export function resultsInPlaceOf(approvals: Approvals, item: NoticeItem) {
  const told = approvalsOf(approvals.list, item.calls);
  if (told.length === 0) return undefined;
  return told
    .filter((approval) => !isPending(approval))
    .map((approval) => <RequestResult key={approval.id} approval={approval} />);
}
