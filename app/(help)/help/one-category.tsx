/** One category: its articles in order of title, page by page. */
import { FolderOpen } from "lucide-react";
import { requestNonce } from "@/app/nonce";
import { plural } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { StructuredData } from "@/components/structured-data";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { CursorBar } from "@/components/ui/pagination";
import { CATEGORY_PAGE, type HelpCategoryPage } from "@/lib/knowledge/published";
import { ArticleList, aboutLine } from "../article-list";
import { AskLink } from "../ask";
import { helpHref } from "../hrefs";
import type { Reader } from "../reader";
import { trailItem } from "../structured";
import type { Asked } from "./search";

export async function OneCategory({
  category: { label, about, count, items },
  reader: { viewer },
  asked: { category: id, page, lang },
}: {
  category: HelpCategoryPage;
  reader: Reader;
  asked: Asked;
}) {
  const before = (page - 1) * CATEGORY_PAGE;
  const pageHref = (other: number) => helpHref({ category: id, page: other, lang });
  return (
    <section aria-label={label} className="flex flex-col gap-3">
      <StructuredData
        item={trailItem([
          { name: "Help center", href: paths.help },
          { name: label, href: helpHref({ category: id }) },
        ])}
        nonce={await requestNonce()}
      />
      {about ? <p className="text-text-muted">{about}</p> : null}
      {items.length === 0 ? (
        <EmptyState
          icon={<FolderOpen />}
          title={count === 0 ? "No articles here yet" : "This page of the category is empty"}
          action={
            <>
              <ButtonLink href={count === 0 ? helpHref({ lang }) : pageHref(1)}>
                {count === 0 ? "Browse all topics" : "Back to the first page"}
              </ButtonLink>
              <AskLink viewer={viewer} text={label} label="Ask the assistant" />
            </>
          }
        >
          {count === 0
            ? "Articles appear here once they are published."
            : `There are ${plural(count, "article")} on earlier pages.`}
        </EmptyState>
      ) : (
        <ArticleList articles={items} lang={lang} line={aboutLine} />
      )}
      {items.length > 0 && count > CATEGORY_PAGE ? (
        <CursorBar
          summary={`${before + 1} to ${before + items.length} of ${plural(count, "article")}`}
          previousHref={page > 1 ? pageHref(page - 1) : null}
          nextHref={before + items.length < count ? pageHref(page + 1) : null}
        />
      ) : null}
    </section>
  );
}
