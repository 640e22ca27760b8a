/** Writes balanced HTML of the elements that an article is made of; closes what was left open. Pure. */
import type { Attributes } from "./html-tags";
import { limits } from "./limits";
import { ItemError } from "./parsed";

/** A set of names. */
export const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));
export const voids = words("br hr img");
export const inline = words("a b strong i em code kbd samp var tt del s strike sub sup q cite br img");
export const block = words(
  "div section article main nav header footer aside form figure figcaption details summary p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table caption thead tbody tfoot tr th td hr",
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

/** Writes balanced HTML. */
export class HtmlWriter {
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
