/**
 * The content security policy of every page, with a fresh nonce, and the language that a reader of the help center has
 * chosen. Nothing else: who may see what is decided where data is read, never here.
 */
import { type NextRequest, NextResponse } from "next/server";
import { LANGUAGE_COOKIE, languageTag } from "./lib/knowledge/reader-languages";

const isDevelopment = process.env.NODE_ENV === "development";

export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const policy = pagePolicy(nonce);
  // Next takes the nonce for its own scripts from this request header; whatever a client sent is replaced.
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "private, no-store");
  rememberLanguage(request, response);
  return response;
}

const YEAR = 31_536_000;

/** A language that was chosen by its link is kept for the pages to come, which no link names it for. */
function rememberLanguage({ nextUrl, cookies }: NextRequest, response: NextResponse): void {
  if (!/^\/help(?:\/|$)/.test(nextUrl.pathname)) return;
  const chosen = languageTag(nextUrl.searchParams.get("lang"));
  if (!chosen || cookies.get(LANGUAGE_COOKIE)?.value === chosen) return;
  response.cookies.set(LANGUAGE_COOKIE, chosen, {
    path: "/",
    maxAge: YEAR,
    sameSite: "lax",
    httpOnly: true,
    secure: nextUrl.protocol === "https:",
  });
}

function pagePolicy(nonce: string): string {
  // React's development build rebuilds server stacks with eval; production never does.
  const evalInDevelopment = isDevelopment ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evalInDevelopment}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    // Positions computed by menus and virtual lists arrive as style attributes; no url() can leave this origin.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = {
  // Pages only. API answers and static files carry the fixed headers of next.config.ts.
  matcher: ["/((?!api/|_next/static|_next/image|favicon.ico|icon.svg|robots.txt|sitemap.xml|sitemap/).*)"],
};
