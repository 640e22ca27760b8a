/** The list of gaps; the address holds what is shown. */
import type { Metadata } from "next";
import { listGaps } from "@/lib/gaps/queries";
import { GapsScreen } from "../../../_gaps/gaps-screen";
import { gapViewHref, readGapView } from "../../../_gaps/places";
import { staffViewer } from "../../../_shared/staff-viewer";

export const metadata: Metadata = { title: "Gaps" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function GapsPage({ searchParams }: Props) {
  const view = readGapView(await searchParams);
  const viewer = await staffViewer(gapViewHref(view));
  const { state, source } = view;
  const initial = await listGaps(viewer, { state, ...(source ? { source } : {}), limit: 50 });
  return <GapsScreen key={gapViewHref(view)} view={view} initial={initial} />;
}
