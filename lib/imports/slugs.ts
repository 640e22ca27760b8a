/** Gives every item of an import its address, all at once, before the first is written: links between them need it. Pure. */
import { freeSlug, slugFrom } from "@/lib/knowledge/lifecycle";

export type Wanted = {
  n: number;
  path: string;
  slug: string | null;
  hint: { text: string; from: "file" | "title" };
  /** The address of the article that this source became before. */
  known: string | null;
};
export type Given = { n: number; slug: string } | { n: number; refused: string };

/**
 * What is written in the source counts, then what the source became before, then what its name suggests. A slug that
 * is written twice is a mistake to tell of; one that is only suggested gets a number. `taken` are the addresses of
 * other articles: a file that has one means that article, a title only sounds like it.
 */
export function giveSlugs(wanted: readonly Wanted[], taken: ReadonlySet<string>): Given[] {
  const used = new Map<string, string>();
  const given = new Map<number, Given>();
  const claim = ({ n, path }: Wanted, slug: string) => {
    used.set(slug, path);
    given.set(n, { n, slug });
  };
  for (const item of wanted) {
    const slug = item.slug ?? item.known;
    if (!slug) continue;
    const other = used.get(slug);
    if (other !== undefined && item.slug)
      given.set(item.n, {
        n: item.n,
        refused: `The slug ${slug} is that of ${other} in this import already.`,
      });
    else if (other === undefined) claim(item, slug);
  }
  const own = new Set(used.keys());
  const all = new Set([...own, ...taken]);
  for (const item of wanted) {
    if (given.has(item.n)) continue;
    const slug = freeSlug(slugFrom(item.hint.text), item.hint.from === "file" ? own : all);
    claim(item, slug);
    own.add(slug);
    all.add(slug);
  }
  return [...given.values()];
}
