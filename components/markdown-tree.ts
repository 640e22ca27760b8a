/**
 * Reduces a message's Markdown tree to what may be shown: no HTML, no footnotes, no form controls, and no pictures but
 * the uploaded ones of an article; headings below the message's own; `[n]` becomes a citation when source n exists.
 * Works on the tree, never by regular expressions over the source, so unusual spellings of the same thing change
 * nothing.
 */
import type { Heading, Image, Link, PhrasingContent, Root, RootContent } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import type { Anchors } from "./heading-anchors";
import { fileIdOf, type ShownFiles } from "./markdown-files";

/** A source of an answer, numbered by the server. */
export type Citation = {
  n: number;
  title: string;
  href: string;
  heading: string | null;
  /** The passage reads otherwise than when it was cited, or is gone. */
  changed?: boolean;
  /** There is nothing left to open. */
  gone?: boolean;
};

/** What a source is called, and whether it is still what it was. */
export function nameOfSource({ title, heading, changed, gone }: Citation): string {
  const name = heading ? `${title} · ${heading}` : title;
  if (gone) return `${name} (no longer available)`;
  return changed ? `${name} (changed since this answer)` : name;
}

export type TreeOptions = {
  /** Added to every heading's depth. */
  headingOffset: number;
  /** The sources that exist, by number. */
  citations: ReadonlyMap<number, Citation>;
  /** Gives every heading an anchor, as a table of contents needs them. */
  anchors: Anchors | null;
  /** A newline in the source is a line break, as in chat. */
  breaks: boolean;
  /** Uploaded files may be shown and linked. */
  files: ShownFiles | null;
};

type Parent = { children: RootContent[] };
type Context = TreeOptions & { anchorOf: ReturnType<Anchors> | undefined };

/** A remark plugin: `[restrictTree, options]`. */
export function restrictTree(options: TreeOptions): (tree: Root) => void {
  return (tree) => {
    restrict(tree, { ...options, anchorOf: options.anchors?.() }, false);
  };
}

function restrict(parent: Parent, options: Context, inLink: boolean): void {
  parent.children = parent.children.flatMap((node) => restrictNode(node, options, inLink));
}

function restrictNode(node: RootContent, options: Context, inLink: boolean): RootContent[] {
  switch (node.type) {
    case "text":
      return splitText(node.value, options, inLink);
    case "html":
      return [text(node.value)];
    case "image":
      return showImage(node, options);
    case "imageReference":
      return altOf(node);
    case "footnoteReference":
      return [text(`[^${node.label ?? node.identifier}]`)];
    case "footnoteDefinition":
    case "definition":
      return restrictDefinition(node, options);
    case "linkReference":
      // "[1]: address" must not turn the mark of a verified source into a link to somewhere else.
      if (options.citations.has(Number(node.identifier)))
        return splitText(`[${node.identifier}]`, options, inLink);
      break;
    case "link":
      nameFile(node, options);
      break;
    case "heading":
      demote(node, options);
      break;
    case "listItem":
      if (typeof node.checked === "boolean") {
        const mark = text(node.checked ? "☑ " : "☐ ");
        const first = node.children[0];
        if (first?.type === "paragraph") first.children.unshift(mark);
        node.checked = null;
      }
      break;
  }
  if ("children" in node)
    restrict(node as Parent, options, inLink || node.type === "link" || node.type === "linkReference");
  return [node];
}

function restrictDefinition(
  node: Extract<RootContent, { type: "footnoteDefinition" | "definition" }>,
  options: Context,
): RootContent[] {
  if (node.type === "definition") return [node];
  restrict(node as Parent, options, false);
  return node.children;
}

const altOf = ({ alt }: { alt?: string | null | undefined }): RootContent[] => (alt ? [text(alt)] : []);

/** Only an uploaded file is a picture; any other source is the words that describe it. */
function showImage(image: Image, { files }: Context): RootContent[] {
  const id = files && fileIdOf(image.url);
  if (!files || !id) return altOf(image);
  image.title = null;
  // What is known of its size is said before it is loaded, so that nothing moves when it comes.
  const size = files[id];
  if (size) image.data = { hProperties: { width: size.width, height: size.height } };
  return [image];
}

/** The API is never linked, with this one exception; markdown.tsx draws it. */
function nameFile(link: Link, { files }: Context): void {
  if (files && fileIdOf(link.url)) link.data = { hProperties: { dataFile: "true" } };
}

function splitText(value: string, options: Context, inLink: boolean): RootContent[] {
  const parts: RootContent[] = [];
  let rest = value;
  for (const match of value.matchAll(/\[(\d{1,3})\]|\n/g)) {
    const isBreak = match[0] === "\n";
    const source = inLink ? undefined : options.citations.get(Number(match[1]));
    if (isBreak ? !options.breaks : !source) continue;
    const start = match.index - (value.length - rest.length);
    // A mark stands close to the word it supports, however the text was spaced.
    const before = source ? rest.slice(0, start).trimEnd() : rest.slice(0, start);
    if (before) parts.push(text(before));
    parts.push(source ? citation(source) : { type: "break" });
    rest = rest.slice(start + match[0].length);
  }
  if (rest) parts.push(text(rest));
  return parts;
}

function text(value: string): PhrasingContent {
  return { type: "text", value };
}

function demote(node: Heading, options: Context): void {
  node.depth = Math.min(6, node.depth + options.headingOffset) as Heading["depth"];
  if (options.anchorOf) node.data = { hProperties: { id: options.anchorOf(textOf(node)) } };
}

/** An element that Markdown itself cannot produce; markdown.tsx draws it. */
function citation(source: Citation): PhrasingContent {
  const { n, href, changed = false, gone = false } = source;
  return {
    type: "emphasis",
    children: [text(String(n))],
    data: {
      hName: "sup",
      hProperties: {
        dataSource: String(n),
        dataTitle: nameOfSource(source),
        dataHref: gone ? "" : href,
        dataChanged: String(changed || gone),
      },
    },
  };
}
