"use client";
/** The tickets as rows, 36 px high, 30 on a laptop. The number is the link; a click anywhere in the row follows it. */
import { clsx } from "clsx";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { paths } from "@/components/shell/nav";
import { Avatar } from "@/components/ui/avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, Table, TableScroll } from "@/components/ui/table";
import { type Category, categoryLabel, type TicketView as TicketRow } from "@/lib/tickets/schema";
import { useHotkeys } from "../_shared/use-hotkeys";
import { type Sort, type TicketView, toHref } from "./filters";
import { PriorityMark, StatusBadge } from "./looks";

const base = paths.staff.tickets;
const cell = "h-9 pointer-fine:[@media(height<62rem)]:h-7";

export function TicketTable({
  rows,
  view,
  dimmed,
  footer,
}: {
  rows: readonly TicketRow[];
  view: TicketView;
  dimmed: boolean;
  footer: ReactNode;
}) {
  const router = useRouter();
  const sorted = (sort: Sort) => ({
    sort: view.sort === sort ? ("descending" as const) : null,
    sortHref: toHref(base, { ...view, sort }),
  });
  // The ticket's address carries the list, so that the way back leads to the same one.
  const hrefOf = (number: number) => toHref(`${base}/${number}`, view);
  const step = (by: 1 | -1) => {
    const links = [...document.querySelectorAll<HTMLElement>("[data-ticket]")];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
  };
  useHotkeys({ j: () => step(1), k: () => step(-1) });
  const open = (number: number) => (event: MouseEvent) => {
    // Text that was marked and links of their own keep what they do.
    if (event.defaultPrevented || window.getSelection()?.toString()) return;
    if (event.target instanceof HTMLElement && event.target.closest("a, button")) return;
    router.push(hrefOf(number));
  };
  const onArrow = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (!(event.target instanceof HTMLElement) || !event.target.closest("[data-ticket]")) return;
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  };
  return (
    <TableScroll label="Tickets" className={clsx("flex-1 transition-opacity", dimmed && "opacity-60")}>
      <Table aria-label="Tickets" onKeyDown={onArrow} className="max-md:hidden">
        <thead>
          <tr>
            <HeadCell className="w-20 pl-4" {...sorted("created")}>
              Number
            </HeadCell>
            <HeadCell>Subject</HeadCell>
            <HeadCell className="w-44">Customer</HeadCell>
            <HeadCell className="w-28 max-lg:hidden">Category</HeadCell>
            <HeadCell className="w-26" {...sorted("priority")}>
              Priority
            </HeadCell>
            <HeadCell className="w-26">Status</HeadCell>
            <HeadCell className="w-40">Assignee</HeadCell>
            <HeadCell className="w-28 pr-4" numeric {...sorted("updated")}>
              Updated
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} interactive className="cursor-pointer" onClick={open(row.number)}>
              <Cell className={clsx(cell, "pl-4")}>
                <Link
                  data-ticket
                  href={hrefOf(row.number)}
                  prefetch={false}
                  className="rounded-sm text-text-muted hover:text-accent hover:underline"
                >
                  #{row.number}
                </Link>
              </Cell>
              <Cell className={clsx(cell, "w-full max-w-0 font-medium")} title={row.subject}>
                {row.subject}
              </Cell>
              <Cell className={clsx(cell, "max-w-44")} title={row.customer.name}>
                {row.customer.name}
              </Cell>
              <Cell className={clsx(cell, "text-text-muted max-lg:hidden")}>
                {categoryName(row.category)}
              </Cell>
              <Cell className={cell}>
                <PriorityMark priority={row.priority} />
              </Cell>
              <Cell className={cell}>
                <StatusBadge status={row.status} />
              </Cell>
              <Cell className={clsx(cell, "max-w-40")}>
                <Assignee name={row.assignee?.name ?? null} />
              </Cell>
              <Cell numeric className={clsx(cell, "pr-4 text-text-muted")}>
                <RelativeTime iso={row.updatedAt} className="whitespace-nowrap" />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      <ul aria-label="Tickets" className="md:hidden">
        {rows.map((row) => (
          <li key={row.id} className="border-line border-b">
            <Link
              href={hrefOf(row.number)}
              prefetch={false}
              className="flex flex-col gap-1 px-4 py-3 active:bg-pressed"
            >
              <span className="flex items-baseline gap-2">
                <span className="text-text-muted tabular-nums">#{row.number}</span>
                <span className="min-w-0 flex-1 truncate font-medium text-base">{row.subject}</span>
              </span>
              <span className="flex items-center gap-3 text-text-muted">
                <StatusBadge status={row.status} />
                <PriorityMark priority={row.priority} />
                <span className="min-w-0 flex-1 truncate">{row.customer.name}</span>
                <RelativeTime iso={row.updatedAt} className="shrink-0 text-xs" />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {footer}
    </TableScroll>
  );
}

export const categoryName = (category: string): string => categoryLabel[category as Category] ?? category;

function Assignee({ name }: { name: string | null }) {
  if (name === null) return <span className="text-text-faint">Nobody</span>;
  return (
    <span className="flex min-w-0 items-center gap-2" title={name}>
      <Avatar name={name} size="sm" />
      <span className="truncate">{name}</span>
    </span>
  );
}
