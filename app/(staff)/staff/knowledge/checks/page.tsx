/** Conflicts, test questions and citations; the address holds which of them is open. */
import type { Metadata } from "next";
import { countChecks, listCases, listConflicts } from "@/lib/checks/queries";
import { listUsage } from "@/lib/knowledge/usage";
import { ChecksScreen } from "../../../_checks/checks-screen";
import { checkTabs } from "../../../_checks/tabs";
import { checksHref } from "../../../_gaps/places";
import { staffViewer } from "../../../_shared/staff-viewer";

export const metadata: Metadata = { title: "Checks" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ChecksPage({ searchParams }: Props) {
  const given = (await searchParams).tab;
  const tab = checkTabs.find((each) => each === given) ?? "conflicts";
  const viewer = await staffViewer(tab === "conflicts" ? checksHref : `${checksHref}?tab=${tab}`);
  const [counts, conflicts, cases, usage] = await Promise.all([
    countChecks(viewer),
    listConflicts(viewer, { state: "open" }),
    listCases(viewer),
    listUsage(viewer, { days: 30, order: "cited" }),
  ]);
  return <ChecksScreen tab={tab} counts={counts} conflicts={conflicts} cases={cases} usage={usage} />;
}
