/**
 * Cuts an article's Markdown into the passages that are searched and cited: one for each heading, long ones
 * split between blocks, as plain text in which lists and tables stay readable line by line. Pure.
 *
 * Anchors must equal those of `components/heading-anchors.ts`: every heading in document order, by github-slugger.
 */
import GithubSlugger from "github-slugger";
import type { BlockContent, DefinitionContent, ListItem, RootContent, Table } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { v5 } from "uuid";

/** Words. A section up to the upper bound stays whole; a piece of a longer one has at least the lower. */
export const PASSAGE_WORDS = { least: 40, most: 180 } as const;

export type PassageDraft = {
  position: number;
  /** The headings that lead here, outermost first, joined by " › "; null before the first heading. */
  heading: string | null;
  anchor: string | null;
  text: string;
};

type Section = { path: string[]; anchor: string | null; blocks: string[] };

const parser = unified().use(remarkParse).use(remarkGfm, { singleTilde: false });

export function toPassages(markdown: string): PassageDraft[] {
  return sectionsOf(markdown)
    .flatMap((section) => {
      const heading = section.path.length > 0 ? section.path.join(" › ") : null;
      return pieces(section.blocks).map((text) => ({ heading, anchor: section.anchor, text }));
    })
    .map((passage, position) => ({ position, ...passage }));
}

export type TocEntry = { depth: number; text: string; anchor: string };

/** The headings of an article with the anchors that its page gives them. */
export function tableOfContents(markdown: string): TocEntry[] {
  const slugger = new GithubSlugger();
  const entries: TocEntry[] = [];
  for (const node of parser.parse(markdown).children) {
    if (node.type !== "heading") slugInner(node, slugger);
    else entries.push({ depth: node.depth, text: textOf(node), anchor: slugger.slug(textOf(node)) });
  }
  return entries;
}

export type PassageSource = {
  id: string;
  title: string;
  body: string;
  category: string;
  audience: "public" | "customers" | "staff";
  status: "draft" | "published" | "archived";
  language: string;
};

/**
 * The rows of an article's passages. An id depends on the article and the place only, so that a citation
 * still points at its passage after the article was published again.
 */
export function toPassageRows({ id, title, body, category, audience, status, language }: PassageSource) {
  const seen = new Map<string, number>();
  return toPassages(body).map((passage) => {
    const place = passage.anchor ?? "";
    const n = (seen.get(place) ?? -1) + 1;
    seen.set(place, n);
    return {
      id: v5(`${place}:${n}`, id),
      articleId: id,
      title,
      category,
      audience,
      status,
      language,
      ...passage,
    };
  });
}

function sectionsOf(markdown: string): Section[] {
  const slugger = new GithubSlugger();
  const open: { depth: number; text: string }[] = [];
  let current: Section = { path: [], anchor: null, blocks: [] };
  const sections = [current];
  for (const node of parser.parse(markdown).children) {
    if (node.type === "heading") {
      const text = textOf(node).trim();
      while ((open.at(-1)?.depth ?? 0) >= node.depth) open.pop();
      open.push({ depth: node.depth, text });
      current = { path: open.map((heading) => heading.text), anchor: slugger.slug(textOf(node)), blocks: [] };
      sections.push(current);
      continue;
    }
    slugInner(node, slugger);
    const text = blockText(node).trim();
    if (text) current.blocks.push(text);
  }
  return sections;
}

/** A heading inside a quote starts no section, but the page gives it an anchor, which takes a name. */
function slugInner(node: RootContent, slugger: GithubSlugger): void {
  if (node.type === "heading") slugger.slug(textOf(node));
  else if ("children" in node) for (const child of node.children) slugInner(child, slugger);
}

const words = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/** Joins blocks up to the upper bound; a last piece that is too short goes to the one before it. */
function pieces(blocks: string[]): string[] {
  const total = blocks.reduce((sum, block) => sum + words(block), 0);
  if (total === 0) return [];
  if (total <= PASSAGE_WORDS.most) return [blocks.join("\n\n")];
  const made: string[] = [];
  let piece = "";
  for (const block of blocks.flatMap(splitBlock)) {
    const full = words(piece) >= PASSAGE_WORDS.least && words(piece) + words(block) > PASSAGE_WORDS.most;
    if (full) made.push(piece);
    piece = full || piece === "" ? block : `${piece}\n\n${block}`;
  }
  const before = made.at(-1);
  if (before !== undefined && words(piece) < PASSAGE_WORDS.least)
    made[made.length - 1] = `${before}\n\n${piece}`;
  else made.push(piece);
  return made;
}

/** One block that is too long by itself: between lines (list items, rows), else between sentences. */
function splitBlock(block: string): string[] {
  if (words(block) <= PASSAGE_WORDS.most) return [block];
  const lines = block.split("\n");
  const [parts, glue] = lines.length > 1 ? [lines, "\n"] : [block.split(/(?<=[.!?])\s+/), " "];
  const made: string[] = [];
  let piece = "";
  for (const part of parts.flatMap(splitRun)) {
    const full = piece !== "" && words(piece) + words(part) > PASSAGE_WORDS.most;
    if (full) made.push(piece);
    piece = full || piece === "" ? part : piece + glue + part;
  }
  return [...made, piece];
}

/** A line without a sentence's end can be of any length; it is cut by words. */
function splitRun(text: string): string[] {
  if (words(text) <= PASSAGE_WORDS.most) return [text];
  const all = text.split(/\s+/).filter(Boolean);
  return Array.from({ length: Math.ceil(all.length / PASSAGE_WORDS.most) }, (_, n) =>
    all.slice(n * PASSAGE_WORDS.most, (n + 1) * PASSAGE_WORDS.most).join(" "),
  );
}

function blockText(node: RootContent | BlockContent | DefinitionContent, depth = 0): string {
  switch (node.type) {
    case "list":
      return node.children
        .map((item, n) => itemText(item, node.ordered ? `${(node.start ?? 1) + n}.` : "-", depth))
        .join("\n");
    case "table":
      return tableText(node);
    case "blockquote":
    case "footnoteDefinition":
      return node.children.map((child) => blockText(child, depth)).join("\n");
    case "code":
      return node.value;
    case "definition":
    case "html":
    case "thematicBreak":
    case "yaml":
      return "";
    default:
      return textOf(node).replace(/\s+/g, " ");
  }
}

function itemText(item: ListItem, mark: string, depth: number): string {
  const indent = "  ".repeat(depth);
  const lines = item.children.map((child) =>
    child.type === "list" ? blockText(child, depth + 1) : blockText(child, depth),
  );
  return `${indent}${mark} ${lines.join("\n")}`;
}

/** A row is a line that can stand alone: "- Large item (Basic: 35 EUR; Plus and Studio: free)". */
function tableText(table: Table): string {
  const [head, ...rows] = table.children.map((row) => row.children.map((cell) => textOf(cell).trim()));
  return rows
    .map(([subject = "", ...cells]) => {
      const facts = cells.flatMap((cell, n) =>
        cell ? [`${head?.[n + 1] ? `${head[n + 1]}: ` : ""}${cell}`] : [],
      );
      return facts.length > 0 ? `- ${subject} (${facts.join("; ")})` : `- ${subject}`;
    })
    .join("\n");
}
