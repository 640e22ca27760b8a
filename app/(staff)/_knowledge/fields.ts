/** The fields of an article's working copy as the editor holds them: which changed, which cannot be saved, what to merge. Pure. */
import { applyPatch, createPatch } from "diff";

export type Audience = "public" | "customers" | "staff";
export type Fields = {
  title: string;
  slug: string;
  summary: string;
  body: string;
  category: string;
  audience: Audience;
};
export type FieldName = keyof Fields;
export const fieldNames = ["title", "slug", "summary", "body", "category", "audience"] as const;

export const fieldLabel: Record<FieldName, string> = {
  title: "Title",
  slug: "Address",
  summary: "Summary",
  body: "Text",
  category: "Category",
  audience: "Who sees it",
};

export type Limits = { title: number; slug: number; summary: number; body: number };

/** Only the fields, of anything that has them. */
export const fieldsOf = ({ title, slug, summary, body, category, audience }: Fields): Fields => ({
  title,
  slug,
  summary,
  body,
  category,
  audience,
});

/** The fields of `now` that are not as in `then`. */
export function changesOf(then: Fields, now: Fields): Partial<Fields> {
  return Object.fromEntries(
    fieldNames.flatMap((name) => (then[name] === now[name] ? [] : [[name, now[name]]])),
  );
}

export const isSame = (a: Fields, b: Fields): boolean => fieldNames.every((name) => a[name] === b[name]);

export type FieldProblems = Partial<Record<FieldName, string>>;

/** The server takes space off the ends. */
export const isSameText = (a: Fields, b: Fields): boolean =>
  fieldNames.every((name) => a[name].trim() === b[name].trim());

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Fields that the server would refuse, with the reason for the person who wrote them. The others can be saved. */
export function problemsOf(fields: Fields, limits: Limits): FieldProblems {
  const problems: FieldProblems = {};
  if (fields.title.trim() === "") problems.title = "An article needs a title";
  if (!SLUG.test(fields.slug))
    problems.slug = "Use lower case words joined by hyphens, such as return-an-item";
  for (const name of ["title", "slug", "summary", "body"] as const) {
    const over = fields[name].trim().length - limits[name];
    if (over > 0)
      problems[name] =
        `${over.toLocaleString("en")} characters too long; at most ${limits[name].toLocaleString("en")}`;
  }
  return problems;
}

/** One text out of two that began as the same; null where both changed the same place. */
export function mergeText(base: string, mine: string, theirs: string): string | null {
  if (mine === theirs || base === theirs) return mine;
  if (base === mine) return theirs;
  const merged = applyPatch(theirs, createPatch("text", base, mine, undefined, undefined, { context: 1 }));
  return merged === false ? null : merged;
}

export type Merge = { fields: Fields; overlaps: FieldName[] };

/** What both wrote, as far as it fits together; where it does not, mine stands and the field is named. */
export function mergeFields(base: Fields, mine: Fields, theirs: Fields): Merge {
  const overlaps: FieldName[] = [];
  const merged = { ...theirs };
  const put = <N extends FieldName>(name: N) => {
    if (mine[name] === base[name]) return;
    merged[name] = mine[name];
    if (theirs[name] === base[name] || theirs[name] === mine[name]) return;
    const both = name === "body" ? mergeText(base.body, mine.body, theirs.body) : null;
    if (both === null) overlaps.push(name);
    else merged.body = both;
  };
  for (const name of fieldNames) put(name);
  return { fields: merged, overlaps };
}
