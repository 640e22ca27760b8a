/** Articles in and out: everybody of the team exports and sees what was imported, managers import. */
import type { Metadata } from "next";
import { paths } from "@/components/shell/nav";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/lib/auth/policy";
import { listImports } from "@/lib/imports/queries";
import { importView } from "@/lib/imports/schema";
import { listAllCategories } from "@/lib/knowledge/categories";
import { defaultLanguage } from "@/lib/knowledge/default-language";
import { ExportButton } from "../../../_imports/export-button";
import { ImportHistory } from "../../../_imports/history";
import { ImportForm } from "../../../_imports/import-form";
import { staffViewer } from "../../../_shared/staff-viewer";

export const metadata: Metadata = { title: "Import and export" };

export default async function ImportPage() {
  const viewer = await staffViewer(`${paths.staff.knowledge}/import`);
  const [page, categories] = await Promise.all([
    listImports(viewer, { limit: 50 }),
    listAllCategories(viewer),
  ]);
  const initial = { items: page.items.map((row) => importView.parse(row)), nextCursor: page.nextCursor };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader dense title="Import and export" actions={<ExportButton />} />
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="grid gap-10 px-4 py-6 xl:grid-cols-[minmax(0,42rem)_minmax(20rem,36rem)]">
          {may(viewer, "article.import") ? (
            <ImportForm
              categories={categories.map(({ id, label }) => ({ id, label }))}
              language={defaultLanguage()}
            />
          ) : (
            <p className="max-w-prose self-start rounded border border-line bg-surface p-4 text-text-muted">
              Only managers import articles. You can export all of them, and see here what was imported and
              what became of each article.
            </p>
          )}
          <ImportHistory initial={initial} />
        </div>
      </div>
    </div>
  );
}
