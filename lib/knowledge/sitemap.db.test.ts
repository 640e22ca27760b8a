/** More public articles than one list of the sitemap holds. */
import { sql } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { as, closeDatabase } from "@/db/client";
import { systemViewer, visitorViewer } from "@/lib/auth/viewer";
import { countSitemapPages, listSitemap, SITEMAP_PAGE } from "./sitemap";

const system = systemViewer("test");
const visitor = visitorViewer();
afterAll(() => closeDatabase());

const add = (from: number, to: number) =>
  as(system, (tx) =>
    tx.execute(sql`insert into articles (id, group_id, slug, title, summary, body, category, status, version)
      select id, id, 'page-' || n, 'Page', 'Page', 'Page', 'general', 'published', 1
        from (select n, gen_random_uuid() as id from generate_series(${from}::int, ${to}::int) as n) as made`),
  );

it("comes in pages that together name each article once", async () => {
  await add(1, SITEMAP_PAGE);
  expect(await countSitemapPages(visitor)).toBe(1);
  await add(SITEMAP_PAGE + 1, SITEMAP_PAGE + 3);
  expect(await countSitemapPages(visitor)).toBe(2);
  const pages = [await listSitemap(visitor, 1), await listSitemap(visitor, 2)];
  // The first also names the help center itself.
  expect(pages.map((page) => page.length)).toEqual([SITEMAP_PAGE + 1, 3]);
  expect(new Set(pages.flat().map(({ href }) => href)).size).toBe(SITEMAP_PAGE + 4);
});
