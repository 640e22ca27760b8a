"use client";
/** What keeps the articles true: those that contradict each other, test questions that fail, and what citations came to. */
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { api } from "@/app/_client/api";
import { useHydrated } from "@/app/_client/use-hydrated";
import { PageHeader } from "@/components/shell/page-header";
import { Tabs } from "@/components/ui/tabs";
import type { CaseView, CheckCounts, ConflictView } from "@/lib/checks/schema";
import type { UsageRow } from "@/lib/knowledge/usage-schema";
import { checksHref } from "../_gaps/places";
import { keys } from "../_shared/live-refresh";
import { CaseList } from "./case-list";
import { ConflictList } from "./conflict-list";
import type { CheckTab } from "./tabs";
import { UsageTable } from "./usage-table";

type Props = {
  tab: CheckTab;
  counts: CheckCounts;
  conflicts: ConflictView[];
  cases: CaseView[];
  usage: UsageRow[];
};

export function ChecksScreen({ tab, counts: initial, conflicts, cases, usage }: Props) {
  const router = useRouter();
  const hydrated = useHydrated();
  const { data: counts } = useQuery({
    queryKey: [...keys.checks, "counts"],
    queryFn: ({ signal }) => api<CheckCounts>("/api/v1/knowledge/checks", { signal }),
    initialData: initial,
    staleTime: 30_000,
  });
  return (
    <div aria-busy={!hydrated} className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <PageHeader
        dense
        title="Checks"
        description="Made after every publication, over all articles that readers see."
      />
      <Tabs
        label="Checks"
        className="px-4 pt-1 pb-6"
        value={tab}
        onValueChange={(next) =>
          router.replace(next === "conflicts" ? checksHref : `${checksHref}?tab=${next}`, { scroll: false })
        }
        tabs={[
          {
            value: "conflicts",
            label: "Conflicts",
            count: counts.conflicts,
            panel: <ConflictList initial={conflicts} />,
          },
          {
            value: "questions",
            label: "Test questions",
            count: counts.failing,
            panel: <CaseList initial={cases} />,
          },
          { value: "usage", label: "Citations", panel: <UsageTable initial={usage} /> },
        ]}
      />
    </div>
  );
}
