"use client";
/** Who has an account: the team with its roles, and the customers. Only managers get here. */
import { clsx } from "clsx";
import { SearchX, UserPlus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { messageOf } from "@/app/_client/api";
import { plural } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { HeadCell, Table, TableScroll } from "@/components/ui/table";
import type { PersonView } from "@/lib/people/schema";
import { ListSearch } from "../_shared/list-search";
import { keys } from "../_shared/live-refresh";
import { type Page, usePages } from "../_shared/use-pages";
import { AddStaffDialog } from "./add-staff-dialog";
import { type Group, groupLabel, groups } from "./groups";
import { PersonRow } from "./person-row";

const hrefOf = (group: Group, q: string) => {
  const query = new URLSearchParams({
    ...(group === "staff" ? {} : { group }),
    ...(q.trim() ? { q: q.trim() } : {}),
  }).toString();
  return query ? `${paths.staff.people}?${query}` : paths.staff.people;
};

export function PeopleScreen({ group, q, initial }: { group: Group; q: string; initial: Page<PersonView> }) {
  const router = useRouter();
  const [changing, startChange] = useTransition();
  const [adding, setAdding] = useState(false);
  const search = (next: string) => startChange(() => router.replace(hrefOf(group, next), { scroll: false }));
  const { query, rows: people } = usePages<PersonView>({
    key: [...keys.people, group, q.trim()],
    path: "/api/v1/people",
    query: { role: group, q: q.trim() || null },
    initial,
  });

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        dense
        title="People"
        meta={
          <nav aria-label="Lists" className="flex gap-1 pl-2">
            {groups.map((each) => (
              <Link
                key={each}
                href={hrefOf(each, q)}
                aria-current={each === group ? "true" : undefined}
                className={clsx(
                  "flex h-7 items-center rounded px-2 text-sm transition-colors touch:h-11 touch:px-3",
                  each === group
                    ? "bg-pressed font-medium"
                    : "text-text-muted hover:bg-hover hover:text-text",
                )}
              >
                {groupLabel[each]}
              </Link>
            ))}
          </nav>
        }
        actions={
          <Button
            size="sm"
            variant="primary"
            icon={<UserPlus aria-hidden="true" className="size-4" />}
            onClick={() => setAdding(true)}
          >
            Add to the team
          </Button>
        }
      />
      <search className="flex shrink-0 items-center border-line border-b px-4 py-2">
        <ListSearch
          key={group}
          label={group === "staff" ? "Search the team" : "Search customers"}
          placeholder="Search name or e-mail"
          value={q}
          loading={changing}
          onSearch={search}
        />
      </search>
      {query.isError && people.length === 0 ? (
        <ErrorState
          title="People could not be loaded"
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        >
          {messageOf(query.error)}
        </ErrorState>
      ) : people.length === 0 ? (
        <EmptyState
          icon={<SearchX />}
          title={q.trim() ? "Nobody matches" : "Nobody yet"}
          action={q.trim() ? <Button onClick={() => search("")}>Show everybody</Button> : null}
        >
          {q.trim()
            ? "Search for another part of the name or address."
            : "Customers appear here once they have signed up."}
        </EmptyState>
      ) : (
        <TableScroll label="People" className={clsx("flex-1 transition-opacity", changing && "opacity-60")}>
          <Table aria-label={groupLabel[group]}>
            <thead>
              <tr>
                <HeadCell className="pl-4">Name</HeadCell>
                <HeadCell className="max-sm:hidden">E-mail</HeadCell>
                <HeadCell>{group === "staff" ? "Role" : "Status"}</HeadCell>
                <HeadCell className="max-md:hidden" numeric>
                  Since
                </HeadCell>
                <HeadCell className="w-12 pr-4">
                  <span className="sr-only">Change</span>
                </HeadCell>
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <PersonRow key={person.id} person={person} />
              ))}
            </tbody>
          </Table>
          {query.hasNextPage ? (
            <div className="flex items-center justify-center gap-4 py-3 text-sm text-text-muted tabular-nums">
              <span role="status">{plural(people.length, "person", "people")} shown</span>
              <Button size="sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Load more
              </Button>
            </div>
          ) : null}
        </TableScroll>
      )}
      {adding ? <AddStaffDialog onClose={() => setAdding(false)} /> : null}
    </div>
  );
}
