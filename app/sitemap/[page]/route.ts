/** One of several lists of public articles: /sitemap/1.xml and so on. */
import { visitorViewer } from "@/lib/auth/viewer";
import { env } from "@/lib/core/env";
import { countSitemapPages, listSitemap } from "@/lib/knowledge/sitemap";
import { sitemapPage, xmlAnswer } from "../xml";

/** The articles are known when it runs, not when it is built. */
export const dynamic = "force-dynamic";

export async function GET(_: Request, { params }: { params: Promise<{ page: string }> }): Promise<Response> {
  const page = Number(/^([1-9]\d{0,5})\.xml$/.exec((await params).page)?.[1]);
  const viewer = visitorViewer();
  if (!page || page > (await countSitemapPages(viewer))) return new Response(null, { status: 404 });
  return xmlAnswer(sitemapPage(env().APP_URL, await listSitemap(viewer, page)));
}
