"use client";
/** The list of articles and its counts as the server has them, read again when an article changes. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "@/app/_client/api";
import type { ArticleCountsView, StaffArticleView } from "@/lib/knowledge/editing-schema";
import { keys } from "../_shared/live-refresh";
import { type Page, usePages } from "../_shared/use-pages";
import { articlesPath } from "./addresses";
import { type ArticlesView, toQuery } from "./filters";

export type ArticlePage = Page<StaffArticleView>;

export function useArticles(view: ArticlesView, initial: ArticlePage) {
  const query = toQuery(view);
  return usePages<StaffArticleView>({
    key: [...keys.articles, "list", query],
    path: articlesPath,
    query,
    initial,
  });
}

/** How many there are in each usual list, and in this one. */
export function useArticleCounts(view: ArticlesView, initial: ArticleCountsView): ArticleCountsView {
  const query = toQuery(view);
  return (
    useQuery({
      queryKey: [...keys.articles, "counts", query],
      queryFn: ({ signal }) => api<ArticleCountsView>(`${articlesPath}/counts`, { query, signal }),
      initialData: initial,
      placeholderData: keepPreviousData,
      staleTime: 30_000,
    }).data ?? initial
  );
}
