/**
 * What Markdown may ask of the parser. Its time grows with the square of how deep one line nests and of how many
 * emphasis marks stand in one paragraph: a few kilobytes made for it would hold a process up for minutes. Pure.
 */

/** Quotes and list items begun on one line. */
export const MAX_LINE_DEPTH = 40;
/** Runs of `*`, `_` and `~` between two blank lines. */
export const MAX_EMPHASIS = 1_000;

const container = /(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))[ \t]*/y;

/** Why a text is not read, in words for its author; null: it is. Linear in its length. */
export function refuseMarkdown(text: string): string | null {
  let emphasis = 0;
  let number = 0;
  for (const line of text.split("\n")) {
    number++;
    if (line.trim() === "") emphasis = 0;
    if (depthOf(line) > MAX_LINE_DEPTH)
      return `Line ${number} nests more than ${MAX_LINE_DEPTH} quotes or lists in each other.`;
    emphasis += line.match(/[*_~]+/g)?.length ?? 0;
    if (emphasis > MAX_EMPHASIS)
      return `The paragraph around line ${number} has more than ${MAX_EMPHASIS.toLocaleString("en")} emphasis marks.`;
  }
  return null;
}

function depthOf(line: string): number {
  let depth = 0;
  container.lastIndex = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  while (depth <= MAX_LINE_DEPTH && container.test(line)) depth++;
  return depth;
}
