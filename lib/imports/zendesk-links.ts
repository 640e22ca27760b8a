/** Addresses of articles inside a help center of Zendesk. Pure. */

/** `/hc/en-us/articles/360001-Title`. */
export function zendeskLink(url: URL): { id: string; locale: string | null } | null {
  const found = /\/hc\/(?:([a-z]{2,3}(?:-[a-z0-9]+)*)\/)?articles\/(\d+)/i.exec(url.pathname);
  return found?.[2] ? { id: found[2], locale: found[1]?.toLowerCase() ?? null } : null;
}
