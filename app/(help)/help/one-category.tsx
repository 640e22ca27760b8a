/** One category: its articles in order of title, page by page. */
import { FolderOpen } from "lucide-react";
import { notFound } from "next/navigation";
import { requestNonce } from "@/app/nonce";
import { plural } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { StructuredData } from "@/components/structured-data";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { CursorBar } from "@/components/ui/pagination";
import { CATEGORY_PAGE, getHelpCategory, listPublishedLanguages } from "@/lib/knowledge/published";
import { ArticleList, aboutLine } from "../article-list";
import { AskLink } from "../ask";
import { helpHref } from "../hrefs";
import { LanguageSwitch } from "../language-switch";
import type { Reader } from "../reader";
import { trailItem } from "../structured";
import type { Asked } from "./search";

export async function OneCategory({
  reader: { viewer, language },
  asked: { category: id, page, lang },
}: {
  reader: Reader;
  asked: Asked;
}) {
  const [category, languages] = await Promise.all([
    getHelpCategory(viewer, language, id, page),
    listPublishedLanguages(viewer),
  ]);
  if (!category) notFound();
  const { label, about, count, items } = category;
  const before = (page - 1) * CATEGORY_PAGE;
  const pageHref = (other: number) => helpHref({ category: id, page: other, lang });
  return (
    <section aria-labelledby="category" className="flex flex-col gap-3">
      <StructuredData
        item={trailItem([
          { name: "Help center", href: paths.help },
          { name: label, href: helpHref({ category: id }) },
        ])}
        nonce={await requestNonce()}
      />
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="category" className="font-semibold text-lg [overflow-wrap:anywhere]">
          {label}
        </h2>
        <TextLink href={helpHref({ lang })} className="text-base touch:py-3">
          All topics
        </TextLink>
      </div>
      {about ? <p className="text-text-muted">{about}</p> : null}
      <LanguageSwitch
        current={language}
        choices={languages.map((tag) => ({ language: tag, href: helpHref({ category: id, lang: tag }) }))}
      />
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
