"use client";
/** The articles as rows, 36 px high. The title is the link; a click anywhere in the row follows it. */
import { clsx } from "clsx";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { ArticleBadges, AudienceMark } from "@/components/knowledge/article-badges";
import { Avatar } from "@/components/ui/avatar";
import { Checkbox } from "@/components/ui/checkbox";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, Table, TableScroll } from "@/components/ui/table";
import type { StaffArticleView } from "@/lib/knowledge/editing-schema";
import { useHotkeys } from "../_shared/use-hotkeys";
import { articleHref, languageName } from "./addresses";

export function ArticleTable({
  rows,
  nameOf,
  dimmed,
  chosen,
  onChoose,
  footer,
}: {
  rows: readonly StaffArticleView[];
  nameOf: (category: string) => string;
  dimmed: boolean;
  /** null: this reader chooses nothing. */
  chosen: ReadonlySet<string> | null;
  onChoose: (chosen: ReadonlySet<string>) => void;
  footer: ReactNode;
}) {
  const router = useRouter();
  const links = () =>
    [...document.querySelectorAll<HTMLElement>("[data-article]")].filter(
      ({ offsetParent }) => offsetParent !== null,
    );
  const step = (by: 1 | -1) => {
    const all = links();
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
  };
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChoose(next);
  };
  const mark = () => {
    const id =
      document.activeElement instanceof HTMLElement ? document.activeElement.dataset.article : undefined;
    if (!id || !chosen) return false;
    toggle(id, !chosen.has(id));
  };
  useHotkeys({ j: () => step(1), k: () => step(-1), x: mark });
  const open = (id: string) => (event: MouseEvent) => {
    // Text that was marked and controls of their own keep what they do.
    if (event.defaultPrevented || window.getSelection()?.toString()) return;
    if (event.target instanceof HTMLElement && event.target.closest("a, button, [role=checkbox]")) return;
    router.push(articleHref(id));
  };
  const onArrow = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (!(event.target instanceof HTMLElement) || !event.target.closest("[data-article]")) return;
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  };
  const here = rows.filter(({ id }) => chosen?.has(id)).length;
  return (
    <TableScroll label="Articles" className={clsx("flex-1 transition-opacity", dimmed && "opacity-60")}>
      <Table aria-label="Articles" onKeyDown={onArrow} className="max-md:hidden">
        <thead>
          <tr>
            {chosen ? (
              <HeadCell className="w-9 pr-0 pl-4">
                <span className="sr-only">Chosen</span>
                <Checkbox
                  aria-label="Choose all that are shown"
                  checked={here > 0 && here === rows.length}
                  indeterminate={here > 0 && here < rows.length}
                  onCheckedChange={(on) => onChoose(new Set(on ? rows.map(({ id }) => id) : []))}
                />
              </HeadCell>
            ) : null}
            <HeadCell className={chosen ? undefined : "pl-4"}>Title</HeadCell>
            <HeadCell className="w-64">State</HeadCell>
            <HeadCell className="w-40 max-xl:hidden">Category</HeadCell>
            <HeadCell className="w-28 max-lg:hidden">Who sees it</HeadCell>
            <HeadCell className="w-24 max-xl:hidden">Language</HeadCell>
            <HeadCell className="w-40 max-lg:hidden">Owner</HeadCell>
            <HeadCell className="w-28 pr-4" numeric>
              Changed
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.id}
              interactive
              selected={chosen?.has(row.id) ?? false}
              className="cursor-pointer"
              onClick={open(row.id)}
            >
              {chosen ? (
                <Cell className="pr-0 pl-4">
                  <span className="flex">
                    <Checkbox
                      aria-label={`Choose ${titleOf(row)}`}
                      checked={chosen.has(row.id)}
                      onCheckedChange={(on) => toggle(row.id, on)}
                    />
                  </span>
                </Cell>
              ) : null}
              <Cell className={clsx("w-full max-w-0 font-medium", !chosen && "pl-4")} title={titleOf(row)}>
                <Link
                  data-article={row.id}
                  href={articleHref(row.id)}
                  prefetch={false}
                  className="rounded-sm hover:text-accent hover:underline focus-visible:-outline-offset-1"
                >
                  {titleOf(row)}
                </Link>
              </Cell>
              <Cell className="max-w-72">
                <ArticleBadges state={row} />
              </Cell>
              <Cell className="max-w-40 text-text-muted max-xl:hidden" title={nameOf(row.category)}>
                {nameOf(row.category)}
              </Cell>
              <Cell className="max-lg:hidden">
                <AudienceMark audience={row.audience} />
              </Cell>
              <Cell className="text-text-muted max-xl:hidden">{languageName(row.language)}</Cell>
              <Cell className="max-w-40 max-lg:hidden">
                <Owner name={row.owner?.name ?? null} />
              </Cell>
              <Cell numeric className="pr-4 text-text-muted">
                <RelativeTime iso={changedAt(row)} className="whitespace-nowrap" />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      <ul aria-label="Articles" className="md:hidden">
        {rows.map((row) => (
          <li key={row.id} className="border-line border-b">
            <Link
              href={articleHref(row.id)}
              prefetch={false}
              className="flex flex-col gap-1.5 px-4 py-3 active:bg-pressed"
            >
              <span className="font-medium text-base [overflow-wrap:anywhere]">{titleOf(row)}</span>
              <ArticleBadges state={row} />
              <span className="flex items-center gap-3 text-text-muted">
                <AudienceMark audience={row.audience} />
                <span className="min-w-0 flex-1 truncate">{nameOf(row.category)}</span>
                <RelativeTime iso={changedAt(row)} className="shrink-0 text-xs" />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {footer}
    </TableScroll>
  );
}

const titleOf = ({ title }: StaffArticleView) => title.trim() || "Untitled";

/** When anything about it was changed last, seen by readers or not. */
const changedAt = ({ updatedAt, draft }: StaffArticleView) =>
  draft && draft.editedAt > updatedAt ? draft.editedAt : updatedAt;

function Owner({ name }: { name: string | null }) {
  if (name === null) return <span className="text-text-faint">Nobody</span>;
  return (
    <span className="flex min-w-0 items-center gap-2" title={name}>
      <Avatar name={name} size="sm" />
      <span className="truncate">{name}</span>
    </span>
  );
}
