/** One gap, with what could be written for it. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import type { StaffViewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/core/errors";
import { getGap } from "@/lib/gaps/queries";
import { listAllCategories } from "@/lib/knowledge/categories";
import { findSuggestion } from "@/lib/suggestions/queries";
import { GapScreen } from "../../../../_gaps/gap-screen";
import { gapHref } from "../../../../_gaps/places";
import { staffViewer } from "../../../../_shared/staff-viewer";

type Props = { params: Promise<{ id: string }> };

const find = cache(async (viewer: StaffViewer, id: string) => {
  if (!z.uuid().safeParse(id).success) return null;
  try {
    return await getGap(viewer, id);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const gap = await find(await staffViewer(gapHref(id)), id);
  return { title: gap?.title ?? "Gap not found" };
}

export default async function GapPage({ params }: Props) {
  const { id } = await params;
  const viewer = await staffViewer(gapHref(id));
  const gap = await find(viewer, id);
  if (!gap) notFound();
  const [suggestion, categories] = await Promise.all([
    findSuggestion(viewer, { gapId: id }),
    listAllCategories(viewer),
  ]);
  return (
    <GapScreen
      key={id}
      initial={gap}
      suggestion={suggestion}
      categories={categories.map(({ id: category, label }) => ({ id: category, label }))}
    />
  );
}
