/** Which pages an import fetches: those that were named, or those that a sitemap names. */
import "server-only";
import { limits } from "./limits";
import { pageKey } from "./links";
import type { Listing } from "./listing";
import type { Guest } from "./polite";
import { readSitemap } from "./sitemap";

export function listUrls(urls: readonly string[]): Listing {
  const seen = new Set<string>();
  const items = urls.flatMap((given) => {
    const url = URL.parse(given.trim());
    const key = url ? pageKey(url) : given.trim();
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ key, path: given.trim() }];
  });
  return { items };
}

export async function listSitemap(address: string, guest: Guest, signal: AbortSignal): Promise<Listing> {
  const pages: string[] = [];
  const missing: string[] = [];
  const fetch = async (url: string) => {
    const { body } = await guest.fetch(url, {
      types: /xml|^text\/plain$/,
      maxBytes: limits.sitemap,
      timeout: limits.pageTime,
      signal,
    });
    return readSitemap(body.toString("utf8"));
  };
  const first = await fetch(address);
  pages.push(...first.pages);
  for (const sitemap of first.sitemaps.slice(0, limits.sitemaps)) {
    if (pages.length > limits.urls) break;
    try {
      pages.push(...(await fetch(sitemap)).pages);
    } catch (error) {
      if (signal.aborted) throw error;
      missing.push(`${sitemap}: ${error instanceof Error ? error.message : "could not be read"}`);
    }
  }
  const listing = listUrls(pages);
  const notes = [
    ...(listing.items.length > limits.urls
      ? [`The sitemap names more than ${limits.urls} pages; the first ${limits.urls} are imported.`]
      : []),
    ...(first.sitemaps.length > limits.sitemaps
      ? [`Only the first ${limits.sitemaps} of its sitemaps were read.`]
      : []),
    ...missing.slice(0, 3),
  ];
  return {
    items: listing.items.slice(0, limits.urls),
    ...(notes.length > 0 ? { note: notes.join(" ") } : {}),
  };
}
