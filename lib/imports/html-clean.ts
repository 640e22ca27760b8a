/**
 * Makes untrusted HTML harmless to parse, in one pass that is linear in its length: keeps the elements that an
 * article is made of and the attributes that mean something, drops scripts, styles, drawings and whatever is hidden,
 * and closes what was left open. What comes out is balanced, so that the parser has nothing to repair: repairing is
 * where a few kilobytes become a million nodes. Too deep or too many elements end it. Pure.
 */
import { limits } from "./limits";
import { ItemError } from "./parsed";

export type CleanHtml = {
  html: string;
  /** Of the page's head. */
  title: string | null;
  description: string | null;
  language: string | null;
  base: string | null;
};

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));
const voids = words("br hr img");
const inline = words("a b strong i em code kbd samp var tt del s strike sub sup q cite br img");
const block = words(
  "div section article main nav header footer aside form figure figcaption details summary p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table caption thead tbody tfoot tr th td hr",
);
/** Their content is not HTML: it ends with their own end tag alone. */
const raw = words("script style textarea title xmp iframe noembed noframes noscript plaintext");
/** Left out with all that is inside. */
const dropped = words(
  "svg math template object select button canvas video audio dialog map applet frameset label",
);
/** What may be left without an end tag ends at the next of these; `until` is where to stop looking. */
const implied: Record<string, { ends: ReadonlySet<string>; until: ReadonlySet<string> }> = {
  li: { ends: words("li"), until: words("ul ol table td th") },
  dt: { ends: words("dt dd"), until: words("dl table td th") },
  dd: { ends: words("dt dd"), until: words("dl table td th") },
  tr: { ends: words("tr"), until: words("table") },
  td: { ends: words("td th"), until: words("tr table") },
  th: { ends: words("td th"), until: words("tr table") },
  thead: { ends: words("thead tbody tfoot"), until: words("table") },
  tbody: { ends: words("thead tbody tfoot"), until: words("table") },
  tfoot: { ends: words("thead tbody tfoot"), until: words("table") },
  a: { ends: words("a"), until: words("table td th") },
};
const headings = words("h1 h2 h3 h4 h5 h6");
const cells = words("td th caption table");
const ofTables = words("table caption thead tbody tfoot tr td th");
const kept: Record<string, readonly string[]> = {
  a: ["href"],
  img: ["src", "alt", "title"],
  ol: ["start"],
  code: ["class"],
  pre: ["class"],
};

/** Throws an {@link ItemError} when the HTML is deeper or larger than any article. */
export function cleanHtml(html: string): CleanHtml {
  const writer = new Writer();
  const head: Omit<CleanHtml, "html"> = { title: null, description: null, language: null, base: null };
  let skipping: { name: string; depth: number } | null = null;
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf("<", at);
    if (open === -1 || open > at) {
      if (!skipping) writer.text(html.slice(at, open === -1 ? html.length : open));
      if (open === -1) break;
    }
    const tag = readTag(html, open);
    at = tag.end;
    if (tag.kind === "text") {
      if (!skipping) writer.text("&lt;");
      continue;
    }
    if (tag.kind === "nothing") continue;
    const { name } = tag;
    if (skipping) {
      if (name === skipping.name) skipping.depth += tag.kind === "end" ? -1 : 1;
      if (skipping.depth === 0) skipping = null;
      else if (tag.kind === "start" && raw.has(name)) at = endOfRaw(html, at, name).next;
      continue;
    }
    if (tag.kind === "end") {
      writer.end(name);
      continue;
    }
    noteHead(head, tag);
    if (raw.has(name)) {
      const { text, next } = endOfRaw(html, at, name);
      at = next;
      if (name === "title") head.title ??= text;
      if (name === "iframe") writer.frame(tag.attributes.get("src"));
    } else if (
      dropped.has(name) ||
      (isHidden(tag.attributes) &&
        !voids.has(name) &&
        (block.has(name) || inline.has(name) || name === "span"))
    )
      skipping = { name, depth: 1 };
    else if (block.has(name) || inline.has(name)) writer.start(name, tag.attributes);
    else if (separates.has(name)) writer.text(" ");
  }
  return { ...head, html: writer.finish() };
}

/** Unknown to articles, but words on both sides of them are two words. */
const separates = words("body option input address center");

type Attributes = Map<string, string>;
type Tag =
  | { kind: "start"; name: string; attributes: Attributes; end: number }
  | { kind: "end"; name: string; end: number }
  | { kind: "text"; end: number }
  | { kind: "nothing"; end: number };

function readTag(html: string, open: number): Tag {
  const next = html[open + 1] ?? "";
  if (html.startsWith("<!--", open)) {
    const close = html.indexOf("-->", open + 4);
    return { kind: "nothing", end: close === -1 ? html.length : close + 3 };
  }
  if (next === "!" || next === "?") return { kind: "nothing", end: behind(html, ">", open) };
  if (next === "/") {
    const name = readName(html, open + 2);
    if (!name) return { kind: "nothing", end: behind(html, ">", open) };
    return { kind: "end", name: name.toLowerCase(), end: readAttributes(html, open + 2 + name.length).end };
  }
  const name = readName(html, open + 1);
  if (!name) return { kind: "text", end: open + 1 };
  return { kind: "start", name: name.toLowerCase(), ...readAttributes(html, open + 1 + name.length) };
}

const nameShape = /[a-z][^\s/>]*/iy;
function readName(html: string, at: number): string {
  nameShape.lastIndex = at;
  return nameShape.exec(html)?.[0] ?? "";
}

const behind = (html: string, what: string, from: number): number => {
  const at = html.indexOf(what, from);
  return at === -1 ? html.length : at + what.length;
};

