/** All articles in every state, changed last first. */
import { LibraryBig } from "lucide-react";
import type { Metadata } from "next";
import { formatDate } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Cell, HeadCell, Row, Table, TableScroll } from "@/components/ui/table";
import { type StaffArticleView, staffArticle } from "@/lib/knowledge/editing-schema";
import { listArticlesForStaff } from "@/lib/knowledge/staff-queries";
import { staffViewer } from "../../_shared/staff-viewer";

export const metadata: Metadata = { title: "Articles" };

export default async function KnowledgePage() {
  const viewer = await staffViewer(paths.staff.knowledge);
  const { items } = await listArticlesForStaff(viewer, {}, { limit: 100 });
  const articles = items.map((row) => staffArticle.parse(row));
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader dense title="Articles" />
      {articles.length === 0 ? (
        <EmptyState icon={<LibraryBig />} title="No articles yet">
          Articles appear here as soon as somebody begins one or imports some.
        </EmptyState>
      ) : (
        <TableScroll label="Articles" className="flex-1">
          <Table aria-label="Articles">
            <thead>
              <tr>
                <HeadCell className="pl-4">Title</HeadCell>
                <HeadCell>State</HeadCell>
                <HeadCell className="max-md:hidden">Owner</HeadCell>
                <HeadCell className="max-sm:hidden" numeric>
                  Updated
                </HeadCell>
              </tr>
            </thead>
            <tbody>
              {articles.map((article) => (
                <Row key={article.id}>
                  <Cell className="pl-4">
                    {article.status === "published" ? (
                      <TextLink href={`${paths.help}/${article.slug}`}>{article.title}</TextLink>
                    ) : (
                      article.title
                    )}
                  </Cell>
                  <Cell>{stateOf(article)}</Cell>
                  <Cell className="max-md:hidden">{article.owner?.name ?? "Nobody"}</Cell>
                  <Cell className="max-sm:hidden" numeric>
                    {formatDate(article.updatedAt, Date.now(), "UTC")}
                  </Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        </TableScroll>
      )}
    </div>
  );
}

function stateOf({ status, draft }: StaffArticleView): string {
  const live = { draft: "Draft", published: "Published", archived: "Archived" }[status];
  if (draft?.publishAt) return `${live}, publication planned`;
  if (draft?.state === "in_review") return `${live}, in review`;
  return draft && status !== "draft" ? `${live}, with a draft` : live;
}
