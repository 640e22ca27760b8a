/** What the profile offers to choose from. Pure. */
import type { SelectItem } from "@/components/ui/select";

const codes = ["en", "de", "fr", "es", "it", "nl", "sv", "da", "fi", "nb", "pl", "pt"];

/** Each language in its own name; one that is set but not offered stays choosable. */
export function languageItems(current: string): SelectItem[] {
  return [...new Set([...codes, current])].map((code) => ({ value: code, label: languageName(code) }));
}

function languageName(code: string): string {
  const name = new Intl.DisplayNames([code], { type: "language", fallback: "none" }).of(code);
  return name ? name.charAt(0).toLocaleUpperCase(code) + name.slice(1) : code;
}
