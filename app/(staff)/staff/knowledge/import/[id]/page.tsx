/** One import, with what became of each article; `outcome` in the address filters them. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { paths } from "@/components/shell/nav";
import { may } from "@/lib/auth/policy";
import { AppError } from "@/lib/core/errors";
import { getImport, listImportItems } from "@/lib/imports/queries";
import { importView, outcomes } from "@/lib/imports/schema";
import { ImportScreen } from "../../../../_imports/import-screen";
import { staffViewer } from "../../../../_shared/staff-viewer";

export const metadata: Metadata = { title: "Import" };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const outcomeShape = z
  .enum([...outcomes, "open"])
  .nullable()
  .catch(null);

export default async function OneImportPage({ params, searchParams }: Props) {
  const { id } = await params;
  const viewer = await staffViewer(`${paths.staff.knowledge}/import/${id}`);
  if (!z.uuid().safeParse(id).success) notFound();
  const filter = outcomeShape.parse((await searchParams).outcome ?? null);
  try {
    const [found, items] = await Promise.all([
      getImport(viewer, id),
      listImportItems(viewer, id, { limit: 100, ...(filter ? { outcome: filter } : {}) }),
    ]);
    const mayImport = may(viewer, "article.import");
    return (
      <ImportScreen
        key={filter}
        initial={importView.parse(found)}
        items={items}
        filter={filter}
        mayImport={mayImport}
      />
    );
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
