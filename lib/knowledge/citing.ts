/** What a citation keeps of the passage it was made of: which words those were, and where they stand. Pure. */
import { v5 } from "uuid";

const NAMESPACE = "b6f2a1de-5f0b-4c35-9b8e-0d6f1f0c7a42";

/** The same for the same words under the same heading; another one as soon as either was edited. */
export const passageHash = ({ heading, text }: { heading: string | null; text: string }): string =>
  v5(`${heading ?? ""}\n${text.replace(/\s+/g, " ").trim()}`, NAMESPACE);

/** Words that find the beginning and the end of a passage on its page. */
const START = 8;
const END = 6;

/**
 * The address of a passage: its heading, and a text fragment by which the browser shows and marks the passage itself.
 * A browser that does not find the words, or knows no fragments, stays at the heading.
 */
export function citedHref(href: string, text: string): string {
  const lines = text
    .split("\n")
    .map(wordsOnPage)
    .filter((words) => words.length > 0);
  const [first] = lines;
  const last = lines.at(-1);
  if (!first || !last) return href;
  const start = first.slice(0, lines.length === 1 && first.length <= START + END ? START + END : START);
  const end = (lines.length === 1 ? last.slice(start.length) : last).slice(-END);
  const range = [start, end].filter((words) => words.length > 0).map(encode);
  return `${href}${href.includes("#") ? "" : "#"}:~:text=${range.join(",")}`;
}

/** Marks of lists are drawn, not written; of a table's row, only the first cell is text in one piece. */
function wordsOnPage(line: string): string[] {
  const item = /^\s*(?:-|\d+\.)\s+(.*)$/.exec(line);
  const written = item ? (item[1] ?? "").replace(/\(.*$/, "") : line;
  return written.split(/\s+/).filter(Boolean);
}

/** A dash or a comma would be punctuation of the fragment itself. */
const encode = (words: string[]): string =>
  encodeURIComponent(words.join(" ").replace(/[.,;:!?]+$/, "")).replaceAll("-", "%2D");
