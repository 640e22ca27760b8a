/**
 * Reads what the Help Center API of Zendesk answers and export tools save: `articles` with `sections` and
 * `categories`, in one file or several, in one array or page by page. A section is what an article is filed under
 * there; here it is the category.
 */
import "server-only";
import { z } from "zod";
import {
  categoryOf,
  type Exported,
  idField,
  languageOf,
  refusedHtml,
  rowsOf,
  titleOf,
  words,
  wrongField,
} from "./export-json";

const article = z.object({
  id: idField,
  title: words.optional(),
  name: words.optional(),
  body: z.string().nullish(),
  draft: z.boolean().nullish(),
  locale: z.string().nullish(),
  source_locale: z.string().nullish(),
  section_id: idField.nullish(),
  user_segment_id: idField.nullish(),
  html_url: z.string().nullish(),
  updated_at: z.iso.datetime({ offset: true }).nullish().catch(null),
});
const named = z.object({ id: idField, name: words });
const section = named.extend({ category_id: idField.nullish() });
const segment = z.object({ id: idField, user_type: z.string() });

export function readZendesk(files: readonly unknown[]): Exported[] {
  const sections = byId(section, rowsOf(files, "sections"));
  const categories = byId(named, rowsOf(files, "categories"));
  const segments = byId(segment, rowsOf(files, "user_segments"));
  return rowsOf(files, "articles").map((row, n) => {
    const read = article.safeParse(row);
    if (!read.success) {
      const key = `zendesk:${typeof row.id === "number" || typeof row.id === "string" ? row.id : `row-${n + 1}`}`;
      return { key, title: key, article: null, refused: wrongField(read.error) };
    }
    const given = read.data;
    const locale = given.locale ?? given.source_locale;
    const key = keyOf(given.id, locale);
    const { title, notes } = titleOf(given.title || given.name || `Article ${given.id}`);
    const html = given.body ?? "";
    const refused = html.trim() === "" ? "The article has no text." : refusedHtml(html);
    if (refused) return { key, title, article: null, refused };
    const home = given.section_id ? sections.get(given.section_id) : undefined;
    const above = home?.category_id ? categories.get(home.category_id) : undefined;
    const audience = audienceOf(given.user_segment_id ?? null, segments);
    const isTranslation = given.source_locale && locale && given.source_locale !== locale;
    return {
      key,
      title,
      refused: null,
      article: {
        title,
        slug: null,
        slugHint: { text: title, from: "title" },
        summary: "",
        html,
        base: given.html_url ?? null,
        category: categoryOf(home?.name ?? above?.name),
        audience: audience.audience,
        language: languageOf(locale),
        status: given.draft ? "draft" : "published",
        updatedAt: given.updated_at ?? null,
        translationOf: isTranslation ? keyOf(given.id, given.source_locale) : null,
        notes: [...notes, ...audience.notes],
      },
    };
  });
}

export const keyOf = (id: string, locale: string | null | undefined): string =>
  `zendesk:${id}${locale ? `:${locale.toLowerCase()}` : ""}`;

/** Whom a segment lets in is only in the export when it was exported, too; if it is not, nobody else gets in. */
function audienceOf(segmentId: string | null, segments: Map<string, z.output<typeof segment>>) {
  if (segmentId === null) return { audience: null, notes: [] };
  const type = segments.get(segmentId)?.user_type;
  if (type === "signed_in_users") return { audience: "customers" as const, notes: [] };
  const notes = ["It was restricted in Zendesk: only the team sees it here until you widen its audience."];
  return { audience: "staff" as const, notes };
}

function byId<T extends { id: string }>(schema: z.ZodType<T>, rows: readonly unknown[]): Map<string, T> {
  const read = rows.map((row) => schema.safeParse(row));
  return new Map(read.flatMap((one) => (one.success ? [[one.data.id, one.data] as const] : [])));
}
