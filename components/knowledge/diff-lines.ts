/**
 * What changed between two texts, as lines with the words that changed in them, and long unchanged stretches folded.
 * Pure. A paragraph of an article is one line, so that the words matter more than the lines.
 */
import { diffLines, diffWordsWithSpace } from "diff";

export type Kind = "same" | "added" | "removed";
export type Part = { kind: Kind; text: string };
export type DiffLine = { kind: Kind; parts: Part[]; before: number | null; after: number | null };
export type Block = { fold: boolean; lines: DiffLine[] };
export type Difference = { blocks: Block[]; added: number; removed: number };

/** Unchanged lines that stay in sight around a change. */
const CONTEXT = 2;
/** Two lines of which less than this share is common have nothing to do with each other. */
const RELATED = 0.3;
/** Milliseconds for two texts, and for two lines; what takes longer is shown as replaced as a whole. */
const TIME = { texts: 800, lines: 50 };

export function compareTexts(before: string, after: string): Difference {
  const lines = linesOf(before, after);
  return {
    blocks: fold(lines),
    added: lines.filter(({ kind }) => kind === "added").length,
    removed: lines.filter(({ kind }) => kind === "removed").length,
  };
}

function linesOf(before: string, after: string): DiffLine[] {
  const changes = diffLines(ended(before), ended(after), { timeout: TIME.texts }) ?? [
    { value: ended(before), removed: true, added: false },
    { value: ended(after), removed: false, added: true },
  ];
  const lines: DiffLine[] = [];
  let old = 0;
  let fresh = 0;
  let gone: string[] = [];
  const flush = (come: string[]) => {
    const pairs = pair(gone, come);
    for (const parts of pairs.removed) lines.push({ kind: "removed", parts, before: ++old, after: null });
    for (const parts of pairs.added) lines.push({ kind: "added", parts, before: null, after: ++fresh });
    gone = [];
  };
  for (const { value, added, removed } of changes) {
    const texts = value.replace(/\n$/, "").split("\n");
    if (removed) {
      gone = value === "" ? [] : texts;
    } else if (added) {
      flush(value === "" ? [] : texts);
    } else {
      flush([]);
      if (value === "") continue;
      for (const text of texts)
        lines.push({ kind: "same", parts: [{ kind: "same", text }], before: ++old, after: ++fresh });
    }
  }
  flush([]);
  return lines;
}

/** The last line is like every other, whether a line break follows it or not. */
const ended = (text: string) => (text === "" || text.endsWith("\n") ? text : `${text}\n`);

/** The n-th line that went beside the n-th that came: the same line, changed, when they have enough in common. */
function pair(gone: readonly string[], come: readonly string[]): { removed: Part[][]; added: Part[][] } {
  const removed: Part[][] = gone.map((text) => [{ kind: "removed", text }]);
  const added: Part[][] = come.map((text) => [{ kind: "added", text }]);
  for (const [index, before] of gone.entries()) {
    const after = come[index];
    if (after === undefined || before.trim() === "" || after.trim() === "") continue;
    const words = diffWordsWithSpace(before, after, { timeout: TIME.lines });
    if (!words) continue;
    const common = words.reduce(
      (sum, { value, added: a, removed: r }) => sum + (a || r ? 0 : value.length),
      0,
    );
    if (common < RELATED * Math.max(before.length, after.length)) continue;
    removed[index] = partsOf(
      words.filter((word) => !word.added),
      "removed",
    );
    added[index] = partsOf(
      words.filter((word) => !word.removed),
      "added",
    );
  }
  return { removed, added };
}

function partsOf(
  words: readonly { value: string; added?: boolean; removed?: boolean }[],
  kind: Kind,
): Part[] {
  const parts: Part[] = [];
  for (const { value, added, removed } of words) {
    const part: Part = { kind: added || removed ? kind : "same", text: value };
    const last = parts.at(-1);
    if (last?.kind === part.kind) last.text += part.text;
    else parts.push(part);
  }
  return parts;
}

function fold(lines: readonly DiffLine[]): Block[] {
  const near = lines.map(() => false);
  for (const [index, { kind }] of lines.entries()) {
    if (kind === "same") continue;
    for (let at = index - CONTEXT; at <= index + CONTEXT; at++) if (at in near) near[at] = true;
  }
  const blocks: Block[] = [];
  for (const [index, line] of lines.entries()) {
    const folded = !near[index];
    const last = blocks.at(-1);
    if (last?.fold === folded) last.lines.push(line);
    else blocks.push({ fold: folded, lines: [line] });
  }
  // One line that is hidden takes as much room as the words that say so.
  return blocks.map((block) => (block.fold && block.lines.length === 1 ? { ...block, fold: false } : block));
}
