/**
 * Finds the content of a page among all that surrounds it: `article`, `main`, what says that it is the main part,
 * or the block with the most running text in it. Pure.
 */
export type Element = {
  type: "element";
  tagName: string;
  properties: Record<string, unknown>;
  children: Child[];
};
export type Child = Element | { type: "text"; value: string } | { type: "comment" } | { type: "doctype" };
export type Parent = { type: string; children: Child[] };

export const isElement = (node: Child): node is Element => node.type === "element";

/** Every element inside, in document order; with a name, only those. */
export function elementsOf(root: Parent, name?: string): Element[] {
  const found: Element[] = [];
  const open: Child[] = [...root.children].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    if (!isElement(node)) continue;
    if (name === undefined || node.tagName === name) found.push(node);
    for (let n = node.children.length - 1; n >= 0; n--) open.push(node.children[n] as Child);
  }
  return found;
}

/** As it reads, but for line breaks. */
export function textOf(root: Parent): string {
  let text = "";
  const open: Child[] = [...root.children].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === "text") text += node.value;
    if (!isElement(node)) continue;
    for (let n = node.children.length - 1; n >= 0; n--) open.push(node.children[n] as Child);
  }
  return text;
}

const surroundings = ["nav", "aside", "footer"];
/** Of the text of `main` that a single `article` must hold, so that a list of teasers is not taken for one. */
const SHARE = 0.5;

/** Takes navigation and the like out of the tree for good. */
export function findMain(root: Parent): Parent | null {
  prune(root);
  const whole = lengthOf(root);
  if (whole === 0) return null;
  const main = longest([
    ...elementsOf(root, "main"),
    ...elementsOf(root).filter(({ properties }) => properties.role === "main"),
  ]);
  const article = longest(elementsOf(root, "article"));
  const around = main ?? null;
  if (article && lengthOf(article) >= SHARE * lengthOf(around ?? article)) return article;
  return around ?? densest(root);
}

/** A form around the whole page, as some systems make it, is no form. */
function prune(root: Parent): void {
  for (const parent of [root, ...elementsOf(root)])
    parent.children = parent.children.filter((child) => !isElement(child) || !isSurrounding(child, parent));
}

function isSurrounding(element: Element, parent: Parent): boolean {
  if (surroundings.includes(element.tagName)) return true;
  const holdsContent = ["main", "article", "h1"].some((name) => elementsOf(element, name).length > 0);
  if (element.tagName === "form") return !holdsContent;
  const inContent =
    isElement(parent as Child) && ["article", "main", "section"].includes((parent as Element).tagName);
  return element.tagName === "header" && !holdsContent && !inContent;
}

const lengthOf = (node: Parent): number => textOf(node).trim().length;

function longest(elements: Element[]): Element | null {
  let best: Element | null = null;
  let most = 0;
  for (const element of elements) {
    const length = lengthOf(element);
    if (length > most) {
      best = element;
      most = length;
    }
  }
  return best;
}

const running = ["p", "li", "pre", "blockquote", "td", "dd", "h2", "h3"];

/** Running text counts for what holds it, half for what holds that; text of links counts against it. */
function densest(root: Parent): Parent {
  const scores = new Map<Parent, number>();
  const add = (to: Parent | undefined, score: number) => {
    if (to) scores.set(to, (scores.get(to) ?? 0) + score);
  };
  const parents = new Map<Child, Parent>();
  for (const parent of [root, ...elementsOf(root)])
    for (const child of parent.children) if (isElement(child)) parents.set(child, parent);
  for (const element of elementsOf(root)) {
    if (!running.includes(element.tagName)) continue;
    const links = elementsOf(element, "a").reduce((sum, link) => sum + lengthOf(link), 0);
    const score = Math.max(0, lengthOf(element) - 2 * links);
    const holder = parents.get(element);
    add(holder, score);
    add(holder && parents.get(holder as Child), score / 2);
  }
  let best: Parent = root;
  let most = 0;
  for (const [parent, score] of scores)
    if (score > most) {
      best = parent;
      most = score;
    }
  // A list or table row is a part of something, never the whole.
  while (
    isElement(best as Child) &&
    /^(?:ul|ol|dl|li|table|thead|tbody|tr|td)$/.test((best as Element).tagName)
  )
    best = parents.get(best as Child) ?? root;
  return best;
}
