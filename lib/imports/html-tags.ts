/** Reads one tag of HTML after the other, the way browsers do. Pure. */
/** By name, in lower case; values as they were written. */
export type Attributes = Map<string, string>;
export type Tag =
  | { kind: "start"; name: string; attributes: Attributes; end: number }
  | { kind: "end"; name: string; end: number }
  | { kind: "text"; end: number }
  | { kind: "nothing"; end: number };

/** The tag, comment or stray bracket at `open`, and where it ends. Linear in its length. */
export function readTag(html: string, open: number): Tag {
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

export const behind = (html: string, what: string, from: number): number => {
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
