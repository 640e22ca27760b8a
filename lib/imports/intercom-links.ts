/** Addresses of articles inside a help center of Intercom. Pure. */

/** `/en/articles/123-title`. */
export function intercomLink(url: URL): { id: string; locale: string | null } | null {
  const found = /(?:\/([a-z]{2}(?:-[a-z]+)?))?\/articles\/(\d+)/i.exec(url.pathname);
  return found?.[2] ? { id: found[2], locale: found[1]?.toLowerCase() ?? null } : null;
}
