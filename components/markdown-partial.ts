/**
 * Makes the end of a text that is still being written look like what it will most likely become, so that marks do
 * not flash up and vanish while an answer streams in. Only looks; it never decides what is safe. Pure.
 */

/** "See **the" -> "See **the**"; "as in [the guide](https://ex" -> "as in the guide"; "so [1" -> "so". */
export function settlePartial(source: string): string {
  const fences = source.match(/^ {0,3}(```|~~~)/gm)?.length ?? 0;
  if (fences % 2 === 1) return source;
  const start = source.lastIndexOf("\n\n") + 1;
  const settled = source.slice(0, start) + settleBlock(source.slice(start));
  return settled;
}

function settleBlock(block: string): string {
  let text = block;
  if (count(text, "`") % 2 === 1) return `${text}\``;
  // An unfinished link keeps its words; an unfinished mark or picture is held back until it is whole.
  text = text.replace(/!\[[^\]\n]*(\]\([^)\n]*)?$/, "");
  text = text.replace(/\[([^\]\n]+)\]\([^)\n]*$/, "$1");
  text = text.replace(/\[\d{0,3}$/, "");
  text = text.replace(/\[([^\]\n]*)$/, "$1");
  // A lone marker at the very end opens something that has no text yet.
  text = text.replace(/(^|\s)(\*{1,2}|_{1,2}|~~)$/, "$1");
  if (count(text, "**") % 2 === 1) text = `${text.trimEnd().replace(/\*$/, "")}**`;
  return text;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
