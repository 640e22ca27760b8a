/**
 * Reads what the Articles API of Intercom answers: lists under `data` (or `articles` and `collections` of export
 * tools), with a body of HTML, a state, and translations inside the article. Collections are the categories.
 */
import "server-only";
import { z } from "zod";
import {
  categoryOf,
  type Exported,
  idField,
  isRow,
  languageOf,
  refusedHtml,
  rowsOf,
  titleOf,
  words,
  wrongField,
} from "./export-json";

const content = z.object({
  title: words.nullish(),
  description: words.nullish(),
  body: z.string().nullish(),
  state: z.enum(["published", "draft"]).nullish(),
  url: z.string().nullish(),
  updated_at: z.number().nullish().catch(null),
});
const article = content.extend({
  id: idField,
  parent_id: idField.nullish(),
  parent_ids: z.array(idField).nullish().catch(null),
  default_locale: z.string().nullish(),
  translated_content: z.record(z.string(), z.unknown()).nullish(),
});
const collection = z.object({ id: idField, name: words });

const articlesIn = (files: readonly unknown[]) =>
  [...rowsOf(files, "data"), ...rowsOf(files, "articles")].filter(
    (row) => row.type === "article" || ("state" in row && "body" in row),
  );

export function readIntercom(files: readonly unknown[]): Exported[] {
  const rows = [...rowsOf(files, "data"), ...rowsOf(files, "collections")];
  const collections = new Map(
    rows
      .filter((row) => row.type === "collection" || "name" in row)
      .flatMap((row) => {
        const read = collection.safeParse(row);
        return read.success ? [[read.data.id, read.data.name] as const] : [];
      }),
  );
  return articlesIn(files).flatMap((row, n) => {
    const read = article.safeParse(row);
    if (!read.success) {
      const key = `intercom:${typeof row.id === "number" || typeof row.id === "string" ? row.id : `row-${n + 1}`}`;
      return [{ key, title: key, article: null, refused: wrongField(read.error) }];
    }
    const given = read.data;
    const parent = given.parent_id ?? given.parent_ids?.at(-1);
    const category = categoryOf(parent ? collections.get(parent) : undefined);
    const locale = given.default_locale ?? null;
    const main = exported(given.id, locale, given, category, null);
    // The default language stands in the article itself, and once more among its translations.
    const others = Object.entries(given.translated_content ?? {}).filter(
      ([language, translation]) => language !== locale && language !== "type" && isRow(translation),
    );
    return [
      main,
      ...others.map(([language, translation]) => {
        const key = keyOf(given.id, language);
        const inside = content.safeParse(translation);
        return inside.success
          ? exported(given.id, language, inside.data, category, main.key)
          : { key, title: key, article: null, refused: wrongField(inside.error) };
      }),
    ];
  });
}

function exported(
  id: string,
  locale: string | null,
  given: z.output<typeof content>,
  category: ReturnType<typeof categoryOf>,
  translationOf: string | null,
): Exported {
  const key = keyOf(id, locale);
  const { title, notes } = titleOf(given.title || `Article ${id}`);
  const html = given.body ?? "";
  const refused = html.trim() === "" ? "The article has no text." : refusedHtml(html);
  if (refused) return { key, title, article: null, refused };
  return {
    key,
    title,
    refused: null,
    article: {
      title,
      slug: null,
      slugHint: { text: title, from: "title" },
      summary: (given.description ?? "").slice(0, 400),
      html,
      base: given.url ?? null,
      category,
      audience: null,
      language: languageOf(locale),
      status: given.state ?? "draft",
      updatedAt: given.updated_at ? new Date(given.updated_at * 1_000).toISOString() : null,
      translationOf,
      notes,
    },
  };
}

export const keyOf = (id: string, locale: string | null): string =>
  `intercom:${id}${locale ? `:${locale.toLowerCase()}` : ""}`;
