/**
 * Where a link in a message may lead. Pure. Everything that is not plainly an own page, a web page or a mail
 * address stays text: there is no list of bad schemes to keep up to date.
 */

export type SafeLink =
  | { kind: "internal"; href: string }
  | { kind: "external"; href: string; host: string }
  | { kind: "mail"; href: string; address: string };

/** Any origin will do: it only stands in for our own while the browser's URL parser resolves what was written. */
const HERE = "https://here.invalid";

/** null: show the text, link nowhere. */
export function safeLink(raw: string | null | undefined): SafeLink | null {
  if (!raw) return null;
  let url: URL;
  try {
    // The browser's own parser decides (it drops tabs and newlines, turns \ into /), so that nothing is read twice.
    url = new URL(raw, HERE);
  } catch {
    return null;
  }
  if (url.username || url.password) return null;
  if (url.origin === HERE) return internal(raw, url);
  if (url.protocol === "mailto:") return mail(url);
  const absolute = /^https?:\/\//i.test(raw);
  if (!absolute || (url.protocol !== "http:" && url.protocol !== "https:")) return null;
  return { kind: "external", href: url.href, host: url.host };
}

/** Own pages only by path, and never the API: reading a message must not lead to calling it. */
function internal(raw: string, url: URL): SafeLink | null {
  if (!raw.startsWith("/") || /^\/api(\/|$)/i.test(url.pathname)) return null;
  return { kind: "internal", href: url.pathname + url.search + url.hash };
}

/** Keeps the address alone: subject, body and copies are for the reader to write. */
function mail(url: URL): SafeLink | null {
  const address = decode(url.pathname);
  if (!/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(address)) return null;
  return { kind: "mail", href: `mailto:${encodeURIComponent(address).replace("%40", "@")}`, address };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** True when the text already tells the reader which host the link leads to. */
export function textNamesHost(text: string, host: string): boolean {
  const written = text.trim();
  if (/\s/.test(written)) return false;
  try {
    const url = new URL(/^https?:\/\//i.test(written) ? written : `https://${written}`);
    return url.host === host && !url.username;
  } catch {
    return false;
  }
}
