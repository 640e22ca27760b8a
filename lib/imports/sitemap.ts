/** Reads a sitemap or an index of sitemaps. No entity of the document's own is ever expanded. */
import "server-only";
import { XMLParser } from "fast-xml-parser";
import { limits } from "./limits";
import { ItemError } from "./parsed";

export type Sitemap = { pages: string[]; sitemaps: string[] };

const parser = new XMLParser({
  ignoreAttributes: true,
  processEntities: false,
  parseTagValue: false,
  trimValues: true,
  removeNSPrefix: true,
  isArray: (name) => name === "url" || name === "sitemap",
});

/** Throws an {@link ItemError} for anything that is not a sitemap. */
export function readSitemap(text: string): Sitemap {
  if (/<!DOCTYPE|<!ENTITY/i.test(text))
    throw new ItemError("The sitemap declares entities of its own and is not read.");
  let root: Record<string, unknown>;
  try {
    root = parser.parse(beginning(text)) as Record<string, unknown>;
  } catch {
    throw new ItemError("The sitemap is not valid XML.");
  }
  if (!("urlset" in root) && !("sitemapindex" in root))
    throw new ItemError("This is not a sitemap: it has neither a urlset nor a sitemapindex.");
  return { pages: addresses(root.urlset, "url"), sitemaps: addresses(root.sitemapindex, "sitemap") };
}

/** As much as an import may take, and one more to tell that there are more: large sitemaps take seconds to parse. */
function beginning(text: string): string {
  const close = "</url>";
  let at = 0;
  for (let n = 0; n <= limits.urls; n++) {
    const next = text.indexOf(close, at);
    if (next === -1) return text;
    at = next + close.length;
  }
  return /<urlset[\s>]/.test(text.slice(0, 4_096)) ? `${text.slice(0, at)}</urlset>` : text;
}

function addresses(holder: unknown, name: string): string[] {
  const list =
    typeof holder === "object" && holder !== null ? (holder as Record<string, unknown>)[name] : null;
  return (Array.isArray(list) ? list : [])
    .map((entry: unknown) =>
      typeof entry === "object" && entry !== null ? (entry as Record<string, unknown>).loc : null,
    )
    .filter((loc): loc is string => typeof loc === "string" && loc !== "")
    .map((loc) =>
      loc
        .replace(/&amp;/g, "&")
        .replace(/&#38;/g, "&")
        .replace(/&apos;/g, "'")
        .replace(/&quot;/g, '"'),
    );
}
