"use client";
/** Opens a ticket out of a conversation. */
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { paths } from "@/components/shell/nav";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import {
  type Category,
  categories,
  categoryLabel,
  type Priority,
  priorities,
  priorityLabel,
  type TicketDetail,
} from "@/lib/tickets/schema";
import { keys } from "../_shared/live-refresh";

export function NewTicketDialog({
  conversationId,
  customerId,
  subject: given,
  onClose,
}: {
  conversationId: string;
  customerId: string;
  subject: string | null;
  onClose: () => void;
}) {
  const form = useId();
  const router = useRouter();
  const toast = useToast();
  const queries = useQueryClient();
  const [subject, setSubject] = useState(given ?? "");
  const [description, setDescription] = useState("");
  const [priority, setPriority] = useState<Priority>("medium");
  const [category, setCategory] = useState<Category>("general");
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    setProblem(null);
    try {
      const ticket = await api<TicketDetail>("/api/v1/tickets", {
        method: "POST",
        body: { conversationId, subject, description, priority, category },
      });
      for (const queryKey of [keys.customer(customerId), keys.tickets, keys.ticketCount])
        void queries.invalidateQueries({ queryKey });
      toast.show({
        title: `Ticket #${ticket.number} opened`,
        action: { label: "View", onClick: () => router.push(`${paths.staff.tickets}/${ticket.number}`) },
      });
      onClose();
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : new ApiProblem("internal", messageOf(error)));
      setPending(false);
    }
  };
  const wrong = (field: string) => {
    const why = problem?.fields[field];
    return why ? `This ${why}` : null;
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="New ticket"
      description="It belongs to this conversation; the customer sees it among their tickets."
      footer={
        <>
          <DialogClose />
          <Button
            type="submit"
            form={form}
            variant="primary"
            loading={pending}
            disabled={subject.trim() === "" || description.trim() === ""}
          >
            Open ticket
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <Field label="Subject" error={wrong("subject")}>
          <Input value={subject} maxLength={200} onValueChange={setSubject} />
        </Field>
        <Field label="Description" error={wrong("description")}>
          <Textarea
            rows={4}
            maxLength={8000}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
        </Field>
        <div className="grid grid-cols-2 gap-4">
          <Field label="Priority">
            <Select
              value={priority}
              onValueChange={setPriority}
              items={priorities.map((value) => ({ value, label: priorityLabel[value] }))}
            />
          </Field>
          <Field label="Category">
            <Select
              value={category}
              onValueChange={setCategory}
              items={categories.map((value) => ({ value, label: categoryLabel[value] }))}
            />
          </Field>
        </div>
        {problem && Object.keys(problem.fields).length === 0 ? (
          <p role="alert" className="text-danger text-sm">
            {problem.message} What you wrote is still here.
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