const attributeName = /[\s/]*([^\s/>=]+)\s*(=?)\s*/y;
const bareValue = /[^\s>]*/y;

/** Up to the end of the tag. A quote that does not end takes the rest of the text with it, as it does in browsers. */
function readAttributes(html: string, from: number): { attributes: Attributes; end: number } {
  const attributes: Attributes = new Map();
  let at = from;
  for (;;) {
    attributeName.lastIndex = at;
    const found = attributeName.exec(html);
    if (!found) {
      while (at < html.length && html[at] !== ">" && !/[^\s/=]/.test(html[at] ?? "")) at++;
      if (html[at] === ">" || at >= html.length) return { attributes, end: Math.min(at + 1, html.length) };
      at++;
      continue;
    }
    at = attributeName.lastIndex;
    const name = (found[1] ?? "").toLowerCase();
    let value = "";
    if (found[2] === "=") {
      const quote = html[at];
      if (quote === '"' || quote === "'") {
        const close = html.indexOf(quote, at + 1);
        if (close === -1) return { attributes, end: html.length };
        value = html.slice(at + 1, close);
        at = close + 1;
      } else {
        bareValue.lastIndex = at;
        value = bareValue.exec(html)?.[0] ?? "";
        at += value.length;
      }
    }
    if (!attributes.has(name)) attributes.set(name, value);
  }
}

function endOfRaw(html: string, from: number, name: string): { text: string; next: number } {
  const shape = new RegExp(`</${name}(?=[\\s/>])`, "gi");
  shape.lastIndex = from;
  const found = name === "plaintext" ? null : shape.exec(html);
  if (!found) return { text: html.slice(from), next: html.length };
  return { text: html.slice(from, found.index), next: behind(html, ">", found.index) };
}

function noteHead(
  head: Omit<CleanHtml, "html">,
  { name, attributes }: { name: string; attributes: Attributes },
): void {
  if (name === "html") head.language ??= attributes.get("lang") || null;
  if (name === "base") head.base ??= attributes.get("href") || null;
  if (name === "meta" && attributes.get("name")?.toLowerCase() === "description")
    head.description ??= attributes.get("content") || null;
}

const isHidden = (attributes: Attributes): boolean =>
  attributes.has("hidden") ||
  attributes.get("aria-hidden") === "true" ||
  /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes.get("style") ?? "");

/** Writes balanced HTML. */
class Writer {
  private readonly out: string[] = [];
  private readonly open: string[] = [];
  private elements = 0;

  text(text: string): void {
    if (text) this.out.push(text);
  }

  start(name: string, attributes: Attributes): void {
    if (++this.elements > limits.htmlElements)
      throw new ItemError(`The HTML has more than ${limits.htmlElements.toLocaleString("en")} elements.`);
    if (block.has(name)) {
      this.closeInline();
      this.closeParagraph(name);
    }
    const rule = implied[name];
    if (rule) this.closeBefore(rule.ends, rule.until);
    if (headings.has(name)) this.closeBefore(headings, cells);
    this.out.push(`<${name}${written(name, attributes)}>`);
    if (voids.has(name)) return;
    this.open.push(name);
    if (this.open.length > limits.htmlDepth)
      throw new ItemError(`The HTML is nested deeper than ${limits.htmlDepth} levels.`);
  }

  end(name: string): void {
    if (name === "br") {
      this.text(" ");
      return;
    }
    for (let at = this.open.length - 1; at >= 0; at--) {
      if (this.open[at] === name) {
        this.closeTo(at);
        return;
      }
      // What a cell holds does not end what the cell stands in.
      if (!ofTables.has(name) && cells.has(this.open[at] ?? "")) return;
    }
  }

  /** A video in a frame is kept as a link to it. */
  frame(source: string | undefined): void {
    if (!source || !/^(?:https:)?\/\//i.test(source)) return;
    const address = attributeOf(source.startsWith("//") ? `https:${source}` : source);
    this.start("p", new Map());
    this.out.push(`<a href="${address}">${address}</a>`);
    this.end("p");
  }

  finish(): string {
    this.closeTo(0);
    return this.out.join("");
  }

  private closeTo(at: number): void {
    while (this.open.length > at) this.out.push(`</${this.open.pop()}>`);
  }

  private closeBefore(ends: ReadonlySet<string>, until: ReadonlySet<string>): void {
    for (let at = this.open.length - 1; at >= 0; at--) {
      const name = this.open[at] ?? "";
      if (ends.has(name)) {
        this.closeTo(at);
        return;
      }
      if (until.has(name)) return;
    }
  }

  /** No block stands inside of emphasis in Markdown; taking them apart again would cost more than the emphasis is worth. */
  private closeInline(): void {
    let at = this.open.length;
    while (at > 0 && inline.has(this.open[at - 1] ?? "")) at--;
    this.closeTo(at);
  }

  private closeParagraph(name: string): void {
    if (!ofTables.has(name) || name === "table") this.closeBefore(words("p"), cells);
  }
}

function written(name: string, attributes: Attributes): string {
  const role = attributes.get("role") === "main" ? ' role="main"' : "";
  const given = (kept[name] ?? []).flatMap((key) => {
    const value = key === "src" ? imageSource(attributes) : attributes.get(key);
    return value === undefined ? [] : [` ${key}="${attributeOf(value)}"`];
  });
  return role + given.join("");
}

/** Pages that load images late name them elsewhere. */
function imageSource(attributes: Attributes): string | undefined {
  const source = attributes.get("src");
  return source && !source.trim().startsWith("data:") ? source : (attributes.get("data-src") ?? source);
}

const attributeOf = (value: string): string =>
  value.replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
