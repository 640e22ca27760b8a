/**
 * The text of an article, drawn once for as long as the article itself is kept: taking Markdown apart is most of the
 * work of its page.
 */
import { headingAnchors } from "@/components/heading-anchors";
import "server-only";
import type { ReactElement } from "react";
import { drawMarkdown } from "@/components/markdown";
import type { HelpArticle } from "@/lib/knowledge/published";

const drawn = new WeakMap<HelpArticle, ReactElement>();

export function bodyOf(article: HelpArticle): ReactElement {
  const before = drawn.get(article);
  if (before) return before;
  const body = drawMarkdown({
    text: article.body,
    headingOffset: 0,
    anchors: headingAnchors,
    files: article.pictures,
  });
  drawn.set(article, body);
  return body;
}
