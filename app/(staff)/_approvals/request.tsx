"use client";
/**
 * One request of the assistant in the thread: what it wants to do and why a person decides. A key brings the hand to
 * "Approve", and only a second stroke gives the money away.
 */
import { useRef, useState } from "react";
import type { Approvals } from "@/app/_client/use-approvals";
import { RequestCard, RequestFacts, TimeLeft } from "@/components/conversation/request-card";
import { Button } from "@/components/ui/button";
import { askOf, sentenceStart } from "@/lib/approvals/fields";
import type { ApprovalView } from "@/lib/approvals/schema";
import { wordsFor } from "@/lib/approvals/tool-words";
import { useHotkeys } from "../_shared/use-hotkeys";
import { ButtonKey } from "../_thread/baton-actions";
import { EditForm } from "./edit-form";
import { factsOf } from "./facts";
import { RefuseForm } from "./refuse-form";
import { useDecide } from "./use-decide";

type Mode = "look" | "edit" | "refuse";

export function Request({
  approval,
  approvals,
  first,
  onDecided,
  onOrder,
}: {
  approval: ApprovalView;
  approvals: Approvals;
  /** The keys are this one's. */
  first: boolean;
  /** It is decided, by whomever: what becomes of it is read. */
  onDecided: () => void;
  /** Shows an order of the customer. */
  onOrder: (number: string) => void;
}) {
  const [mode, setMode] = useState<Mode>("look");
  const [armed, setArmed] = useState(false);
  const approve = useRef<HTMLButtonElement>(null);
  const card = useRef<HTMLDivElement>(null);
  const leave = () => {
    // The button that had the focus goes away with the card.
    card.current?.closest<HTMLElement>('[role="log"]')?.focus({ preventScroll: true });
    onDecided();
  };
  const { pending, run } = useDecide(approval, approvals, leave);
  const { args, tool, customerName } = approval;

  useHotkeys(
    first && mode === "look"
      ? {
          a: () => {
            if (armed) return void run("approve");
            approve.current?.focus();
            setArmed(true);
          },
          d: () => setMode("edit"),
          x: () => setMode("refuse"),
        }
      : {},
  );

  return (
    <div ref={card}>
      <RequestCard
        label="Request for approval"
        title={`${sentenceStart(askOf(tool, args))}?`}
        aside={<TimeLeft until={approval.expiresAt} />}
        actions={
          mode === "look" ? (
            <>
              <Button
                ref={approve}
                size="sm"
                variant="primary"
                loading={pending === "approve"}
                aria-keyshortcuts={first ? "A" : undefined}
                onBlur={() => setArmed(false)}
                onClick={() => void run("approve")}
              >
                {armed ? "Approve: press again" : "Approve"}
                {first ? <ButtonKey keys={["A"]} /> : null}
              </Button>
              <Button
                size="sm"
                aria-keyshortcuts={first ? "D" : undefined}
                aria-disabled={pending !== null || undefined}
                onClick={() => setMode("edit")}
              >
                Edit arguments
                {first ? <ButtonKey keys={["D"]} /> : null}
              </Button>
              <Button
                size="sm"
                aria-keyshortcuts={first ? "X" : undefined}
                aria-disabled={pending !== null || undefined}
                onClick={() => setMode("refuse")}
              >
                Refuse
                {first ? <ButtonKey keys={["X"]} /> : null}
              </Button>
            </>
          ) : null
        }
      >
        <p className="text-pretty text-sm text-text-muted">
          {`The assistant asks for ${customerName}. ${wordsFor(tool).does} ${approval.why}`}
        </p>
        {mode === "edit" ? (
          <EditForm
            args={args}
            pending={pending === "approve"}
            onCancel={() => setMode("look")}
            onApprove={(edited) => run("approve", { args: edited })}
          />
        ) : (
          <RequestFacts facts={factsOf(args, onOrder)} />
        )}
        {mode === "refuse" ? (
          <RefuseForm
            customerName={customerName}
            pending={pending === "refuse"}
            onCancel={() => setMode("look")}
            onRefuse={(reason) => run("refuse", { reason })}
          />
        ) : null}
      </RequestCard>
    </div>
  );
}
