/** Which part of a passage to show, and where the question's words stand in it. Pure. */
import { fold } from "./language";

/** Characters of a snippet. */
const SNIPPET = 220;

type Range = [start: number, end: number];

/**
 * Ranges of the words of `text` that begin with one of `stems`, as database lexemes or plain words. A stem's last
 * "i" also stands for "y" ("deliveri"), and at most four letters may follow ("cancel" marks "cancelling").
 */
export function highlightsOf(text: string, stems: readonly string[]): Range[] {
  const wanted = new Set(stems.flatMap((stem) => (stem.length >= 3 ? [fold(stem).replace(/i$/, "")] : [])));
  const ranges: Range[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const word = fold(match[0]);
    const longest = word.length;
    for (let length = Math.max(2, longest - 4); length <= longest; length++) {
      if (!wanted.has(word.slice(0, length))) continue;
      ranges.push([match.index, match.index + match[0].length]);
      break;
    }
  }
  return ranges;
}

/** The stretch of `text`, cut at words, that holds the most of the question. */
export function snippetOf(text: string, stems: readonly string[]): string {
  const flat = text
    .replace(/^(?:-|\d+\.) /gm, "")
    .replace(/\s*\n+\s*/g, " · ")
    .trim();
  if (flat.length <= SNIPPET) return flat;
  const starts = highlightsOf(flat, stems).map(([start]) => start);
  const held = (from: number) =>
    starts.filter((start) => start >= from && start < from + SNIPPET - 20).length;
  let from = 0;
  for (const start of starts) {
    const candidate = sentenceStart(flat, start);
    if (held(candidate) > held(from)) from = candidate;
  }
  const rest = flat.slice(from);
  const cut =
    rest.length <= SNIPPET
      ? rest
      : `${rest.slice(0, rest.lastIndexOf(" ", SNIPPET)).replace(/[\s·,;:]+$/, "")}…`;
  return from > 0 ? `…${cut}` : cut;
}

/** Where the sentence around `at` begins; when that is far away, the word 60 characters before. */
function sentenceStart(text: string, at: number): number {
  const before = text.slice(0, at);
  const border = Math.max(before.lastIndexOf(". "), before.lastIndexOf("? "), before.lastIndexOf("· "));
  if (border >= 0 && at - border < 120) return border + 2;
  if (at < 60) return 0;
  return before.indexOf(" ", at - 60) + 1 || at;
}
