/**
 * In which language a reader gets an article that exists in several: what they ask for, in order, then the language
 * the knowledge base is written in, then whatever there is. Pure.
 */

/** Remembers the language that a visitor has chosen in the help center. */
export const LANGUAGE_COOKIE = "baton-help-language";

/** A language tag as articles carry it, in lower case: "en", "pt-br"; null when it is none. */
export function languageTag(value: string | null | undefined): string | null {
  if (!value || !/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(value)) return null;
  try {
    return Intl.getCanonicalLocales(value)[0]?.toLowerCase() ?? null;
  } catch {
    return null;
  }
}

export type LanguageWish = {
  /** Asked for by the address itself. */
  asked?: string | null | undefined;
  /** Of the reader's profile. */
  profile?: string | null | undefined;
  /** Chosen earlier in this browser. */
  chosen?: string | null | undefined;
  /** The browser's `Accept-Language`. */
  accepted?: string | null | undefined;
};

/** The reader's languages, the most wanted first. */
export function wantedLanguages({ asked, profile, chosen, accepted }: LanguageWish): string[] {
  const wanted = [asked, profile, chosen, ...acceptedLanguages(accepted)].flatMap(
    (value) => languageTag(value) ?? [],
  );
  return [...new Set(wanted)];
}

/** Entries of the header that are read; browsers send a handful. */
const MAX_ACCEPTED = 10;

/** "de-CH,de;q=0.9,en;q=0" -> "de-CH", "de". */
function acceptedLanguages(header: string | null | undefined): string[] {
  return (header ?? "")
    .slice(0, 1_000)
    .split(",")
    .slice(0, MAX_ACCEPTED)
    .map((entry, place) => {
      const [tag = "", ...parameters] = entry.trim().split(";");
      const weight = parameters.map((part) => /^\s*q=([\d.]+)\s*$/.exec(part)?.[1]).find(Boolean);
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight), place };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
    .map(({ tag }) => tag);
}

const primary = (tag: string): string => tag.split("-")[0] ?? tag;

/** The one of `available` that suits best: exactly, then by its main language, then the usual one, then the first. */
export function pickLanguage(available: readonly string[], wanted: readonly string[], usual: string): string {
  for (const wish of wanted) {
    const found =
      available.find((tag) => tag === wish) ?? available.find((tag) => primary(tag) === primary(wish));
    if (found) return found;
  }
  return available.find((tag) => tag === usual) ?? available[0] ?? usual;
}

/** A language by its own name: "Deutsch"; the tag when it has none. */
export function languageName(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: "language", fallback: "none" }).of(tag);
  return name ? name.charAt(0).toLocaleUpperCase(tag) + name.slice(1) : tag;
}
