/**
 * What leaves a tool. Each declares its result: a field that it does not name stays here, texts and lists are cut to
 * what a model needs, and the whole never grows past what a turn can carry. Pure.
 */
import { z } from "zod";

/** Characters of JSON. Eight results of this size still leave room for the conversation. */
export const MAX_RESULT = 12_000;

/** At most `max` characters, cut at a word. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > max * 0.6 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

/** A text of at most `max` characters; a longer one is cut. */
export const line = (max: number) => z.string().transform((value) => shorten(value, max));

/** The first `max` entries. */
export const few = <S extends z.ZodType>(entry: S, max: number) =>
  z.array(entry).transform((entries) => entries.slice(0, max));

/** A moment, as text. */
export const moment = z.date().transform((date) => date.toISOString());

/** Checks a result against what its tool declares; throws when they differ, which is a mistake in the tool. */
export function shaped<S extends z.ZodObject>(declared: S, result: z.input<S>): z.output<S> {
  return bounded(declared.parse(result)) as z.output<S>;
}

/** The value within {@link MAX_RESULT}: the longest lists lose their last entries, then the longest texts are cut. */
export function bounded(value: object, max = MAX_RESULT): object {
  let size = sizeOf(value);
  if (size <= max) return value;
  const copy: unknown = JSON.parse(JSON.stringify(value));
  while (size > max) {
    const { list, holder, key } = largest(copy);
    if (list && list.length > 1) list.length = Math.ceil(list.length / 2);
    else if (holder && key !== null)
      holder[key] = shorten(String(holder[key]), Math.ceil(String(holder[key]).length / 2));
    else break;
    size = sizeOf(copy);
  }
  return { ...(copy as object), shortened: true };
}

const sizeOf = (value: unknown): number => (JSON.stringify(value) ?? "").length;

type Largest = {
  list: unknown[] | null;
  /** Where the longest text stands. */
  holder: Record<string | number, unknown> | null;
  key: string | number | null;
};

/** The list, or the text, that takes the most room. */
function largest(value: unknown): Largest {
  let most = 0;
  let found: Largest = { list: null, holder: null, key: null };
  const look = (
    inner: unknown,
    holder: Record<string | number, unknown> | null,
    key: string | number | null,
  ) => {
    if (typeof inner === "string") {
      if (holder && inner.length > Math.max(most, 80)) {
        most = inner.length;
        found = { list: null, holder, key };
      }
      return;
    }
    if (typeof inner !== "object" || inner === null) return;
    if (Array.isArray(inner) && inner.length > 1 && sizeOf(inner) > most) {
      most = sizeOf(inner);
      found = { list: inner, holder: null, key: null };
    }
    for (const [name, each] of Object.entries(inner))
      look(each, inner as Record<string | number, unknown>, name);
  };
  look(value, null, null);
  return found;
}
