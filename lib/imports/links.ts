/** Where a link or image inside a source leads: to another file, to another article of the same import, or elsewhere. Pure. */
import { intercomLink } from "./intercom-links";
import type { ImportKind } from "./schema";
import { zendeskLink } from "./zendesk-links";

/** A relative address inside a folder or zip: the path from its root, and the fragment; null for anything else. */
export function insidePath(from: string, address: string): { path: string; fragment: string } | null {
  if (/^[a-z][a-z0-9+.-]*:|^\/\/|^#/i.test(address)) return null;
  const [whole = "", fragment] = address.split("#", 2);
  const written = decode(whole.split("?", 1)[0] ?? "");
  if (written === "") return null;
  const parts = written.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const part of written.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return { path: parts.join("/"), fragment: fragment ? `#${fragment}` : "" };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The files that a link may mean, likeliest first: "returns" is written for "returns.md" as often as not. */
export const filesMeant = (path: string): string[] => [
  path,
  `${path}.md`,
  path.replace(/\.html?$/i, ".md"),
  ...["index.md", "README.md", "_index.md"].map((name) => (path ? `${path}/${name}` : name)),
];

/** One page has one address here, however it is written. */
export function pageKey(url: URL): string {
  const path = url.pathname.replace(/\/+$/, "") || "/";
  return `${url.protocol}//${url.host}${path}${url.search}`;
}

/**
 * The keys under which an absolute address may be known in this import, likeliest first. `base` is where the article
 * itself stands: a number alone says nothing about another help center.
 */
export function keysMeant(
  kind: ImportKind,
  address: string,
  base: string | null,
  locale: string | null,
): string[] {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return [];
  if (kind === "pages") return [pageKey(url)];
  if (kind === "markdown" || (base && URL.parse(base)?.host !== url.host)) return [];
  const link = kind === "zendesk" ? zendeskLink(url) : intercomLink(url);
  if (!link) return [];
  const locales = [...new Set([link.locale, locale, null])];
  return [...locales.map((tag) => `${kind}:${link.id}${tag ? `:${tag}` : ""}`), `${kind}:${link.id}:*`];
}
