/** Where the pages of the knowledge base and what they ask for are. Pure. */
import { paths } from "@/components/shell/nav";

const API = "/api/v1/knowledge";

export const articlesPath = `${API}/articles`;
export const articlePath = (id: string): string => `${articlesPath}/${id}`;
export const redirectsPath = `${API}/redirects`;
export const categoriesPath = `${API}/categories`;

export const articleHref = (id: string): string => `${paths.staff.knowledge}/articles/${id}`;
export const versionsHref = (id: string): string => `${articleHref(id)}/versions`;
export const publicHref = (slug: string): string => `${paths.help}/${slug}`;

/** A language by its name: "de" is "German". */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Offered when a language is added; any other tag can be typed. */
export const usualLanguages = "en de fr es it nl pt pt-br pl cs da sv nb fi el tr uk ja ko zh ar he hi".split(
  " ",
);
