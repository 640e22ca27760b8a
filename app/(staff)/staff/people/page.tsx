/** Accounts, for managers. Everybody else is told whom to ask. */
import { Lock } from "lucide-react";
import type { Metadata } from "next";
import { paths } from "@/components/shell/nav";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { may } from "@/lib/auth/policy";
import { listPeople } from "@/lib/people/queries";
import { personView } from "@/lib/people/schema";
import { type Group, groups } from "../../_people/groups";
import { PeopleScreen } from "../../_people/people-screen";
import { staffViewer } from "../../_shared/staff-viewer";

export const metadata: Metadata = { title: "People" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PeoplePage({ searchParams }: Props) {
  const viewer = await staffViewer(paths.staff.people);
  if (!may(viewer, "people.list"))
    return (
      <div className="flex flex-1 items-center justify-center">
        <EmptyState
          icon={<Lock />}
          title="Only managers see people"
          action={<ButtonLink href={paths.staff.inbox}>Back to the inbox</ButtonLink>}
        >
          Accounts and roles are looked after by your managers. Ask one of them to add or change somebody.
        </EmptyState>
      </div>
    );
  const given = await searchParams;
  const group: Group = groups.find((each) => each === given.group) ?? "staff";
  const q = (typeof given.q === "string" ? given.q : "").slice(0, 256);
  const page = await listPeople(viewer, { role: group, q, limit: 50 });
  return (
    <PeopleScreen
      group={group}
      q={q}
      initial={{ items: page.items.map((row) => personView.parse(row)), nextCursor: page.nextCursor }}
    />
  );
}
