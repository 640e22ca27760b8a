/** An article as it was found in a source, before anything is decided about it; and why one could not be read. Pure. */

/** Its message is written for the person who imports, and stands beside the item. */
export class ItemError extends Error {
  override readonly name = "ItemError";
}

export type Parsed = {
  title: string;
  /** Written in the source. */
  slug: string | null;
  /** What a slug is made of when there is none: a file name is nearly one, a title is only a suggestion. */
  slugHint: { text: string; from: "file" | "title" };
  summary: string;
  /** Markdown; its links and images still lead where they led in the source. */
  body: string;
  category: { id: string; label: string } | null;
  audience: "public" | "customers" | "staff" | null;
  language: string | null;
  status: "draft" | "published" | "archived" | null;
  updatedAt: string | null;
  /** The key or slug of the article that it translates. */
  translationOf: string | null;
  /** What was left out or decided on the way, in words. */
  notes: string[];
};

/** An article of an export: an HTML body, and where its links begin. */
export type ParsedHtml = Omit<Parsed, "body"> & { html: string; base: string | null };
