/**
 * Words that customers and articles use for the same thing. One line, one meaning, each word or phrase finds
 * the others, a little lower than itself; what stands left of ">" only finds what stands right of it. Pure.
 */
import { fold } from "./language";
import { english } from "./synonym-lines";

/** From a word or phrase (folded, single spaces) to the words it may be replaced by. */
export type Synonyms = ReadonlyMap<string, readonly string[]>;

const builtIn: Readonly<Record<string, readonly string[]>> = { en: english.trim().split("\n") };

/** The lines that come with Baton; managers can switch each of them off. */
export const builtInLines = (language: string): readonly string[] => builtIn[language] ?? [];

/** The words and phrases on both sides of a line, folded; `to` is null when each finds the others. */
export function partsOf(line: string): { from: string[]; to: string[] | null } {
  const [left = "", right] = line.split(">");
  return { from: split(left), to: right === undefined ? null : split(right) };
}

const split = (side: string): string[] =>
  side
    .split(",")
    .map((word) => withoutApostrophes(fold(word).trim().replace(/\s+/g, " ")))
    .filter(Boolean);

/** As words and phrases are looked up: "can't" is written "cant" as often as not. */
export const withoutApostrophes = (text: string): string => text.replaceAll("'", "");

export function synonymsOf(lines: Iterable<string>): Synonyms {
  const found = new Map<string, string[]>();
  for (const line of lines) {
    const { from, to } = partsOf(line);
    for (const word of from) {
      const others = to ?? from.filter((other) => other !== word);
      found.set(word, [...new Set([...(found.get(word) ?? []), ...others])]);
    }
  }
  return found;
}

const parsed = new Map<string, Synonyms>();

/** What the built-in lines of a language say together. */
export function builtInSynonyms(language: string): Synonyms {
  const known = parsed.get(language) ?? synonymsOf(builtInLines(language));
  parsed.set(language, known);
  return known;
}
