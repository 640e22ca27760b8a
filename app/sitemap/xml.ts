/** Sitemaps as XML (sitemaps.org 0.9), with the translations of each page. Pure. */

export type SitemapEntry = {
  /** `/help/return-an-item`. */
  href: string;
  /** Null: not known. */
  updatedAt: string | null;
  /** The same article in each of its languages, this one included; empty when there is one. */
  translations: readonly { language: string; href: string }[];
};

const escapes: Record<string, string> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  '"': "&quot;",
  "'": "&apos;",
};
const escapeXml = (text: string): string => text.replace(/[<>&"']/g, (sign) => escapes[sign] ?? sign);

const absolute = (base: string, href: string): string => escapeXml(new URL(href, base).href);

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

export function sitemapPage(base: string, entries: readonly SitemapEntry[]): string {
  const urls = entries.map(({ href, updatedAt, translations }) => {
    const modified = updatedAt ? `<lastmod>${escapeXml(updatedAt)}</lastmod>` : "";
    const links = translations.map(
      (other) =>
        `<xhtml:link rel="alternate" hreflang="${escapeXml(other.language)}" href="${absolute(base, other.href)}"/>`,
    );
    return `<url><loc>${absolute(base, href)}</loc>${modified}${links.join("")}</url>\n`;
  });
  return `${head}<urlset ${namespace} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join("")}</urlset>\n`;
}

export function sitemapIndex(base: string, pages: number): string {
  const maps = Array.from(
    { length: pages },
    (_, n) => `<sitemap><loc>${absolute(base, `/sitemap/${n + 1}.xml`)}</loc></sitemap>\n`,
  );
  return `${head}<sitemapindex ${namespace}>\n${maps.join("")}</sitemapindex>\n`;
}

export const xmlAnswer = (xml: string): Response =>
  new Response(xml, {
    headers: { "content-type": "application/xml; charset=utf-8", "cache-control": "public, max-age=300" },
  });
