/** Whether what an answer cites still stands as it was read. */
import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Citation } from "@/db/schema/conversations";
import { articles, passages } from "@/db/schema/knowledge";
import type { Viewer } from "@/lib/auth/viewer";
import { passageHash } from "./citing";
import { audiencesOf } from "./visibility";

export type CheckedCitation = Omit<Citation, "hash"> & {
  /** The passage reads otherwise by now, or is gone. */
  changed: boolean;
  /** Nothing is left to open: the article is gone, or not for this viewer. */
  gone: boolean;
};

type Now = { articles: Set<string>; passages: Map<string, string> };

/** One query for all citations of a page of a thread, inside the transaction that read it; none without citations. */
export async function checkCitations(
  tx: Tx,
  viewer: Viewer,
  cited: readonly Citation[],
): Promise<(citation: Citation) => CheckedCitation> {
  const now = cited.length > 0 ? await readNow(tx, viewer, cited) : null;
  return ({ hash, ...citation }) => {
    const text = now?.passages.get(citation.passageId);
    return {
      ...citation,
      // Answers of older releases kept no hash: all that can be told is whether the passage is there.
      changed: text === undefined || (hash !== undefined && hash !== text),
      gone: !now?.articles.has(slugOf(citation.href)),
    };
  };
}

async function readNow(tx: Tx, viewer: Viewer, cited: readonly Citation[]): Promise<Now> {
  const rows = await tx
    .select({
      slug: articles.slug,
      passageId: passages.id,
      heading: passages.heading,
      text: passages.text,
    })
    .from(articles)
    .leftJoin(
      passages,
      and(
        eq(passages.articleId, articles.id),
        inArray(passages.id, [...new Set(cited.map(({ passageId }) => passageId))]),
      ),
    )
    .where(
      and(
        inArray(articles.slug, [...new Set(cited.map(({ href }) => slugOf(href)))]),
        eq(articles.status, "published"),
        inArray(articles.audience, audiencesOf(viewer)),
      ),
    );
  return {
    articles: new Set(rows.map(({ slug }) => slug)),
    passages: new Map(
      rows.flatMap(({ passageId, heading, text }) =>
        passageId && text !== null ? [[passageId, passageHash({ heading, text })] as const] : [],
      ),
    ),
  };
}

const slugOf = (href: string): string => /^\/help\/([^/?#]+)/.exec(href)?.[1] ?? "";
