/** In which language this reader gets the help center. */
import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { getCustomer } from "@/lib/customers/queries";
import { defaultLanguage } from "./default-language";
import { listPublishedLanguages } from "./published";
import { LANGUAGE_COOKIE, type LanguageWish, pickLanguage, wantedLanguages } from "./reader-languages";

/** One of the languages in which something is published for the viewer; `headers` are those of their request. */
export async function readerLanguage(
  viewer: Viewer,
  asked: string | null | undefined,
  headers: Headers,
): Promise<string> {
  const available = await listPublishedLanguages(viewer);
  // Most help centers have one language, and then there is nothing to ask.
  if (available.length < 2) return available[0] ?? defaultLanguage();
  const wish: LanguageWish = {
    asked,
    profile: viewer.kind === "customer" ? (await getCustomer(viewer, viewer.userId)).language : null,
    chosen: cookieOf(headers, LANGUAGE_COOKIE),
    accepted: headers.get("accept-language"),
  };
  return pickLanguage(available, wantedLanguages(wish), defaultLanguage());
}

const cookieOf = (headers: Headers, name: string): string | undefined =>
  headers
    .get("cookie")
    ?.split(/;\s*/)
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
