/**
 * Where to go after signing in: a path of this portal, or null. Anything that a browser could read as another
 * site's address (`//host`, `/\host`, a scheme, control characters) is refused.
 */
export function safeCallback(given: string | null | undefined): string | null {
  if (!given || !/^\/(?![/\\])[\x20-\x7e]*$/.test(given) || given.includes("\\")) return null;
  const url = URL.parse(given, "http://portal.invalid");
  if (url?.host !== "portal.invalid") return null;
  // Checked again as it will be used: "/.//host" becomes "//host".
  if (/^\/(\/|(api|sign-in|sign-up)(\/|$))/.test(url.pathname)) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}
