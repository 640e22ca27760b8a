/**
 * Makes untrusted HTML harmless to parse, in one pass that is linear in its length: keeps the elements that an
 * article is made of and the attributes that mean something, drops scripts, styles, drawings and whatever is hidden,
 * and closes what was left open. What comes out is balanced, so that the parser has nothing to repair: repairing is
 * where a few kilobytes become a million nodes. Too deep or too many elements end it. Pure.
 */
import { type Attributes, behind, readTag } from "./html-tags";
import { block, HtmlWriter, inline, voids, words } from "./html-writer";

export type CleanHtml = {
  html: string;
  /** Of the page's head. */
  title: string | null;
  description: string | null;
  language: string | null;
  base: string | null;
};

/** Their content is not HTML: it ends with their own end tag alone. */
const raw = words("script style textarea title xmp iframe noembed noframes noscript plaintext");
/** Left out with all that is inside. */
const dropped = words(
  "svg math template object select button canvas video audio dialog map applet frameset label",
);

/** Throws an `ItemError` when the HTML is deeper or larger than any article. */
export function cleanHtml(html: string): CleanHtml {
  const writer = new HtmlWriter();
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
