/** One article to write on. */
import type { Metadata } from "next";
import { listAllCategories } from "@/lib/knowledge/categories";
import { articleHref } from "../../../../_knowledge/addresses";
import { EditorScreen } from "../../../../_knowledge/editor-screen";
import { readArticle } from "../../../../_knowledge/read-article";
import { staffViewer } from "../../../../_shared/staff-viewer";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { draft, title } = await readArticle((await params).id);
  return { title: draft?.title || title || "Untitled" };
}

export default async function ArticlePage({ params }: Props) {
  const { id } = await params;
  const [article, viewer] = await Promise.all([readArticle(id), staffViewer(articleHref(id))]);
  // Another article is another draft: nothing of one is kept while the other is shown.
  return <EditorScreen key={id} initial={article} categories={await listAllCategories(viewer)} />;
}
