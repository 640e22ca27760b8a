"use client";
/** What a customer can do with their ticket: comment, close, open it again. */
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { useDraft } from "@/app/_client/draft";
import { useHydrated } from "@/app/_client/use-hydrated";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import type { TicketStatus } from "@/lib/tickets/schema";

type Act = "comment" | "close" | "reopen";

export function TicketActs({
  userId,
  ticket,
}: {
  userId: string;
  ticket: { id: string; number: number; status: TicketStatus };
}) {
  const [draft, setDraft] = useDraft(userId, `ticket:${ticket.id}`);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState<Act | null>(null);
  const [refreshing, startRefresh] = useTransition();
  const hydrated = useHydrated();
  const router = useRouter();
  const toast = useToast();
  const closed = ticket.status === "closed";

  const perform = async (act: Act, done: () => void, body: unknown) => {
    setPending(act);
    setProblem(null);
    const path = `/api/v1/tickets/${ticket.number}`;
    try {
      if (act === "comment") await api(`${path}/comments`, { method: "POST", body });
      else await api(path, { method: "PATCH", body });
      done();
      startRefresh(() => router.refresh());
    } catch (error) {
      const field = error instanceof ApiProblem ? error.fields.text : undefined;
      setProblem(field ? `The comment ${field}.` : messageOf(error));
    }
    setPending(null);
  };
  const comment = (event: FormEvent) => {
    event.preventDefault();
    if (draft.trim() === "") return;
    void perform("comment", () => setDraft(""), { text: draft });
  };
  const setStatus = (status: "open" | "closed") => {
    const act = status === "closed" ? "close" : "reopen";
    const undo = status === "closed" ? "open" : "closed";
    void perform(
      act,
      () =>
        toast.show({
          title: `Ticket #${ticket.number} ${status === "closed" ? "closed" : "is open again"}`,
          action: { label: "Undo", onClick: () => setStatus(undo) },
        }),
      { status },
    );
  };

  return (
    <form method="post" onSubmit={comment} className="flex flex-col gap-3">
      {closed ? (
        <p className="text-base text-text-muted">This ticket is closed. Open it again to add a comment.</p>
      ) : (
        <Field
          label="Add a comment"
          hint={ticket.status === "open" ? undefined : "Your comment opens the ticket again."}
        >
          <Textarea value={draft} onChange={(event) => setDraft(event.currentTarget.value)} />
        </Field>
      )}
      <p role="alert" className="text-danger text-sm empty:hidden">
        {problem}
      </p>
      <div className="flex flex-wrap gap-2">
        {closed || ticket.status === "resolved" ? (
          <Button
            disabled={!hydrated}
            loading={pending === "reopen" || refreshing}
            onClick={() => setStatus("open")}
          >
            Open again
          </Button>
        ) : null}
        {closed ? null : (
          <>
            <Button
              type="submit"
              variant="primary"
              disabled={!hydrated || draft.trim() === ""}
              loading={pending === "comment"}
            >
              Add comment
            </Button>
            <Button disabled={!hydrated} loading={pending === "close"} onClick={() => setStatus("closed")}>
              Close ticket
            </Button>
          </>
        )}
      </div>
    </form>
  );
}
