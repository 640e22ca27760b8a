/**
 * Where the links and images of a Markdown text lead, and how to lead them elsewhere. Only the addresses change:
 * every other character of the text stays as its author wrote it. Pure.
 */
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";

export type Destination = {
  kind: "link" | "image";
  url: string;
  /** Offsets of the written address, angle brackets included. */
  start: number;
  end: number;
};

type Node = {
  type: string;
  url?: string;
  identifier?: string;
  children?: Node[];
  position?: { start: { offset?: number }; end: { offset?: number } };
};

const parser = unified().use(remarkParse).use(remarkGfm);

/** In the order in which they stand. A definition counts as an image when an image refers to it. */
export function destinationsOf(text: string): Destination[] {
  const root = parser.parse(text) as Node;
  const nodes: Node[] = [];
  const pictured = new Set<string>();
  // Not by recursion: how deep a text nests is its author's business.
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === "imageReference" && node.identifier) pictured.add(node.identifier);
    // An empty address is a place where nothing is written.
    if (node.url && (node.type === "link" || node.type === "image" || node.type === "definition"))
      nodes.push(node);
    open.push(...(node.children ?? []));
  }
  return nodes
    .flatMap((node) => {
      const at = writtenAddress(text, node);
      const isImage =
        node.type === "image" || (node.type === "definition" && pictured.has(node.identifier ?? ""));
      return at
        ? [{ kind: isImage ? ("image" as const) : ("link" as const), url: node.url ?? "", ...at }]
        : [];
    })
    .sort((a, b) => a.start - b.start);
}

/** Leads each destination where `lead` says; null leaves it as it is. */
export function redirect(text: string, lead: (destination: Destination) => string | null): string {
  let result = "";
  let from = 0;
  for (const destination of destinationsOf(text)) {
    const url = lead(destination);
    if (url === null || destination.start < from) continue;
    result += text.slice(from, destination.start) + written(url);
    from = destination.end;
  }
  return result + text.slice(from);
}

/** Characters that would end the address are escaped the way URLs do it. */
const written = (url: string): string =>
  url.replace(
    /[\s<>()\\]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );

/** Bare addresses and `<https://…>` have no place for another one; they are absolute anyway. */
function writtenAddress(text: string, node: Node): { start: number; end: number } | null {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  if (start === undefined || end === undefined) return null;
  const lead = leadOf(text, node, start, end);
  if (lead === null) return null;
  const rest = text.slice(lead, end);
  const found = /^\s*(<(?:[^<>\n\\]|\\.)*>|[^\s]+)/.exec(rest);
  if (!found?.[1]) return null;
  const from = lead + found[0].length - found[1].length;
  const whole = found[1];
  return { start: from, end: from + (whole.startsWith("<") ? whole.length : bareLength(whole, node.type)) };
}

/** Behind what comes before the address: `](` of a link or image, `]:` of a definition. */
function leadOf(text: string, node: Node, start: number, end: number): number | null {
  if (node.type === "definition") {
    const colon = /^\[(?:[^\]\\]|\\.)*\]:/.exec(text.slice(start, end));
    return colon ? start + colon[0].length : null;
  }
  const inner = node.children?.at(-1)?.position?.end.offset;
  if (node.type === "link") {
    if (text[start] !== "[") return null;
    const from = inner ?? start + 1;
    const at = text.indexOf("](", from);
    return at === -1 || at >= end ? null : at + 2;
  }
  return imageLead(text, start, end);
}

/** The text of an image may hold brackets, in pairs or escaped, and code; the first `](` outside of them counts. */
function imageLead(text: string, start: number, end: number): number | null {
  let depth = 0;
  for (let at = start + 1; at < end; at++) {
    const character = text[at];
    if (character === "\\") at++;
    else if (character === "[") depth++;
    else if (character === "]" && --depth === 0) return text[at + 1] === "(" ? at + 2 : null;
  }
  return null;
}

/** An address without brackets ends at a parenthesis that it did not open. */
function bareLength(address: string, type: string): number {
  if (type === "definition") return address.length;
  let depth = 0;
  for (let at = 0; at < address.length; at++) {
    if (address[at] === "\\") at++;
    else if (address[at] === "(") depth++;
    else if (address[at] === ")" && depth-- === 0) return at;
  }
  return address.length;
}
