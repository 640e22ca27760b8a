/** What became of a request, for staff: who decided, when, what they changed or why they refused. */
import { RequestOutcome } from "@/components/conversation/request-card";
import { askOf, changesOf, sentenceStart } from "@/lib/approvals/fields";
import type { ApprovalView } from "@/lib/approvals/schema";

export function Outcome({ approval, myName }: { approval: ApprovalView; myName: string }) {
  const { state, decidedByName, customerName, args, editedArgs, tool } = approval;
  const by = decidedByName === null ? "somebody" : decidedByName === myName ? "you" : decidedByName;
  const what = sentenceStart(askOf(tool, args));
  const text = {
    pending: what,
    approved: `${what}: approved ${editedArgs ? "with changes " : ""}by ${by}`,
    refused: `${what}: refused by ${by}`,
    expired: `${what}: nobody decided in time`,
    revoked:
      decidedByName === customerName
        ? `${what}: taken back by ${customerName}`
        : `${what}: void, because the conversation was passed on`,
  }[state];
  return (
    <RequestOutcome
      state={state}
      text={text}
      at={approval.decidedAt}
      changes={changesOf(args, editedArgs)}
      reason={state === "refused" ? approval.reason : null}
    />
  );
}
