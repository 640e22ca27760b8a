/** What the help center's address asks for, and the search behind it with its limit. */
import "server-only";
import { headers } from "next/headers";
import { after } from "next/server";
import { AppError } from "@/lib/core/errors";
import { consume, limits } from "@/lib/core/limits";
import { clientAddress } from "@/lib/core/request";
import { clean, MAX } from "@/lib/core/text";
import { noteMissedSearch } from "@/lib/gaps/searches";
import { languageTag } from "@/lib/knowledge/reader-languages";
import { type ArticleSearch, searchArticles } from "@/lib/knowledge/search";
import type { Reader } from "../reader";

export type Params = Record<string, string | string[] | undefined>;

const one = (value: string | string[] | undefined) =>
  clean((Array.isArray(value) ? value[0] : value)?.replaceAll("\u0000", "") ?? "");

/** The language that the address asks for; null when it asks for none. */
export const askedLanguage = (params: Params): string | null => languageTag(one(params.lang));

export type Asked = { query: string; category: string; page: number; lang: string | null };

/** Anything unusable counts as absent: an address that people type or shorten still shows a page. */
export function readSearch(params: Params): Asked {
  const query = one(params.q).slice(0, MAX.search).trim();
  const category = /^[a-z0-9-]{1,40}$/.exec(one(params.category))?.[0] ?? "";
  const page = Number(/^[1-9]\d{0,3}$/.exec(one(params.page))?.[0] ?? 1);
  return { query, category, page, lang: askedLanguage(params) };
}

/** The same limit as `GET /api/v1/search/articles`, since it is the same work. */
export async function searchAsPage(
  { viewer, language }: Reader,
  query: string,
): Promise<ArticleSearch | { refused: string }> {
  const key = viewer.kind === "visitor" ? clientAddress(await headers()) : viewer.userId;
  try {
    await consume([{ limit: limits.searchPerMinute, key }]);
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return { refused: error.message };
    throw error;
  }
  const found = await searchArticles(viewer, { query, language, limit: 10 });
  // The page is a search that was finished; what is typed on the way to it asks the API.
  if (!found.answerable) after(() => noteMissedSearch(viewer, { query, language }));
  return found;
}
