"use client";
/** One account and what a manager may do to it. Whoever loses access is named before it happens. */
import { useQueryClient } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { paths } from "@/components/shell/nav";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button";
import { Menu, MenuItem, MenuLinkItem } from "@/components/ui/menu";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, Row } from "@/components/ui/table";
import { useToast } from "@/components/ui/toast";
import type { PersonPatch, PersonView } from "@/lib/people/schema";
import { keys } from "../_shared/live-refresh";
import { useMe } from "../_shared/me";

const roleLabel = { customer: "Customer", agent: "Agent", manager: "Manager" } as const;

export function PersonRow({ person }: { person: PersonView }) {
  const me = useMe();
  const queries = useQueryClient();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isMe = person.id === me.id;
  const disabled = person.status === "disabled";

  const change = async (patch: PersonPatch, said: string) => {
    setPending(true);
    setProblem(null);
    try {
      await api<PersonView>(`/api/v1/people/${person.id}`, { method: "PATCH", body: patch });
      toast.show({ title: said });
      setAsking(false);
    } catch (error) {
      setProblem(messageOf(error));
      if (!asking)
        toast.show({ title: messageOf(error), description: "Nothing was changed.", tone: "danger" });
    } finally {
      setPending(false);
      void queries.invalidateQueries({ queryKey: keys.people });
    }
  };
  return (
    <Row className={disabled ? "text-text-muted" : undefined}>
      <Cell className="pl-4">
        <span className="flex min-w-0 items-center gap-2">
          <Avatar name={person.name} size="sm" />
          <span className="truncate font-medium">{person.name}</span>
          {isMe ? <span className="text-text-muted">(you)</span> : null}
        </span>
      </Cell>
      <Cell className="max-sm:hidden">{person.email}</Cell>
      <Cell>
        <span className="flex items-center gap-2">
          {person.role === "customer" ? null : roleLabel[person.role]}
          {disabled ? <Badge tone="outline">Disabled</Badge> : person.role === "customer" ? "Active" : null}
        </span>
      </Cell>
      <Cell numeric className="text-text-muted max-md:hidden">
        <RelativeTime iso={person.since} format="date" />
      </Cell>
      <Cell className="pr-4 text-right">
        <Menu
          align="end"
          trigger={
            <button
              type="button"
              aria-label={`Change ${person.name}`}
              disabled={pending}
              className={buttonClass("quiet", "sm", true)}
            >
              <Ellipsis aria-hidden="true" className="size-4" />
            </button>
          }
        >
          {person.role === "agent" ? (
            <MenuItem onClick={() => void change({ role: "manager" }, `${person.name} is a manager now`)}>
              Make manager
            </MenuItem>
          ) : null}
          {person.role === "manager" ? (
            <MenuItem onClick={() => void change({ role: "agent" }, `${person.name} is an agent now`)}>
              Make agent
            </MenuItem>
          ) : null}
          {person.role === "customer" ? (
            <MenuLinkItem href={`${paths.staff.tickets}?customerId=${person.id}`}>Show tickets</MenuLinkItem>
          ) : null}
          {disabled ? (
            <MenuItem onClick={() => void change({ status: "active" }, `${person.name} can sign in again`)}>
              Enable
            </MenuItem>
          ) : (
            <MenuItem danger disabled={isMe} onClick={() => setAsking(true)}>
              Disable…
            </MenuItem>
          )}
        </Menu>
        <AlertDialog
          open={asking}
          onOpenChange={(open) => {
            setAsking(open);
            setProblem(null);
          }}
          action="Disable"
          name={person.name}
          consequence={`${person.name} is signed out everywhere at once and cannot sign in again. What they wrote stays, and you can enable the account at any time.`}
          cancelLabel="Keep it"
          pending={pending}
          error={problem}
          onConfirm={() => void change({ status: "disabled" }, `${person.name} was signed out and disabled`)}
        />
      </Cell>
    </Row>
  );
}
