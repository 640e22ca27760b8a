/** The languages a manager can choose: those that the search can stem, by name. Pure. */
import { stemmedLanguages } from "@/lib/knowledge/language";

const names = new Intl.DisplayNames(["en"], { type: "language" });

export const languageName = (language: string): string => names.of(language) ?? language;

/** By name; the one that is written in first stands first. */
export const languageItems = (first: string): { value: string; label: string }[] => [
  { value: first, label: languageName(first) },
  ...stemmedLanguages
    .filter((language) => language !== first)
    .map((language) => ({ value: language as string, label: languageName(language) }))
    .sort((a, b) => a.label.localeCompare(b.label)),
];
