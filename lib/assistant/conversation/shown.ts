/**
 * The last list that the customer was shown and the one thing the conversation last spoke of, so that "the second one",
 * "the other one" and "it" have a meaning. Pure; a choice that is not clear is no choice.
 */
import { contentStems, fold, words } from "./text";

export interface ShownItem {
  /** The ticket's or order's number, the product's name, or the option's key. */
  key: string;
  label: string;
}

export interface Shown {
  kind: "tickets" | "orders" | "products" | "options";
  items: ShownItem[];
}

export interface Focus {
  kind: "ticket" | "order" | "product";
  key: string;
  label: string;
}

const MAX_ITEMS = 10;
/** Longer messages that hold an ordinal say something of their own. */
const MAX_WORDS = 12;

const ORDINALS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:first|1st|former|top one|number one|no\.? ?1|option (?:1|one|a))\b/, 0],
  [/\b(?:second|2nd|latter|number two|no\.? ?2|option (?:2|two|b))\b/, 1],
  [/\b(?:third|3rd|number three|no\.? ?3|option (?:3|three|c))\b/, 2],
  [/\b(?:fourth|4th|number four|no\.? ?4|option (?:4|four))\b/, 3],
  [/\b(?:fifth|5th|number five|no\.? ?5|option (?:5|five))\b/, 4],
];
/** "first of all", "the first time", "second hand" count nothing. */
const NO_ORDINAL =
  /\b(?:first (?:of all|time|name|thing)|at first|second(?: |-)hand|(?:a|one|wait a|give me a) second|last (?:time|week|month|year|night|name))\b/;

/** The item of a list that a message chooses, or null when it chooses none or more than one. */
export function pick(list: Shown, message: string, focus: Focus | null): ShownItem | null {
  const folded = fold(message);
  if (words(message).length > MAX_WORDS || NO_ORDINAL.test(folded)) return null;
  const bare = /^(?:number |no\.? |the )?(\d)[.!]?$/.exec(folded)?.[1];
  if (bare) return list.items[Number(bare) - 1] ?? null;
  if (/\b(?:last|bottom) (?:one|order|ticket|product|option)\b|^(?:the )?last[.!]?$/.test(folded))
    return list.items.at(-1) ?? null;
  const chosen = ORDINALS.flatMap(([pattern, at]) => (pattern.test(folded) ? [at] : []));
  const [only] = chosen;
  if (chosen.length === 1 && only !== undefined) return list.items[only] ?? null;
  if (/\b(?:the )?other (?:one|order|ticket|product)\b|^(?:no[, ]+)?(?:the )?other[.!]?$/.test(folded)) {
    const rest = list.items.filter((item) => item.key !== focus?.key);
    return rest.length === 1 && rest.length < list.items.length ? (rest[0] ?? null) : null;
  }
  return null;
}

/** As {@link pick}, or by words that only one of the items has: "the desk lamp", "the one from Monday". */
export function pickOrName(list: Shown, message: string, focus: Focus | null): ShownItem | null {
  const picked = pick(list, message, focus);
  if (picked) return picked;
  const said = new Set(contentStems(message));
  if (said.size === 0 || words(message).length > MAX_WORDS) return null;
  const scored = list.items
    .map((item) => ({
      item,
      shared: contentStems(`${item.key} ${item.label}`).filter((s) => said.has(s)).length,
    }))
    .sort((a, b) => b.shared - a.shared);
  const [best, next] = scored;
  return best && best.shared > 0 && best.shared > (next?.shared ?? 0) ? best.item : null;
}

const ROW = /^(?:[-*•]|\d{1,2}[.)]) +\*\*(.{1,120}?)\*\*:? ?(.*)$/gm;

/** The list in a text that no decision of ours came with: rows that begin with something in bold. */
export function readShown(text: string): Shown | null {
  const rows = [...text.matchAll(ROW)].map(([, name = "", rest = ""]) => ({ name, rest }));
  // "- **Subject:** …" is a field of a request, not a thing to choose.
  const items = rows.filter(({ name }) => !name.endsWith(":")).slice(0, MAX_ITEMS);
  if (items.length < 2) return null;
  const isTicket = items.every(({ name }) => /^#\d+$/.test(name));
  const isOrder = items.every(({ name }) => /^[A-Z]{0,5}-?\d{3,}[\d-]*$/.test(name));
  return {
    kind: isTicket ? "tickets" : isOrder ? "orders" : "products",
    items: items.map(({ name, rest }) => ({
      key: isTicket ? name.slice(1) : name,
      label: rest.slice(0, 120),
    })),
  };
}

export function showing(kind: Shown["kind"], items: readonly ShownItem[]): Shown | null {
  return items.length > 0 ? { kind, items: items.slice(0, MAX_ITEMS) } : null;
}
