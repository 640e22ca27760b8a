"use client";
/** The names of the inbox's lists, with how many wait in each; a key for every one. */
import { clsx } from "clsx";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { paths } from "@/components/shell/nav";
import { CountBadge } from "@/components/ui/badge";
import { useApprovalQueue } from "../_approvals/use-approval-queue";
import { useHotkeys } from "../_shared/use-hotkeys";
import { useCounts } from "./use-inbox";
import { APPROVALS, type Counts, type View, viewLabel, views } from "./views";

type Tab = View | typeof APPROVALS;

export function InboxTabs({
  current,
  initialCounts,
  openId,
}: {
  current: Tab;
  initialCounts: Counts;
  openId: string | null;
}) {
  const router = useRouter();
  const counts = useCounts(initialCounts);
  const waiting = useApprovalQueue().data?.length ?? 0;
  const countOf = { queue: counts.queue, mine: counts.mine, all: 0, approvals: waiting };
  const tabs: { tab: Tab; label: string }[] = [
    ...views.map((view) => ({ tab: view, label: viewLabel[view] })),
    { tab: APPROVALS, label: "Approvals" },
  ];
  const tabTo = (tab: Tab) => `${paths.staff.inbox}${openId ? `/${openId}` : ""}?view=${tab}`;
  useHotkeys(
    Object.fromEntries(tabs.map(({ tab }, at) => [String(at + 1), () => router.replace(tabTo(tab))])),
  );
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-line border-b px-2 touch:h-14">
      <nav aria-label="Lists" className="flex min-w-0 gap-0.5">
        {tabs.map(({ tab, label }) => (
          <Link
            key={tab}
            href={tabTo(tab)}
            replace
            scroll={false}
            aria-current={tab === current ? "true" : undefined}
            className={clsx(
              "flex h-7 items-center gap-1.5 rounded px-2 text-sm transition-colors touch:h-11 touch:px-2.5 touch:text-base",
              tab === current
                ? "bg-pressed font-medium text-text"
                : "text-text-muted hover:bg-hover hover:text-text",
            )}
          >
            {label}
            <CountBadge count={countOf[tab]} tone={tab === current ? "strong" : "neutral"} />
          </Link>
        ))}
      </nav>
    </header>
  );
}
