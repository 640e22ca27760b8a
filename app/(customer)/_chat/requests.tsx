"use client";
/** What of the customer's waits for a person's approval, and what became of it: told where it was asked for. */
import { useRef, useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import type { Approvals } from "@/app/_client/use-approvals";
import { RequestCard, RequestOutcome, TimeLeft } from "@/components/conversation/request-card";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { askOf, changesOf, sentenceStart } from "@/lib/approvals/fields";
import type { ApprovalView } from "@/lib/approvals/schema";

export function WaitingRequest({
  approval,
  approvals,
  onDecided,
}: {
  approval: ApprovalView;
  approvals: Approvals;
  onDecided: () => void;
}) {
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const card = useRef<HTMLDivElement>(null);
  const toast = useToast();
  const ask = askOf(approval.tool, approval.args);

  const withdraw = async () => {
    setPending(true);
    try {
      const path = `/api/v1/approvals/${approval.id}/withdraw`;
      const decided = await api<ApprovalView>(path, { method: "POST" });
      // The button that had the focus goes away with the card.
      card.current?.closest<HTMLElement>('[role="log"]')?.focus({ preventScroll: true });
      approvals.take(decided);
      onDecided();
    } catch (error) {
      const late = error instanceof ApiProblem && error.code === "conflict";
      toast.show({
        title: messageOf(error),
        description: late ? "You see it now as it is." : "Your request still waits.",
        tone: late ? "neutral" : "danger",
      });
      await approvals.reload();
      setPending(false);
    }
  };
  return (
    <div ref={card}>
      <RequestCard
        label="Waiting for approval"
        title={`Waiting for approval: ${ask}`}
        aside={<TimeLeft until={approval.expiresAt} />}
        actions={
          asking ? (
            <>
              {/* Where the hand is already: a second press must not lose anything. */}
              <Button size="sm" autoFocus onClick={() => setAsking(false)}>
                Keep it
              </Button>
              <Button size="sm" variant="danger" loading={pending} onClick={() => void withdraw()}>
                Withdraw request
              </Button>
            </>
          ) : (
            <Button size="sm" onClick={() => setAsking(true)}>
              Withdraw request…
            </Button>
          )
        }
      >
        <p role="status" className="text-pretty text-text-muted">
          {asking
            ? `Withdraw the ${ask}? It is not done then. You can ask again at any time.`
            : "Somebody of our team looks at it and decides. You need not stay: the answer appears here, and you can go on writing meanwhile."}
        </p>
      </RequestCard>
    </div>
  );
}

export function RequestResult({ approval }: { approval: ApprovalView }) {
  return (
    <RequestOutcome
      state={approval.state}
      text={resultOf(approval)}
      at={approval.decidedAt}
      changes={approval.state === "approved" ? changesOf(approval.args, approval.editedArgs) : []}
    />
  );
}

function resultOf({ tool, args, state, editedArgs, decidedByName, customerName }: ApprovalView): string {
  const what = sentenceStart(askOf(tool, args));
  switch (state) {
    case "approved":
      return `${what}: approved${editedArgs ? " with a change" : ""}`;
    case "refused":
      return `${what}: not approved`;
    case "expired":
      return `${what}: nobody could decide in time, so it was not done`;
    case "revoked":
      return decidedByName === customerName
        ? `${what}: you withdrew it`
        : `${what}: not done, because the conversation went to a person`;
    case "pending":
      return what;
  }
}
