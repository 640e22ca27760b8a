/** Turns the HTML of a page or of an export into Markdown: the main content, its links absolute, its images named. */
import "server-only";
import rehypeParse from "rehype-parse";
import rehypeRemark from "rehype-remark";
import remarkGfm from "remark-gfm";
import remarkStringify from "remark-stringify";
import { unified } from "unified";
import { clean } from "@/lib/core/text";
import { MAX_ARTICLE } from "@/lib/knowledge/schema";
import { type CleanHtml, cleanHtml } from "./html-clean";
import { type Child, type Element, elementsOf, findMain, isElement, type Parent, textOf } from "./html-main";
import { limits } from "./limits";
import { ItemError } from "./parsed";

export type Converted = {
  markdown: string;
  title: string | null;
  summary: string;
  language: string | null;
  notes: string[];
};

type Root = ReturnType<typeof reader.parse>;
const reader = unified().use(rehypeParse, { fragment: true });
const converter = unified()
  .use(rehypeRemark)
  .use(remarkGfm)
  .use(remarkStringify, { bullet: "-", rule: "-", listItemIndent: "one", fences: true });

/** A whole page: only what is its content. Throws an {@link ItemError} when there is none. */
export function convertPage(html: string, address: string): Converted {
  const cleaned = cleanHtml(html);
  const root = reader.parse(cleaned.html);
  const main = findMain(root as Parent);
  if (!main) throw new ItemError("No text was found on the page.");
  const heading = elementsOf(main, "h1")[0];
  const title = heading ? inWords(textOf(heading)) : null;
  if (title && heading) remove(main, heading);
  const body = convert({ type: "root", children: main.children }, cleaned, address);
  return {
    ...body,
    title: title || titleOfPage(cleaned.title),
    summary: cleaned.description ? inWords(decoded(cleaned.description)) : "",
    language: cleaned.language,
  };
}

/** The body of an article in an export: all of it. */
export function convertBody(html: string, address: string | null): Pick<Converted, "markdown" | "notes"> {
  const cleaned = cleanHtml(html);
  return convert(reader.parse(cleaned.html) as Parent, cleaned, address);
}

function convert(root: Parent, cleaned: CleanHtml, address: string | null) {
  const length = inWords(textOf(root)).length;
  if (length > MAX_ARTICLE)
    throw new ItemError(
      `The article has more than ${MAX_ARTICLE.toLocaleString("en")} characters: ${length.toLocaleString("en")} of plain text.`,
    );
  foldEmpty(root);
  if (elementsOf(root).length > limits.contentElements)
    throw new ItemError(
      `The text has more than ${limits.contentElements.toLocaleString("en")} HTML elements.`,
    );
  const base = (cleaned.base && URL.parse(cleaned.base, address ?? undefined)?.href) || address;
  const notes = settle(root, base);
  const tree = converter.runSync(root as Root);
  const markdown = clean(converter.stringify(tree));
  if (markdown === "") throw new ItemError("No text was found.");
  return { markdown, notes };
}

const emphasis = [
  "a",
  "b",
  "strong",
  "i",
  "em",
  "code",
  "kbd",
  "samp",
  "var",
  "tt",
  "del",
  "s",
  "strike",
  "sub",
  "sup",
  "q",
  "cite",
];

/** Emphasis around nothing is nothing; the converter's time grows with the square of how much of it there is. */
function foldEmpty(root: Parent): void {
  // From the inside out: what held only empty ones is empty, too.
  for (const parent of [root, ...elementsOf(root)].reverse()) {
    const folded: Child[] = [];
    for (const child of parent.children) {
      const text = child.type === "text" ? child.value : isEmptyEmphasis(child) ? textOf(child) && " " : null;
      const last = folded.at(-1);
      if (text === null) folded.push(child);
      else if (last?.type === "text") last.value += text;
      else if (text !== "") folded.push({ type: "text", value: text });
    }
    parent.children = folded;
  }
}

const isEmptyEmphasis = (child: Child): child is Element =>
  isElement(child) &&
  emphasis.includes(child.tagName) &&
  child.children.every((inner) => inner.type === "text" && inner.value.trim() === "");

/** Makes every address absolute or takes it out; answers what was taken out. */
function settle(root: Parent, base: string | null): string[] {
  let images = 0;
  for (const element of elementsOf(root)) {
    const { properties } = element;
    if (element.tagName === "a") {
      const href = String(properties.href ?? "");
      const url = href.startsWith("#") ? href : absolute(href, base, /^(?:https?|mailto|tel):$/);
      properties.href = url ?? undefined;
      if (url === null) element.tagName = "span";
    }
    if (element.tagName === "img") {
      const url = absolute(String(properties.src ?? ""), base, /^https:$/);
      if (url) properties.src = url;
      else {
        images++;
        element.tagName = "span";
        element.children = [{ type: "text", value: String(properties.alt ?? "") }];
      }
    }
  }
  return images > 0
    ? [`${images === 1 ? "An image was" : `${images} images were`} left out: not on https.`]
    : [];
}

function absolute(href: string, base: string | null, protocols: RegExp): string | null {
  const url = href.trim() === "" ? null : URL.parse(href.trim(), base ?? undefined);
  return url && protocols.test(url.protocol) ? url.href : null;
}

function remove(from: Parent, gone: Element): void {
  for (const parent of [from, ...elementsOf(from)]) {
    const at = parent.children.indexOf(gone);
    if (at !== -1) parent.children.splice(at, 1);
  }
}

/** "Returns – Help – Shop" is "Returns". */
function titleOfPage(title: string | null): string | null {
  if (!title) return null;
  const whole = inWords(decoded(title));
  return whole.split(/\s+[|–—·»]\s+|\s+-\s+/)[0] || whole || null;
}

/** The head's texts were not parsed; the parser knows the entities. */
const decoded = (text: string): string => textOf(reader.parse(text.replace(/</g, "&lt;")) as Parent);

const inWords = (text: string): string => clean(text.replace(/\s+/g, " "));
