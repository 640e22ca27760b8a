/** Below an article: whether it helped, the way to the assistant, its neighbours, and what else may help. */
import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { RequestViewer } from "@/lib/auth/session";
import { findOwnFeedback } from "@/lib/knowledge/feedback";
import { MAX_COMMENT } from "@/lib/knowledge/feedback-schema";
import { type HelpArticle, type Listed, listRelated } from "@/lib/knowledge/published";
import { ArticleList, aboutLine } from "../../article-list";
import { AskLink } from "../../ask";
import { readHref } from "../../hrefs";
import { Feedback } from "./feedback";

export async function Foot({
  viewer,
  article,
  lang,
}: {
  viewer: RequestViewer;
  article: HelpArticle;
  lang: string | null;
}) {
  const [related, own] = await Promise.all([
    listRelated(viewer, article),
    viewer.kind === "customer" ? findOwnFeedback(viewer, article.id) : null,
  ]);
  return (
    <footer className="flex max-w-prose flex-col gap-8 border-line border-t pt-6 print:hidden">
      <div className="flex flex-col gap-4">
        {viewer.kind === "staff" ? null : (
          <Feedback
            key={article.id}
            articleId={article.id}
            slug={article.slug}
            own={own}
            isVisitor={viewer.kind === "visitor"}
            maxComment={MAX_COMMENT}
          />
        )}
        <div className="flex flex-wrap items-center gap-3 empty:hidden">
          {viewer.kind === "staff" ? null : <span className="text-text-muted">Still unsure?</span>}
          <AskLink viewer={viewer} text={article.title} label="Ask about this" />
        </div>
      </div>
      <Neighbours previous={article.previous} next={article.next} lang={lang} />
      {related.length > 0 ? (
        <section aria-labelledby="related" className="flex flex-col gap-3">
          <h2 id="related" className="font-semibold">
            Related articles
          </h2>
          <ArticleList articles={related} line={aboutLine} lang={lang} />
        </section>
      ) : null}
    </footer>
  );
}

function Neighbours({
  previous,
  next,
  lang,
}: {
  previous: Listed | null;
  next: Listed | null;
  lang: string | null;
}) {
  if (!previous && !next) return null;
  return (
    <nav aria-label="In this category" className="grid gap-3 sm:grid-cols-2">
      {previous ? (
        <Neighbour article={previous} rel="prev" lang={lang} />
      ) : (
        <span className="max-sm:hidden" />
      )}
      {next ? <Neighbour article={next} rel="next" lang={lang} /> : null}
    </nav>
  );
}

function Neighbour({ article, rel, lang }: { article: Listed; rel: "prev" | "next"; lang: string | null }) {
  const isNext = rel === "next";
  const Icon = isNext ? ChevronRight : ChevronLeft;
  return (
    <Link
      prefetch={false}
      href={readHref(article.slug, lang)}
      rel={rel}
      className={`flex min-w-0 items-center gap-3 rounded border border-line bg-surface px-3 py-3 transition-colors hover:bg-hover active:bg-pressed ${isNext ? "flex-row-reverse text-right" : ""}`}
    >
      <Icon aria-hidden="true" className="size-4 shrink-0 text-text-muted" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="text-sm text-text-muted">{isNext ? "Next" : "Previous"}</span>
        <span lang={article.language} className="font-medium text-base [overflow-wrap:anywhere]">
          {article.title}
        </span>
      </span>
    </Link>
  );
}
