import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { sitemapIndex, sitemapPage } from "./xml";

const base = "https://help.example.com";
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  isArray: (name) => ["url", "sitemap", "xhtml:link"].includes(name),
});

describe("a sitemap", () => {
  it("names each page with its day and its translations", () => {
    const xml = sitemapPage(base, [
      { href: "/help", updatedAt: null, translations: [] },
      {
        href: "/help/refunds",
        updatedAt: "2026-11-22T10:00:00.000Z",
        translations: [
          { language: "en", href: "/help/refunds" },
          { language: "de", href: "/help/erstattungen" },
        ],
      },
    ]);
    expect(XMLValidator.validate(xml)).toBe(true);
    const { urlset } = parser.parse(xml);
    expect(urlset.xmlns).toBe("http://www.sitemaps.org/schemas/sitemap/0.9");
    expect(urlset.url).toEqual([
      { loc: "https://help.example.com/help" },
      {
        loc: "https://help.example.com/help/refunds",
        lastmod: "2026-11-22T10:00:00.000Z",
        "xhtml:link": [
          { rel: "alternate", hreflang: "en", href: "https://help.example.com/help/refunds" },
          { rel: "alternate", hreflang: "de", href: "https://help.example.com/help/erstattungen" },
        ],
      },
    ]);
  });

  it("stays whole whatever stands in it", () => {
    const hostile = `/help/a"><script>&'</script>`;
    const xml = sitemapPage(base, [
      { href: hostile, updatedAt: `<&">`, translations: [{ language: `"><b>`, href: hostile }] },
    ]);
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(xml).not.toMatch(/<script|<b>/);
  });

  it("of too many pages is a list of lists", () => {
    const { sitemapindex } = parser.parse(sitemapIndex(base, 3));
    expect(sitemapindex.sitemap.map(({ loc }: { loc: string }) => loc)).toEqual([
      "https://help.example.com/sitemap/1.xml",
      "https://help.example.com/sitemap/2.xml",
      "https://help.example.com/sitemap/3.xml",
    ]);
  });
});
