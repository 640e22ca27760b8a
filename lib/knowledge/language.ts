/**
 * The languages that the search can stem, and how text is folded before. Must agree with `baton_language`,
 * `baton_fold` and `baton_words` in the database; lib/knowledge/languages.db.test.ts compares them. Pure.
 */

/** Languages with stems of their own; every other is searched by its words as they are written. */
export const stemmedLanguages = [
  "en",
  "de",
  "fr",
  "es",
  "it",
  "nl",
  "pt",
  "da",
  "sv",
  "no",
  "fi",
  "hu",
  "ro",
  "tr",
  "ru",
] as const;

/** "de-AT" is read as "de". */
export function baseLanguage(tag: string): string {
  const [base = ""] = tag.toLowerCase().replace(/_/g, "-").split("-");
  return base === "nb" || base === "nn" ? "no" : base;
}

const spelled: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i" };

/** Letters without their marks, in lower case: how people type them on any keyboard. */
export const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]+/g, "")
    .toLowerCase()
    .replace(/[ßæœøđłı]/g, (letter) => spelled[letter] ?? letter)
    .replace(/[\u2018\u2019\u02bc]/g, "'");
