/** The public articles for search engines: one list, or a list of lists when there are too many for one. */
import { visitorViewer } from "@/lib/auth/viewer";
import { env } from "@/lib/core/env";
import { countSitemapPages, listSitemap } from "@/lib/knowledge/sitemap";
import { sitemapIndex, sitemapPage, xmlAnswer } from "../sitemap/xml";

/** The articles are known when it runs, not when it is built. */
export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const viewer = visitorViewer();
  const base = env().APP_URL;
  const pages = await countSitemapPages(viewer);
  return xmlAnswer(pages > 1 ? sitemapIndex(base, pages) : sitemapPage(base, await listSitemap(viewer, 1)));
}
