/** Addresses of the help center, relative for links and absolute for what leaves the portal. */
import "server-only";
import { paths } from "@/components/shell/nav";
import { env } from "@/lib/core/env";
import { articleHref } from "@/lib/knowledge/schema";

type Place = {
  q?: string;
  category?: string;
  page?: number;
  /** Only where the reader has asked for this language by the address. */
  lang?: string | null;
};

/** The start, a category, or a search. */
export function helpHref({ q, category, page, lang }: Place = {}): string {
  const query = new URLSearchParams({
    ...(q ? { q } : {}),
    ...(category ? { category } : {}),
    ...(page && page > 1 ? { page: String(page) } : {}),
    ...(lang ? { lang } : {}),
  });
  return query.size > 0 ? `${paths.help}?${query}` : paths.help;
}

/** An article; `lang` keeps a reader in the language they asked for. */
export const readHref = (slug: string, lang: string | null = null): string =>
  lang ? `${articleHref(slug, null)}?lang=${encodeURIComponent(lang)}` : articleHref(slug, null);

/** `/help/x` as search engines and other sites name it. */
export const absolute = (href: string): string => new URL(href, env().APP_URL).href;
