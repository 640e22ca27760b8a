"use client";
/** Changing one thing about a ticket in place: priority, status, category, assignee. Each choice is saved at once. */
import { useQueryClient } from "@tanstack/react-query";
import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { Menu, MenuRadioGroup } from "@/components/ui/menu";
import { Spinner } from "@/components/ui/spinner";
import { useToast } from "@/components/ui/toast";
import { nextStatuses } from "@/lib/tickets/lifecycle";
import {
  type Category,
  categories,
  categoryLabel,
  priorities,
  priorityLabel,
  statusLabel,
  type TicketDetail,
  type TicketPatch,
  type TicketStatus,
  type TicketView,
} from "@/lib/tickets/schema";
import { keys } from "../_shared/live-refresh";
import { useMe } from "../_shared/me";
import { PriorityMark, StatusBadge } from "./looks";

/** Saves a change and lets every screen that shows the ticket read it again. Answers whether it was saved. */
export function useTicketPatch(ticket: Pick<TicketView, "id" | "number">) {
  const queries = useQueryClient();
  const toast = useToast();
  const [saving, setSaving] = useState(false);
  const patch = async (change: TicketPatch, said: string): Promise<boolean> => {
    setSaving(true);
    try {
      const saved = await api<TicketDetail>(`/api/v1/tickets/${ticket.id}`, {
        method: "PATCH",
        body: change,
      });
      queries.setQueryData(keys.ticket(ticket.id), saved);
      toast.show({ title: `#${ticket.number}: ${said}` });
      return true;
    } catch (error) {
      toast.show({
        title: messageOf(error),
        description: "The ticket is as it was.",
        tone: error instanceof ApiProblem && error.code === "conflict" ? "neutral" : "danger",
      });
      return false;
    } finally {
      setSaving(false);
      for (const queryKey of [keys.tickets, keys.ticketCount, keys.customers, keys.ticket(ticket.id)])
        void queries.invalidateQueries({ queryKey });
    }
  };
  return { patch, saving };
}

const triggerClass =
  "inline-flex h-7 min-w-0 items-center gap-1.5 rounded px-1.5 transition-colors hover:bg-hover hover:text-text active:bg-pressed data-popup-open:bg-hover touch:h-11 touch:px-3";

function Choice<T extends string>({
  label,
  value,
  items,
  saving,
  onChange,
  className,
  children,
}: {
  label: string;
  value: T;
  items: readonly { value: T; label: string }[];
  saving: boolean;
  onChange: (value: T) => void;
  className?: string;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Menu
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button type="button" disabled={saving} className={clsx(triggerClass, className)}>
          <span className="sr-only">{label}: </span>
          {saving ? <Spinner label={null} /> : null}
          {children}
          <ChevronDown aria-hidden="true" className="hidden size-3.5 shrink-0 text-text-faint [dl_&]:block" />
        </button>
      }
    >
      <MenuRadioGroup
        label={label}
        value={value}
        items={items}
        onValueChange={(next) => {
          setOpen(false);
          if (next !== value) onChange(next);
        }}
      />
    </Menu>
  );
}

type Props = { ticket: TicketView; className?: string };

export function PriorityMenu({ ticket, className }: Props) {
  const { patch, saving } = useTicketPatch(ticket);
  return (
    <Choice
      label="Priority"
      className={className}
      value={ticket.priority}
      saving={saving}
      items={priorities.map((value) => ({ value, label: priorityLabel[value] }))}
      onChange={(priority) => void patch({ priority }, `priority ${priorityLabel[priority].toLowerCase()}`)}
    >
      <PriorityMark priority={ticket.priority} />
    </Choice>
  );
}

export function StatusMenu({ ticket, className }: Props) {
  const { patch, saving } = useTicketPatch(ticket);
  const me = useMe();
  const possible: TicketStatus[] = [ticket.status, ...nextStatuses(me.role, ticket.status)];
  return (
    <Choice
      label="Status"
      className={className}
      value={ticket.status}
      saving={saving}
      items={possible.map((value) => ({ value, label: statusLabel[value] }))}
      onChange={(status) => void patch({ status }, statusLabel[status].toLowerCase())}
    >
      <StatusBadge status={ticket.status} />
    </Choice>
  );
}

export function CategoryMenu({ ticket, className }: Props) {
  const { patch, saving } = useTicketPatch(ticket);
  const label = categoryLabel[ticket.category as Category] ?? ticket.category;
  return (
    <Choice
      label="Category"
      className={className}
      value={ticket.category as Category}
      saving={saving}
      items={categories.map((value) => ({ value, label: categoryLabel[value] }))}
      onChange={(category) => void patch({ category }, categoryLabel[category].toLowerCase())}
    >
      {label}
    </Choice>
  );
}

const NOBODY = "nobody";

export function AssigneeMenu({ ticket, className, children }: Props & { children: ReactNode }) {
  const { patch, saving } = useTicketPatch(ticket);
  const me = useMe();
  const others = me.colleagues.filter((each) => each.id !== me.id);
  const kept = ticket.assignee;
  const gone = kept && kept.id !== me.id && !others.some((each) => each.id === kept.id) ? [kept] : [];
  return (
    <Choice
      label="Assignee"
      className={className}
      value={kept?.id ?? NOBODY}
      saving={saving}
      items={[
        { value: me.id, label: `${me.name} (you)` },
        { value: NOBODY, label: "Nobody" },
        ...[...gone, ...others].map((each) => ({ value: each.id, label: each.name })),
      ]}
      onChange={(id) => {
        const name = me.colleagues.find((each) => each.id === id)?.name;
        void patch(
          { assigneeId: id === NOBODY ? null : id },
          name ? `assigned to ${id === me.id ? "you" : name}` : "assigned to nobody",
        );
      }}
    >
      {children}
    </Choice>
  );
}
