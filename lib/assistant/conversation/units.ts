/** Cuts a passage into what an answer may quote: sentences, and lists or tables with the line before them. Pure. */
import { type Row, readRows } from "./rows";
import { contentStems, sentences } from "./text";

export interface Unit {
  passage: number;
  position: number;
  /** Verbatim, a list with its line breaks. */
  text: string;
  kind: "sentence" | "list" | "table";
  /** The line that ends with a colon and introduces a list; empty otherwise. */
  intro: string;
  items: string[];
  rows: Row[];
  stems: Set<string>;
  score: number;
}

/** Sentences and whole lists, in order. A line that ends with a colon stays with the list it introduces. */
export function unitsOf(passage: string, index = 0): Unit[] {
  const units: Unit[] = [];
  const push = (text: string, items: string[] = [], intro = "") => {
    const clean = withoutMarkers(text);
    const stems = new Set(contentStems(clean));
    if (stems.size === 0) return;
    const rows = readRows(items) ?? [];
    const kind = items.length === 0 ? "sentence" : rows.length > 0 ? "table" : "list";
    units.push({
      ...{ passage: index, position: units.length, text: clean, kind, intro, items, rows, stems },
      score: 0,
    });
  };
  let items: string[] = [];
  let intro = "";
  const flush = () => {
    if (items.length > 0)
      push([intro, ...items].filter(Boolean).join("\n"), items.map(withoutMarkers), withoutMarkers(intro));
    else if (intro) push(intro);
    items = [];
    intro = "";
  };
  let paragraph: string[] = [];
  const endParagraph = () => {
    const all = sentences(paragraph.join(" "));
    paragraph = [];
    all.forEach((sentence, at) => {
      if (at === all.length - 1 && sentence.endsWith(":")) intro = sentence;
      else push(sentence);
    });
  };
  for (const line of passage.split(/\r?\n/)) {
    const isItem = /^\s*(?:[-*+•]|\d{1,2}[.)])\s+\S/.test(line);
    if (isItem) {
      endParagraph();
      items.push(line.trim());
    } else if (items.length > 0 && /^\s{2,}\S/.test(line)) {
      items.push(`  ${line.trim()}`);
    } else if (!line.trim() || /^\s*#{1,6}\s/.test(line)) {
      endParagraph();
      if (items.length > 0) flush();
    } else {
      if (items.length > 0 || intro) flush();
      paragraph.push(line.trim());
    }
  }
  endParagraph();
  flush();
  return units;
}

/** A marker written inside an article must not pass for one of ours. */
function withoutMarkers(text: string): string {
  return text.replace(/\[\[|\]\]/g, "").trim();
}
