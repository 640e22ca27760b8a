/** What was published of an article, and when; the URL says which two are compared. */
import type { Metadata } from "next";
import { listAllCategories } from "@/lib/knowledge/categories";
import { versionView } from "@/lib/knowledge/editing-schema";
import { listVersions } from "@/lib/knowledge/versions";
import { versionsHref } from "../../../../../_knowledge/addresses";
import { readArticle } from "../../../../../_knowledge/read-article";
import { VersionsScreen } from "../../../../../_knowledge/versions-screen";
import { staffViewer } from "../../../../../_shared/staff-viewer";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Versions of ${(await readArticle((await params).id)).title}` };
}

export default async function VersionsPage({ params, searchParams }: Props) {
  const { id } = await params;
  const given = await searchParams;
  const [article, viewer] = await Promise.all([readArticle(id), staffViewer(versionsHref(id))]);
  const [rows, categories] = await Promise.all([listVersions(viewer, id), listAllCategories(viewer)]);
  const versions = rows.map((row) => versionView.parse(row));
  const known = ["0", ...(article.draft ? ["draft"] : []), ...versions.map(({ version }) => String(version))];
  const chosen = (value: string | string[] | undefined, otherwise: string) =>
    typeof value === "string" && known.includes(value) ? value : otherwise;
  const newest = String(versions[0]?.version ?? 0);
  const to = chosen(given.to, article.draft ? "draft" : newest);
  const from = chosen(given.from, to === "draft" ? newest : String(versions[1]?.version ?? 0));
  return <VersionsScreen initial={article} versions={versions} categories={categories} from={from} to={to} />;
}
