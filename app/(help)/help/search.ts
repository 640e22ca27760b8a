/** What the help center's address asks for, and the search behind it with its limit. */
import "server-only";
import { headers } from "next/headers";
import type { RequestViewer } from "@/lib/auth/session";
import { AppError } from "@/lib/core/errors";
import { consume, limits } from "@/lib/core/limits";
import { clientAddress } from "@/lib/core/request";
import { clean, MAX } from "@/lib/core/text";
import { type ArticleSearch, searchArticles } from "@/lib/knowledge/search";

type Params = Record<string, string | string[] | undefined>;

/** Anything unusable counts as absent: an address that people type or shorten still shows a page. */
export function readSearch(params: Params): { query: string; category: string; shown: number } {
  const text = (value: string | string[] | undefined) =>
    clean((Array.isArray(value) ? value[0] : value)?.replaceAll("\u0000", "") ?? "");
  const query = text(params.q).slice(0, MAX.search).trim();
  const category = /^[a-z-]{1,40}$/.exec(text(params.category))?.[0] ?? "";
  return { query, category, shown: text(params.shown) === "100" ? 100 : 50 };
}

/** The same limit as `GET /api/v1/search/articles`, since it is the same work. */
export async function searchAsPage(
  viewer: RequestViewer,
  query: string,
): Promise<ArticleSearch | { refused: string }> {
  const key = viewer.kind === "visitor" ? clientAddress(await headers()) : viewer.userId;
  try {
    await consume([{ limit: limits.searchPerMinute, key }]);
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return { refused: error.message };
    throw error;
  }
  return searchArticles(viewer, { query, limit: 10 });
}
